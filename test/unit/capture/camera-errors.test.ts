import { describe, expect, it } from 'vitest';
import { cameraError, type PermissionFacts } from '../../../src/capture/camera-errors.ts';
import { betterCamera } from '../../../src/capture/choose-camera.ts';
import { RecognizeError } from '../../../src/errors.ts';

const thrown = (name: string, message = '') => new DOMException(message, name);

describe('why a camera does not open', () => {
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
  ])('%s "%s" %o → %s', (name, message, facts, code) => {
    const error = cameraError(thrown(name, message), facts);
    expect([error.code, error.cause]).toEqual([code, expect.anything()]);
  });

  it('keeps what is one of ours', () => {
    const error = new RecognizeError('camera/stalled');
    expect(cameraError(error)).toBe(error);
  });
});

describe('which camera is taken', () => {
  const cameras = ['Integrated IR Camera', 'Back Camera', 'Integrated Webcam', 'OBS Virtual Camera'].map(
    (label, i) => ({ deviceId: String(i), label }),
  );

  it('stays with one that is fit', () => expect(betterCamera('Integrated Webcam', cameras)).toBeUndefined());

  it('exchanges an infra-red or virtual one for one in front', () => {
    expect(betterCamera('Integrated IR Camera', cameras)?.label).toBe('Integrated Webcam');
    expect(betterCamera('OBS Virtual Camera', cameras)?.label).toBe('Integrated Webcam');
  });

  it('takes one at the back when there is no other, and keeps the only one', () => {
    expect(betterCamera('Depth Sensor', cameras.slice(0, 2))?.label).toBe('Back Camera');
    expect(betterCamera('OBS Virtual Camera', cameras.slice(3))).toBeUndefined();
  });
});
