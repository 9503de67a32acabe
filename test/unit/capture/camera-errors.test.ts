import { describe, expect, it } from 'vitest';
import { cameraError, type PermissionFacts } from '../../../src/capture/camera-errors.ts';
import { RecognizeError } from '../../../src/errors.ts';

describe('cameraError', () => {
  it.each<[string, string, PermissionFacts, string]>([
    ['NotAllowedError', 'Permission denied', { state: 'denied' }, 'camera/denied'],
    ['NotAllowedError', 'Permission denied by system', { state: 'prompt' }, 'camera/denied'],
    ['NotAllowedError', 'Permission dismissed', { state: 'prompt' }, 'camera/dismissed'],
    ['NotAllowedError', 'Permission denied', { policyAllows: false }, 'environment/blocked-by-policy'],
    ['NotAllowedError', 'The request is not allowed', {}, 'camera/denied'],
    ['NotFoundError', '', {}, 'camera/none'],
    ['OverconstrainedError', '', {}, 'camera/none'],
    ['NotReadableError', '', {}, 'camera/in-use'],
    ['AbortError', '', {}, 'camera/in-use'],
    ['SecurityError', '', {}, 'environment/blocked-by-policy'],
  ])('maps %s "%s" with %o to %s', (name, message, facts, code) => {
    const error = cameraError(new DOMException(message, name), facts);
    expect([error.code, error.cause]).toEqual([code, expect.anything()]);
  });

  it('returns a RecognizeError unchanged', () => {
    const error = new RecognizeError('camera/stalled');
    expect(cameraError(error)).toBe(error);
  });
});
