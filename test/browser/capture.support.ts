import type { Vision } from '../../src/vision/client.ts';
import { observation } from '../unit/capture/support.ts';

/** Every stream that a test opened; each test must end all of their tracks. */
export const granted: MediaStream[] = [];

export const liveTracks = (): MediaStreamTrack[] =>
  granted.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live');

/** The stream of a canvas as a camera, because Firefox has no fake device. @param colorOf CSS color of each frame */
export function canvasStream(colorOf = (count: number) => `hsl(${count} 80% 50%)`): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const context = canvas.getContext('2d')!;
  const stream = canvas.captureStream(30);
  let count = 0;
  const timer = setInterval(() => {
    if (stream.getTracks().every(({ readyState }) => readyState === 'ended')) clearInterval(timer);
    count += 7;
    context.fillStyle = colorOf(count);
    context.fillRect(0, 0, 320, 240);
  }, 30);
  granted.push(stream);
  return stream;
}

/** A vision that reports one good face in every frame. */
export const fakeVision = (onFrame: () => void = () => {}): Vision =>
  ({
    center: new Float32Array(256),
    modelSet: {},
    forgetFrames: async () => {},
    async observe(frame, { embed }) {
      onFrame();
      frame.close();
      return observation(embed ? { embedding: new Float32Array(256).fill(1 / 16) } : {});
    },
  }) as Vision;
