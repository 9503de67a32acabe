import { RecognizeError } from '../../errors.ts';
import { m1Length, m3Length, m5Length } from '../../matching/messages.ts';
import { type EnvelopeStep, requestOverhead } from '../../protocol/envelope.ts';
import { e1Length } from '../../protocol/messages.ts';

/** The largest n that a manifest may name, not one that is known here: whoever has another model is told so. */
const largest = 8192;

const longest: Record<EnvelopeStep, number> = {
  1: requestOverhead + Math.max(m1Length(largest), e1Length(largest)),
  2: requestOverhead + m3Length(largest),
  3: requestOverhead + m5Length,
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
