import { expect } from 'vitest';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import { atDistance } from './bits.ts';
import {
  type MatchSetup,
  type MessageName,
  messageNames,
  type PlayedMatch,
  playMatch,
} from './play-match.ts';

/** The fields of every message in order, with their lengths in bytes, as docs/private-matching/protocol.md specifies them. */
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
    liveness: 1,
    R: 64 * n,
  },
  beginResponse: { nonceS: 32, S: 64, 'ceremony id': 32, 'state hash': 32, challenge: 3 },
  evaluateRequest: { c: n / 8, 'H("s", s)': 32 },
  evaluateResponse: { y: 32 * n, commit: 32, rows: 32 * rowCount(n) },
  finishRequest: { proof: 32, s: 32, liveness: 1, flags: 1, signature: 64 },
});

export interface Field {
  readonly message: MessageName;
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

export const fieldList = (n: number): Field[] =>
  messageNames.flatMap((message) => {
    let end = 0;
    return Object.entries(fieldsOf(n)[message]).map(([name, length]) => {
      end += length;
      return { message, name, offset: end - length, length };
    });
  });

export const lengthOf = (message: MessageName, n: number): number =>
  Object.values(fieldsOf(n)[message]).reduce((sum, length) => sum + length, 0);

/** Offset of the device key in BeginRequest. */
export const DEVICE_KEY_OFFSET = 2100;

/** Offset of R_i in BeginRequest, i = 0 … n − 1. */
export const pointOffset = (i: number): number => 2165 + 64 * i;

/** Offset of S in BeginResponse. */
export const SERVER_POINT_OFFSET = 32;

/** Overwrites a part of the message in place. */
export function overwrite(message: Bytes, offset: number, field: Uint8Array): Bytes {
  message.set(field, offset);
  return message;
}

/**
 * Expects that the changed message is rejected, both with a capture that matches and with one that does not.
 *
 * @param change must change the message
 * @param label appears in the failure
 */
export async function expectRejected(
  setup: MatchSetup,
  message: MessageName,
  change: (honest: Bytes) => Bytes,
  label: string,
  captures = [setup.bits, atDistance(setup.bits, setup.tau + 1)],
): Promise<PlayedMatch[]> {
  const matches = [];
  for (const capture of captures) {
    const tamper = (honest: Bytes) => {
      const changed = change(honest.slice());
      if (Buffer.from(changed).equals(honest)) expect.fail(`${message} was not changed: ${label}`);
      return changed;
    };
    matches.push(await playMatch(setup, { tamper: { [message]: tamper }, capture }));
  }
  if (matches.some(({ accepted }) => accepted)) expect.fail(`accepted a changed ${message}: ${label}`);
  return matches;
}
