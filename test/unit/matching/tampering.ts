import { expect } from 'vitest';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import type { MatchResult, MessageName, Scene } from './support.ts';
import { messageNames, play, publicKeyOf, seeded, withDistance } from './support.ts';

/** The fields of every message with their lengths in bytes, front to back, as docs/private-matching.md lists them. */
export const fieldsOf = (n: number): Record<MessageName, Record<string, number>> => ({
  beginRequest: {
    version: 1,
    suite: 1,
    n: 2,
    nonceC: 32,
    'length of token': 2,
    token: 2046,
    'share id': 16,
    'device key': 64,
    R: 64 * n,
  },
  beginResponse: { nonceS: 32, S: 64, 'ceremony id': 32, 'state hash': 32 },
  evaluateRequest: { c: n / 8, 'H("s", s)': 32 },
  evaluateResponse: { y: 32 * n, commit: 32, rows: 32 * rowCount(n) },
  finishRequest: { proof: 32, s: 32, signature: 64 },
});

export interface Field {
  readonly message: MessageName;
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

export const fieldList = (n: number): Field[] =>
  messageNames.flatMap((message) => {
    let at = 0;
    return Object.entries(fieldsOf(n)[message]).map(([name, length]) => {
      at += length;
      return { message, name, at: at - length, length };
    });
  });

export const lengthOf = (message: MessageName, n: number): number =>
  Object.values(fieldsOf(n)[message]).reduce((sum, length) => sum + length, 0);

/** Where R_i stands in BeginRequest. */
export const pointAt = (i: number): number => 2164 + 64 * i;

export function replace(message: Bytes, at: number, field: Uint8Array): Bytes {
  message.set(field, at);
  return message;
}

/** A valid point that belongs to nobody. */
export const somePoint = (seed: string): Bytes =>
  publicKeyOf(seeded(seed)(32).map((byte, i) => (i === 0 ? byte & 0x7f : byte)));

/** Neither a match nor a mismatch is accepted when `message` is tampered with; what was changed must differ. */
export async function expectRejected(
  scene: Scene,
  message: MessageName,
  change: (honest: Bytes) => Bytes,
  where: string,
  captures = [scene.bits, withDistance(scene.bits, scene.tau + 1)],
): Promise<MatchResult[]> {
  const results = [];
  for (const capture of captures) {
    const tamper = (honest: Bytes) => {
      const changed = change(honest.slice());
      if (Buffer.from(changed).equals(honest)) expect.fail(`${message} is the same: ${where}`);
      return changed;
    };
    results.push(await play(scene, { tamper: { [message]: tamper }, capture }));
  }
  if (results.some(({ accepted }) => accepted)) expect.fail(`accepted a changed ${message}: ${where}`);
  return results;
}
