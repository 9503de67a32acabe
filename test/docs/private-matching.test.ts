import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requestOverhead, responseOverhead } from '../../src/wire/envelope.ts';
import { beginRequestLength, beginResponseLength } from '../../src/wire/messages/begin.ts';
import { challengeRequestLength, challengeResponseLength } from '../../src/wire/messages/challenge.ts';
import { enrollRequestLength, enrollResponseLength } from '../../src/wire/messages/enroll.ts';
import { evaluateRequestLength, evaluateResponseLength } from '../../src/wire/messages/evaluate.ts';
import { finishRequestLength, finishResponseLength } from '../../src/wire/messages/finish.ts';
import { fieldsOf } from '../support/matching/tampering.ts';

const docs = fileURLToPath(new URL('../../docs/private-matching/', import.meta.url));
const tests = fileURLToPath(new URL('../', import.meta.url));
const pages = { protocol: read('protocol'), security: read('security'), measurements: read('measurements') };

function read(page: string): string {
  return readFileSync(join(docs, `${page}.md`), 'utf8');
}

/** The cells of the table below a heading. */
function tableOf(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]!.split(/\n##+ /)[0]!;
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));
}

/** Every id in a title of a test, such as `[T01]`, with the file that contains it. */
const titleIds = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('docs/private-matching.test.ts'))
  .flatMap((file) =>
    [...readFileSync(join(tests, file), 'utf8').matchAll(/['"`]\[(T\d{2,3})\] /g)].map(([, id]) => ({
      id: id!,
      file,
    })),
  );

describe('the threat table in security.md', () => {
  const rows = tableOf(pages.security, 'Threats');
  const tableIds = rows.flatMap(([, , ids]) => ids!.split(', '));

  it('has an attack, a defense and test ids in every row', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      expect(row).toHaveLength(3);
      expect(row[0]!.length).toBeGreaterThan(3);
      expect(row[1]!.length).toBeGreaterThan(3);
      expect(row[2]).toMatch(/^T\d{2,3}(, T\d{2,3})*$/);
    }
  });

  it('lists every id once', () => {
    expect(tableIds.filter((id, i) => tableIds.indexOf(id) !== i)).toEqual([]);
  });

  it.each(tableIds)('%s is in the title of exactly one test', (id) => {
    expect(titleIds.filter((title) => title.id === id).map(({ file }) => file)).toHaveLength(1);
  });

  it('lists every id that is in the title of a test', () => {
    expect(titleIds.filter(({ id }) => !tableIds.includes(id))).toEqual([]);
  });
});

describe('the message table in protocol.md', () => {
  const n = 1024;
  const lengths: Record<string, number> = {
    BeginRequest: beginRequestLength(n),
    BeginResponse: beginResponseLength,
    EvaluateRequest: evaluateRequestLength(n),
    EvaluateResponse: evaluateResponseLength(n),
    FinishRequest: finishRequestLength,
    FinishResponse: finishResponseLength,
    ChallengeRequest: challengeRequestLength,
    ChallengeResponse: challengeResponseLength,
    EnrollRequest: enrollRequestLength(n),
    EnrollResponse: enrollResponseLength,
  };
  const rows = tableOf(pages.protocol, 'Messages');

  it('has every message', () => {
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(lengths));
    expect(rows.map(([id]) => id)).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'C1', 'C2', 'E1', 'E2']);
  });

  it.each(rows)('%s %s has the length of the code', (_id, name, _direction, _fields, formula, length) => {
    expect(Number(length!.replaceAll(',', ''))).toBe(lengths[name!]);
    expect(evaluateFormula(formula!, n)).toBe(lengths[name!]);
  });

  it('agrees with the fields that the tests change', () => {
    for (const [name, fields] of Object.entries(fieldsOf(64))) {
      const total = Object.values(fields).reduce((sum, length) => sum + length, 0);
      const row = rows.find(([, rowName]) => rowName!.toLowerCase() === name.toLowerCase());
      expect(evaluateFormula(row![4]!, 64)).toBe(total);
    }
  });

  it('states what the envelope adds', () => {
    expect(pages.protocol).toContain(`adds ${requestOverhead} bytes to its body`);
    expect(pages.protocol).toContain(`adds ${responseOverhead} bytes to its body`);
  });
});

/** A sum of terms: an integer, `a n` or `n/8`. */
function evaluateFormula(formula: string, n: number): number {
  return formula
    .split(' + ')
    .map((term) => {
      if (term === 'n/8') return n / 8;
      return term.endsWith(' n') ? Number(term.slice(0, -2)) * n : Number(term);
    })
    .reduce((sum, term) => sum + term, 0);
}

describe('every page', () => {
  it('uses M1 to M6, C1, C2, E1 and E2 only in protocol.md', () => {
    expect(pages.security).not.toMatch(/\b[MCE][1-6]\b/);
    expect(pages.measurements).not.toMatch(/\b[MCE][1-6]\b/);
  });

  it.each(Object.entries(pages))('%s.md has no table cell of more than 200 characters', (_name, page) => {
    const cells = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => line.slice(2, -2).split(' | '));
    expect(cells.filter((cell) => cell.length > 200)).toEqual([]);
  });

  it('states that the protocol was not reviewed: at the top of two pages and among the limits', () => {
    expect(pages.protocol.indexOf('No independent cryptographer has reviewed')).toBeLessThan(300);
    expect(pages.security.indexOf('No independent cryptographer has reviewed')).toBeLessThan(300);
    const limitsSection = pages.security.split('\n## Limits\n')[1]!.split('\n## ')[0];
    expect(limitsSection).toContain('not been reviewed by an independent cryptographer');
  });
});
