import { describe, expect, it } from 'vitest';
import { type CameraPermission, cameraError } from '../../../src/capture/camera-errors.ts';
import { RecognizeError } from '../../../src/errors.ts';

describe('cameraError', () => {
  it.each<[string, string, CameraPermission, string]>([
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
  ])('converts %s "%s" with the permission %o to %s', (name, message, permission, code) => {
    const thrown = new DOMException(message, name);
    const error = cameraError(thrown, permission);
    expect([error.code, error.cause]).toEqual([code, thrown]);
  });

  it('returns a RecognizeError as it is', () => {
    const error = new RecognizeError('camera/stalled');
    expect(cameraError(error)).toBe(error);
  });

  it('keeps code and detail of a RecognizeError from another copy of the package', () => {
    const foreign = Object.assign(new Error('camera/stalled: left'), {
      name: 'RecognizeError',
      code: 'camera/stalled',
      detail: 'left',
    });
    const error = cameraError(foreign);
    expect(error).toBeInstanceOf(RecognizeError);
    expect(error).toMatchObject({ code: 'camera/stalled', detail: 'left', cause: foreign });
  });

  it.each([new TypeError('x is undefined'), 'a string', null, { name: 'RecognizeError', code: 'x/y' }])(
    'returns camera/in-use for any other value: %o',
    (thrown) => {
      expect(cameraError(thrown)).toMatchObject({ code: 'camera/in-use', cause: thrown });
    },
  );
});
