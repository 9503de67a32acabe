import { createHmac } from 'node:crypto';
import { taggedHash } from '../wire/hash.ts';
import { CHALLENGE_LENGTH, type Movement, movements } from '../wire/liveness.ts';

/** What a challenge is derived from. */
export interface ChallengeSource {
  /** `share`: a recovery or an authentication. `person`: an enrollment. */
  readonly subject: 'share' | 'person';
  /** The share id, or the Recognize ID. */
  readonly id: string;
  /** Number of attempts of the last day. */
  readonly attempts: number;
  /** Number of the slot since the epoch. */
  readonly slot: number;
}

/** A challenge stays the same for this long, unless there is an attempt. */
export const SLOT_MS = 600_000;

/** @param now milliseconds since the epoch */
export const slotAt = (now: number): number => Math.floor(now / SLOT_MS);

/** Makes challenges that a browser can neither choose nor predict. */
export type DeriveChallenge = (source: ChallengeSource) => readonly Movement[];

/**
 * The sequence is one of 60 with three different movements, chosen by HMAC-SHA256 over `H("challenge", subject, id, attempts, slot)`.
 *
 * @param key 32 bytes, for nothing else
 */
export function createChallengeDerivation(key: Uint8Array): DeriveChallenge {
  return ({ subject, id, attempts, slot }) => {
    const source = taggedHash('challenge', subject, id, attempts, slot);
    // The remainder of 32 bits prefers no sequence by more than one in 71 million.
    let rest = createHmac('sha256', key).update(source).digest().readUInt32BE();
    const remaining = [...movements];
    return Array.from({ length: CHALLENGE_LENGTH }, () => {
      const index = rest % remaining.length;
      rest = Math.floor(rest / remaining.length);
      return remaining.splice(index, 1)[0]!;
    });
  };
}
