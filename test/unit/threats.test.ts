import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requestOverhead, responseOverhead } from '../../src/wire/envelope.ts';
import { beginRequestLength, beginResponseLength } from '../../src/wire/messages/begin.ts';
import { enrollRequestLength, enrollResponseLength } from '../../src/wire/messages/enroll.ts';
import { evaluateRequestLength, evaluateResponseLength } from '../../src/wire/messages/evaluate.ts';
import { finishRequestLength, finishResponseLength } from '../../src/wire/messages/finish.ts';
import { rowCount } from '../../src/wire/suite.ts';
import { fieldsOf } from './matching/tampering.ts';

/** docs/private-matching.md is held to its word: each test that it names exists, each size is that of the code. */
const page = readFileSync(fileURLToPath(new URL('../../docs/private-matching.md', import.meta.url)), 'utf8');
const section = (title: string) => page.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;
const rowsOf = (title: string) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));

const testFolder = fileURLToPath(new URL('../', import.meta.url));
/** Whether a file of tests has one of this name, as a string of any quotes. */
function named(file: string, name: string): boolean {
  if (!existsSync(testFolder + file)) return false;
  const source = readFileSync(testFolder + file, 'utf8');
  return ["'", '"', '`'].some((quote) => source.includes(quote + name + quote));
}

describe('the table of threats', () => {
  const rows = rowsOf('Threats');

  it('has a defence and a test for each attack', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const [attack, defence, tests, ...rest] of rows) {
      expect(
        [attack, defence, tests].every((cell) => cell !== undefined && cell.length > 3),
        attack,
      ).toBe(true);
      expect(rest).toEqual([]);
    }
  });

  it.each(rows.flatMap(([, , tests]) => tests!.split('<br>')))('names a test that exists: %s', (cell) => {
    const [, file, name] = /^`([\w/.-]+)`: (.+)$/.exec(cell)!;
    expect(named(file!, name!)).toBe(true);
  });

  it('would notice one that does not', () => {
    expect(named('unit/matching/attacks.test.ts', 'no such test')).toBe(false);
    expect(named('unit/matching/none.test.ts', 'T is the hash to the curve of "T"')).toBe(false);
  });
});

describe('the table of messages', () => {
  const n = 1024;
  const lengths: Record<string, number> = {
    BeginRequest: beginRequestLength(n),
    BeginResponse: beginResponseLength,
    EvaluateRequest: evaluateRequestLength(n),
    EvaluateResponse: evaluateResponseLength(n),
    FinishRequest: finishRequestLength,
    FinishResponse: finishResponseLength,
    EnrollRequest: enrollRequestLength(n),
    EnrollResponse: enrollResponseLength,
  };
  const rows = rowsOf('Messages');

  it('has every message with its length', () => {
    expect(rows.map(([name]) => name)).toEqual(Object.keys(lengths));
    for (const [name, , , formula, size] of rows) {
      expect([name, Number(size!.replaceAll(',', ''))]).toEqual([name, lengths[name!]]);
      expect([name, lengthAt(formula!, n)]).toEqual([name, lengths[name!]]);
    }
  });

  it('has every field of those that pass in a match', () => {
    for (const [name, fields] of Object.entries(fieldsOf(64))) {
      const sum = Object.values(fields).reduce((total, length) => total + length, 0);
      const [, , , formula] = rows.find(([row]) => row === name.toUpperCase())!;
      expect(sum).toBe(Number(lengthAt(formula!, 64)));
    }
    expect(rowCount(n)).toBe(n / 2 + 1);
  });

  it('says what sealing adds', () => {
    expect(page).toContain(`${requestOverhead} bytes more than`);
    expect(page).toContain(`${responseOverhead} bytes more than its body`);
  });
});

/** `a + b n`, `n/8 + a` or a number. */
function lengthAt(formula: string, n: number): number {
  return formula
    .split(' + ')
    .map((term) => {
      if (term === 'n/8') return n / 8;
      return term.endsWith(' n') ? Number(term.slice(0, -2)) * n : Number(term);
    })
    .reduce((sum, term) => sum + term, 0);
}

it('the page says that nobody independent has reviewed the protocol, at its head and among its limits', () => {
  expect(page.indexOf('No independent cryptographer has reviewed')).toBeLessThan(600);
  expect(section('What must stand beside it')).toContain('not been reviewed by an independent cryptographer');
});
