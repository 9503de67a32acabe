import { beforeAll, expect, it } from 'vitest';
import { createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { computeProof } from '../../../src/matching/proof.ts';
import { evaluateResponseHash } from '../../../src/matching/transcript.ts';
import { type Bytes, concat, equal, xor } from '../../../src/wire/bytes.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import {
  createDeviceKey,
  createSetup,
  type MatchSetup,
  playMatch,
} from '../../support/matching/play-match.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';

// A dishonest matcher sends a table whose rows reveal which input opened them. Distance 0 opens exactly one row of the honest table.

const rows = rowCount(64);
let setup: MatchSetup;
/** The row that the input opens, and another one. */
let openedRow = 0;
let otherRow = 0;

/** Plays a match in which the matcher changes its table. `proves(K)`: whether the client's response is the proof of that key. */
async function playWithTable(change: (table: Bytes[]) => Bytes[]) {
  const { sid, key, sent, finish, accepted } = await playMatch(setup, {
    createResponse(input, random) {
      const { evaluateResponse, key } = createEvaluateResponse(input, random);
      const offset = evaluateResponse.length - rows * 32;
      const table = Array.from({ length: rows }, (_, i) =>
        evaluateResponse.slice(offset + 32 * i, offset + 32 * i + 32),
      );
      return { evaluateResponse: concat(evaluateResponse.subarray(0, offset), ...change(table)), key };
    },
  });
  const responseHash = evaluateResponseHash(sent.evaluateResponse!);
  const proves = async (candidate: Bytes) => {
    const expected = await computeProof(sid!, candidate, sent.evaluateRequest!, responseHash);
    return equal(parseFinishRequest(finish!.finishRequest).proof, expected);
  };
  return { accepted, key: key!, proves };
}

const keepOnly = (row: number) => (table: Bytes[]) =>
  table.map((honest, i) => (i === row ? honest : seededRandom(`row ${i}`)(32)));

const replaceRow = (row: number, replacement: (table: Bytes[]) => Bytes) => (table: Bytes[]) =>
  table.with(row, replacement(table));

beforeAll(async () => {
  setup = createSetup('crafted table', await createDeviceKey());
  const accepted: number[] = [];
  for (let i = 0; i < rows; i++) if ((await playWithTable(keepOnly(i))).accepted) accepted.push(i);
  expect(accepted).toHaveLength(1);
  openedRow = accepted[0]!;
  otherRow = (openedRow + 1) % rows;
});

it('accepts the rows in any order', async () => {
  expect((await playWithTable((table) => table.toReversed())).accepted).toBe(true);
});

it('[T29] proves no key when two rows with different keys fit its input', async () => {
  const difference = seededRandom('another key')(16);
  const secondKey = (table: Bytes[]) =>
    concat(table[openedRow]!.subarray(0, 16), xor(table[openedRow]!.subarray(16), difference));
  const { accepted, key, proves } = await playWithTable(replaceRow(otherRow, secondKey));
  expect([accepted, await proves(key), await proves(xor(key, difference))]).toEqual([false, false, false]);
});

it('[T30] proves no key when its row is missing or occurs twice', async () => {
  for (const change of [
    replaceRow(otherRow, (table) => table[openedRow]!),
    replaceRow(openedRow, () => seededRandom('a row')(32)),
  ]) {
    const { accepted, key, proves } = await playWithTable(change);
    expect([accepted, await proves(key), await proves(new Uint8Array(16))]).toEqual([false, false, false]);
  }
});

it('[T31] proves no key when the table hides another key than the commitment', async () => {
  const difference = seededRandom('another key')(16);
  const change = (table: Bytes[]) =>
    table.map((row) => concat(row.subarray(0, 16), xor(row.subarray(16), difference)));
  const { accepted, key, proves } = await playWithTable(change);
  expect([accepted, await proves(key), await proves(xor(key, difference))]).toEqual([false, false, false]);
});
