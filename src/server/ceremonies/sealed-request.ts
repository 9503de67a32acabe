import { createHash } from 'node:crypto';
import { RecognizeError } from '../../errors.ts';
import {
  type EnvelopeStep,
  type KeyPair,
  type OpenedRequest,
  openRequest,
  requestOverhead,
} from '../../wire/envelope.ts';
import { beginRequestLength } from '../../wire/messages/begin.ts';
import { challengeRequestLength } from '../../wire/messages/challenge.ts';
import { enrollRequestLength } from '../../wire/messages/enroll.ts';
import { evaluateRequestLength } from '../../wire/messages/evaluate.ts';
import { finishRequestLength } from '../../wire/messages/finish.ts';
import type { EnvelopeKeys } from '../envelope-keys.ts';
import { largestBits, type ServerModel } from '../models.ts';

/** The length of the longest sealed request at a step, in bytes, for templates of at most `bits` bits. */
export const maxSealedLength = (step: EnvelopeStep, bits: number): number =>
  requestOverhead +
  {
    0: challengeRequestLength,
    1: Math.max(beginRequestLength(bits), enrollRequestLength(bits)),
    2: evaluateRequestLength(bits),
    3: finishRequestLength,
  }[step];

/**
 * Refuses a request of an impossible length before it costs a decryption or a database query.
 *
 * @throws RecognizeError `security/envelope-invalid`
 */
export function requireSealedLength(
  step: EnvelopeStep,
  { length }: Uint8Array,
  models: readonly ServerModel[],
): void {
  const max = maxSealedLength(step, largestBits(models));
  if (length < requestOverhead || length > max)
    throw new RecognizeError('security/envelope-invalid', {
      detail: `sealed request ${step}: expected ${requestOverhead} to ${max} bytes, not ${length}`,
    });
}

/** SHA-256 of a sealed request as base64url. The same bytes get the same response. */
export const requestHash = (sealed: Uint8Array): string =>
  createHash('sha256').update(sealed).digest('base64url');

/**
 * Opens a request with the HPKE key that it was sealed to.
 *
 * @throws RecognizeError `security/envelope-invalid` when no key opens it
 */
export async function openSealedRequest(
  envelopeKeys: EnvelopeKeys,
  step: EnvelopeStep,
  recognizeId: string,
  sealed: Uint8Array,
): Promise<OpenedRequest> {
  const tried = new Set<KeyPair>();
  let failure: unknown;
  // The second pass finds a key that another process has created.
  for (const listKeys of [() => envelopeKeys.all(), () => envelopeKeys.refresh()]) {
    for (const keys of await listKeys()) {
      if (tried.has(keys)) continue;
      tried.add(keys);
      try {
        return await openRequest({ keys, step, recognizeId, sealed });
      } catch (error) {
        failure = error;
      }
    }
  }
  throw failure;
}
