// cspell:ignore videosource

import { describe, expect, it } from 'vitest';
import { type CameraPermission, cameraError } from '../../../src/capture/camera-errors.ts';
import { RecognizeError } from '../../../src/errors.ts';

const firefoxDenial = 'The request is not allowed by the user agent or the platform in the current context.';
const safariDenial =
  'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.';
const chromiumFrame: CameraPermission = { policyAllows: false, embedded: true, state: 'denied' };
const instagram =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 300.0';

describe('cameraError', () => {
  it.each<[string, string, CameraPermission, string]>([
    ['NotAllowedError', 'Permission denied', { state: 'denied' }, 'camera/denied'],
    ['NotAllowedError', 'Permission denied by system', { state: 'prompt' }, 'camera/denied-by-system'],
    ['NotAllowedError', 'Permission denied by system', { embedded: true }, 'camera/denied-by-system'],
    ['NotAllowedError', 'Permission dismissed', { state: 'prompt' }, 'camera/dismissed'],
    ['NotAllowedError', 'Permission denied', { policyAllows: false }, 'environment/blocked-by-policy'],
    ['NotAllowedError', 'The request is not allowed', {}, 'camera/denied'],
    ['NotFoundError', '', {}, 'camera/none'],
    ['OverconstrainedError', '', {}, 'camera/none'],
    ['NotReadableError', '', {}, 'camera/in-use'],
    ['AbortError', '', {}, 'camera/in-use'],
    ['SecurityError', '', {}, 'environment/blocked-by-policy'],
    ['NotSupportedError', '', {}, 'environment/no-camera-api'],
    ['constructor', '', {}, 'camera/in-use'],
    // Chromium
    ['NotAllowedError', 'Permission denied', chromiumFrame, 'environment/blocked-by-policy'],
    ['NotAllowedError', 'Permission denied', { ...chromiumFrame, policyAllows: true }, 'camera/denied'],
    ['NotReadableError', 'Could not start video source', {}, 'camera/in-use'],
    ['AbortError', 'Timeout starting video source', {}, 'camera/in-use'],
    ['NotFoundError', 'Requested device not found', {}, 'camera/none'],
    // Firefox
    ['NotAllowedError', firefoxDenial, { embedded: true, elapsedMs: 5 }, 'environment/blocked-by-policy'],
    ['NotAllowedError', firefoxDenial, { embedded: true, elapsedMs: 900, state: 'denied' }, 'camera/denied'],
    ['NotAllowedError', firefoxDenial, { elapsedMs: 5, state: 'prompt' }, 'camera/denied'],
    ['NotAllowedError', firefoxDenial, { elapsedMs: 900, state: 'prompt' }, 'camera/dismissed'],
    ['NotFoundError', 'The object can not be found here.', {}, 'camera/none'],
    ['NotReadableError', 'Failed to allocate videosource', {}, 'camera/in-use'],
    ['AbortError', 'Starting videoinput failed', {}, 'camera/in-use'],
    // Safari
    ['NotAllowedError', safariDenial, { elapsedMs: 900, state: 'prompt' }, 'camera/denied'],
    ['NotAllowedError', safariDenial, { embedded: true, elapsedMs: 5 }, 'environment/blocked-by-policy'],
    ['OverconstrainedError', 'Invalid constraint', {}, 'camera/none'],
    ['NotReadableError', 'The I/O read operation failed.', {}, 'camera/in-use'],
    // Apps
    ['NotAllowedError', safariDenial, { userAgent: instagram }, 'environment/opened-in-app'],
  ])('converts %s "%s" with the permission %o to %s', (name, message, permission, code) => {
    const thrown = new DOMException(message, name);
    const error = cameraError(thrown, permission);
    expect([error.code, error.cause]).toEqual([code, thrown]);
  });

  it('names the attribute of the frame when the page that embeds this one blocks the camera', () => {
    const thrown = new DOMException(firefoxDenial, 'NotAllowedError');
    expect(cameraError(thrown, { embedded: true, elapsedMs: 5 }).detail).toContain('allow="camera"');
  });

  it('has the error of the browser in its detail', () => {
    const thrown = new DOMException('Could not start video source', 'NotReadableError');
    expect(cameraError(thrown).detail).toBe('NotReadableError: Could not start video source');
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
