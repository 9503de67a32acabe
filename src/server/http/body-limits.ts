import type { EnvelopeStep } from '../../wire/envelope.ts';
import { maxSealedLength } from '../ceremonies/sealed-request.ts';
import { largestBits, type ServerModel } from '../models.ts';

/** JSON besides a sealed message, in bytes: a Recognize ID of 200 characters in escapes, and names that are cut later. */
export const PLAIN_BODY_BYTES = 16_384;

/** The longest body with a sealed message, in bytes: base64url of the longest message for the models of the server, and JSON around it. */
export const sealedBodyBytes = (models: readonly ServerModel[], step: EnvelopeStep): number =>
  PLAIN_BODY_BYTES + Math.ceil((maxSealedLength(step, largestBits(models)) * 4) / 3);
