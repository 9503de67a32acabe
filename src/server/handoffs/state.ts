import { RecognizeError } from '../../errors.ts';
import { fromBase64url } from '../../wire/base64url.ts';
import { type Bytes, equal } from '../../wire/bytes.ts';
import { handoffKeyHash } from '../../wire/handoff.ts';
import type { Handoff } from '../repositories/handoffs.ts';
import { FUTURE_TOLERANCE_MS } from '../stored-time.ts';

/** A link can be opened for this long, and then its ceremony carried out for as long again. */
export const HANDOFF_LIFETIME_MS = 300_000;

/** Codes that the person may type wrongly. */
export const CODE_TRIES = 3;

/** Authorizations that a phone gets, one for each run: a run can fail before a face was compared. */
export const AUTHORIZATIONS_OF_HANDOFF = 10;

/** Hand-offs of one user in ten minutes. */
export const HANDOFFS_OF_USER = { count: 10, windowMs: 600_000 } as const;

export const isExpired = ({ expires }: Pick<Handoff, 'expires'>, now: number): boolean =>
  // Another end was written by a server with a wrong clock.
  expires <= now || expires > now + HANDOFF_LIFETIME_MS + FUTURE_TOLERANCE_MS;

/** Whether it waits for a phone, or a phone carries it out. */
export const isOpen = (handoff: Handoff, now: number): boolean =>
  handoff.state !== 'done' && handoff.state !== 'cancelled' && !isExpired(handoff, now);

export const expired = (): RecognizeError => new RecognizeError('handoff/expired');

/** @throws RecognizeError `handoff/used`, `handoff/cancelled`, `handoff/expired` for a hand-off that has ended */
export function requireOpenHandoff(handoff: Handoff, now: number): void {
  if (handoff.state === 'done') throw new RecognizeError('handoff/used');
  if (handoff.state === 'cancelled') throw new RecognizeError('handoff/cancelled');
  if (isExpired(handoff, now)) throw expired();
}

/** Whether a key is the one that a hash was stored of. Compares in constant time. */
export const isKeyOf = (hash: string | undefined, key: Bytes): boolean =>
  hash !== undefined && equal(fromBase64url(hash), handoffKeyHash(key));

/** What a hand-off no longer keeps after its end. */
export const withoutPayload = { payload: new Uint8Array(0) } as const;
