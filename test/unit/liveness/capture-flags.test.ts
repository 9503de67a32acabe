import { describe, expect, it } from 'vitest';
import { type CaptureSignals, captureFlagsOf } from '../../../src/liveness/capture-flags.ts';

/** A webcam: noise, and intervals of one, two or three frames with jitter. */
const webcam: CaptureSignals = {
  label: 'Integrated Camera (13d3:56a6)',
  timesMs: Array.from({ length: 20 }, (_, i) => 33.4 * (i + (i % 3 === 0 ? 0 : 1)) + 0.3 * Math.sin(i)),
  frames: Array.from({ length: 20 }, () => ({ repeated: false, noise: 0.8 })),
  cameraChanged: false,
};
const none = {
  virtualCamera: false,
  repeatedFrames: false,
  noSensorNoise: false,
  constantIntervals: false,
  cameraChanged: false,
};
const repeating = (count: number) => webcam.frames.map((frame, i) => ({ ...frame, repeated: i < count }));

describe('captureFlagsOf', () => {
  it.each<[string, Partial<CaptureSignals>, Partial<typeof none>]>([
    ['a webcam', {}, {}],
    ['a camera without label and times', { label: '', timesMs: [] }, {}],
    ['OBS', { label: 'OBS Virtual Camera' }, { virtualCamera: true }],
    ['a loopback device', { label: 'Dummy video device (0x0000)' }, { virtualCamera: true }],
    ['a camera whose name contains a letter sequence of one', { label: 'Jobs HD Cam' }, {}],
    ['two frames that were delivered twice', { frames: repeating(2) }, {}],
    ['a loop', { frames: repeating(3) }, { repeatedFrames: true }],
    [
      'pictures without noise',
      { frames: webcam.frames.map(() => ({ repeated: false, noise: 0 })) },
      { noSensorNoise: true },
    ],
    ['few pictures without noise', { frames: Array(5).fill({ repeated: false, noise: 0 }) }, {}],
    [
      'a clock without jitter',
      { timesMs: Array.from({ length: 20 }, (_, i) => 40 * (i + (i > 9 ? 2 : 0))) },
      { constantIntervals: true },
    ],
    ['times that stand still', { timesMs: Array(20).fill(7) }, {}],
    ['another camera', { cameraChanged: true }, { cameraChanged: true }],
  ])('for %s', (_case, signals, expected) => {
    expect(captureFlagsOf({ ...webcam, ...signals })).toEqual({ ...none, ...expected });
  });
});
