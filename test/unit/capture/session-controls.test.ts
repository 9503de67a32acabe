import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureControls } from '../../../src/capture/capture-controls.ts';
import type { SessionCamera } from '../../../src/capture/session-camera.ts';
import { SessionControls } from '../../../src/capture/session-controls.ts';
import { Shutter } from '../../../src/capture/shutter.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { CameraPreference } from '../../../src/store/store.ts';

const ended = new RecognizeError('camera/ended');

/** A browser with cameras, of which the one named `busy` does not open. */
function startControls(ids: readonly string[] = [], hasOthers = ids.length > 0) {
  const devices = ids.map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId }));
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: async () => devices });
  vi.stubGlobal('navigator', { mediaDevices });
  const remembered: CameraPreference[] = [];
  let offered: Partial<CaptureControls> = {};
  const camera = {
    target: 'front',
    mirrored: true,
    mirror: (mirrored: boolean) => {
      camera.mirrored = mirrored;
    },
    switchTo: async (id: string) => {
      if (id === 'busy') return false;
      camera.target = id;
      return true;
    },
  };
  const controls = new SessionControls({
    camera: camera as unknown as SessionCamera,
    shutter: new Shutter(),
    hasOthers,
    onControls: (changed) => {
      offered = { ...offered, ...changed };
    },
    remember: (preference) => remembered.push(preference),
  });
  controls.start();
  const connect = (deviceId: string) => {
    devices.push({ kind: 'videoinput', deviceId, label: deviceId });
    mediaDevices.dispatchEvent(new Event('devicechange'));
  };
  return { controls, camera, remembered, connect, offered: () => offered };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('SessionControls', () => {
  it('offers the shutter after eight seconds, and not after the end of the capture', () => {
    const { controls, offered } = startControls();
    vi.advanceTimersByTime(7_999);
    expect(offered().shutter).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(offered().shutter).toBeTypeOf('function');
    const ending = startControls();
    ending.controls.stop();
    vi.advanceTimersByTime(60_000);
    expect(ending.offered().shutter).toBeUndefined();
    controls.stop();
  });

  it('lights the face once it was dark for a second, and keeps the light', () => {
    const { controls, offered } = startControls();
    controls.hint('more-light');
    vi.advanceTimersByTime(999);
    controls.hint('good');
    vi.advanceTimersByTime(5_000);
    expect(offered().dark).toBeUndefined();
    controls.hint('more-light');
    vi.advanceTimersByTime(1_000);
    expect(offered().dark).toBe(true);
    controls.hint('less-light');
    controls.hint('good');
    vi.advanceTimersByTime(5_000);
    expect(offered().dark).toBe(true);
    const ending = startControls();
    ending.controls.hint('more-light');
    ending.controls.stop();
    vi.advanceTimersByTime(5_000);
    expect(ending.offered().dark).toBeUndefined();
  });

  it('mirrors the preview and remembers it', () => {
    const { camera, remembered, offered } = startControls();
    offered().mirror!(false);
    expect([camera.mirrored, remembered]).toEqual([false, [{ mirrored: false }]]);
  });

  it('lists several cameras with a name for the browser, also one that is connected later, until the capture ends', async () => {
    const { controls, connect, offered } = startControls(['front', '']);
    await vi.advanceTimersByTimeAsync(0);
    expect(offered().cameras).toEqual([]);
    connect('desk');
    await vi.advanceTimersByTimeAsync(0);
    expect(offered().cameras).toHaveLength(2);
    connect('door');
    controls.stop();
    connect('roof');
    await vi.advanceTimersByTimeAsync(0);
    expect(offered().cameras).toHaveLength(2);
  });

  it('lists no cameras beside a registered one', async () => {
    const { connect, offered } = startControls(['front', 'desk'], false);
    connect('door');
    await vi.advanceTimersByTimeAsync(0);
    expect(offered().cameras).toBeUndefined();
  });

  it('starts over and remembers the camera that was chosen, and shows the one before when it does not open', async () => {
    const { controls, remembered, offered } = startControls(['front', 'desk', 'busy']);
    await vi.advanceTimersByTimeAsync(0);
    expect(offered().cameras).toEqual(['front', 'desk', 'busy'].map((id) => ({ id, label: id })));
    offered().switchCamera!('front');
    expect(controls.takeSwitch(ended)).toBe(false);
    offered().switchCamera!('desk');
    await vi.advanceTimersByTimeAsync(0);
    expect([offered().cameraId, remembered]).toEqual(['desk', [{ deviceId: 'desk' }]]);
    expect([controls.takeSwitch(ended), controls.takeSwitch(ended)]).toEqual([true, false]);
    offered().switchCamera!('busy');
    expect(offered().cameraId).toBe('busy');
    await vi.advanceTimersByTimeAsync(0);
    expect([offered().cameraId, remembered]).toEqual(['desk', [{ deviceId: 'desk' }]]);
  });

  it('does not start over when a capture ends for another reason than the camera', async () => {
    const { controls, offered } = startControls(['front', 'desk']);
    await vi.advanceTimersByTimeAsync(0);
    offered().switchCamera!('desk');
    expect(controls.takeSwitch(new RecognizeError('capture/timed-out'))).toBe(false);
  });

  it('permits no other camera once a movement was asked for', async () => {
    const { controls, connect, offered } = startControls(['front', 'desk']);
    await vi.advanceTimersByTimeAsync(0);
    const { switchCamera } = offered();
    controls.challenge({ progress: 0, done: 0, total: 3, restarts: 0, movement: undefined });
    expect(offered().switchCamera).toBe(switchCamera);
    controls.challenge({ movement: 'left', progress: 0, done: 0, total: 3, restarts: 0 });
    expect(offered().switchCamera).toBeUndefined();
    switchCamera!('desk');
    expect(controls.takeSwitch(ended)).toBe(false);
    connect('door');
    await vi.advanceTimersByTimeAsync(0);
    expect([offered().cameras?.length, offered().switchCamera]).toEqual([3, undefined]);
    controls.start();
    await vi.advanceTimersByTimeAsync(0);
    offered().switchCamera!('desk');
    expect(controls.takeSwitch(ended)).toBe(true);
  });
});
