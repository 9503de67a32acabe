import { RecognizeError } from '../../errors.ts';
import { type EnvelopeStep, requestOverhead } from '../../wire/envelope.ts';
import { beginRequestLength } from '../../wire/messages/begin.ts';
import { enrollRequestLength } from '../../wire/messages/enroll.ts';
import { evaluateRequestLength } from '../../wire/messages/evaluate.ts';
import { finishRequestLength } from '../../wire/messages/finish.ts';

/** The largest n that a manifest may name, not one that is known here: whoever has another model is told so. */
const largest = 8192;

const longest: Record<EnvelopeStep, number> = {
  1: requestOverhead + Math.max(beginRequestLength(largest), enrollRequestLength(largest)),
  2: requestOverhead + evaluateRequestLength(largest),
  3: requestOverhead + finishRequestLength,
};

/**
 * Before a request costs a decryption or a look into the database: whether it can be one at all.
 *
 * @throws RecognizeError `security/envelope-invalid`
 */
export function requireLength(step: EnvelopeStep, { length }: Uint8Array): void {
  if (length < requestOverhead || length > longest[step])
    throw new RecognizeError('security/envelope-invalid', {
      detail: `a sealed request ${step} of ${length} bytes`,
    });
}
