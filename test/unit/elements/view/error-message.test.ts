import { describe, expect, it } from 'vitest';
import { canRetry, errorMessage } from '../../../../src/elements/view/error-message.ts';
import { errorCodes, RecognizeError, type RecognizeErrorCode } from '../../../../src/errors.ts';
import { packs } from '../../../support/language-packs.ts';

const codes = Object.keys(errorCodes) as RecognizeErrorCode[];
const offersRetry = (code: RecognizeErrorCode, options = {}) =>
  canRetry(new RecognizeError(code, options).toJSON());

describe('the view of an error', () => {
  it('offers a retry for every code that is retryable', () => {
    expect(codes.filter((code) => errorCodes[code] && !offersRetry(code))).toEqual([]);
  });

  it.each([
    'models/manifest-invalid',
    'storage/lost',
    'client-state/malformed',
    'client-state/model-mismatch',
    'server/bad-request',
    'security/assertion-invalid',
    'security/database-changed',
  ] as const)('offers none where nothing on the page can help: %s', (code) => {
    expect(offersRetry(code)).toBe(false);
  });

  it.each(['camera/denied', 'camera/none', 'storage/full', 'server/unauthorized'] as const)(
    'offers one after something that a person can do: %s',
    (code) => {
      expect(offersRetry(code)).toBe(true);
    },
  );

  it('offers one after a lock with an end, and none without an end', () => {
    expect(offersRetry('ceremony/locked', { until: 5 })).toBe(true);
    expect(offersRetry('ceremony/locked')).toBe(false);
  });

  it('advises another way during a lock of days', () => {
    const locked = { code: 'ceremony/locked', until: 1 } as const;
    const { locked: short, frozen } = packs.en.messages;
    expect(errorMessage(packs.en, { ...locked, remainingMs: 600_000 })).toBe(short);
    expect(errorMessage(packs.en, { ...locked, remainingMs: 7 * 86_400_000 })).toBe(frozen);
    expect(errorMessage(packs.en, { code: 'ceremony/locked' })).toBe(frozen);
  });
});
