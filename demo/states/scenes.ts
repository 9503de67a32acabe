import { simulatedCamera } from 'recognize-elements/simulated-camera';

/** How a scene differs from a person who sits in the middle of the picture. */
interface Scene {
  /** Size of the picture that the camera delivers; default 640 × 480. */
  readonly size?: readonly [width: number, height: number];
  /** Scale of the person; default 1. */
  readonly scale?: number;
  /** Where the middle of the person is, relative to the picture; default the middle. */
  readonly at?: readonly [x: number, y: number];
  /** A CSS filter for canvases. */
  readonly filter?: string;
  /** Degrees; default 0. */
  readonly turn?: number;
  /** The same person beside the first one. */
  readonly others?: number;
  /** Drawn over the person, on a picture of 640 × 480. */
  readonly over?: (context: CanvasRenderingContext2D) => void;
  /** Instead of a person. */
  readonly color?: string;
}

const scenes = {
  good: {},
  far: { scale: 0.3 },
  near: { scale: 1.9 },
  left: { at: [0.82, 0.5] },
  right: { at: [0.18, 0.5] },
  high: { at: [0.5, 0.12] },
  low: { at: [0.5, 0.85] },
  /** A small lamp in the corner: a picture of one color counts as none. */
  dark: {
    filter: 'brightness(0.05)',
    over: (context) => {
      context.fillStyle = '#ffdca0';
      context.fillRect(590, 10, 40, 40);
    },
  },
  bright: { filter: 'brightness(3.4)' },
  blurred: { filter: 'blur(6px)' },
  sideways: { turn: 90 },
  coarse: { size: [160, 120] },
  black: { color: '#000' },
  /** The room beside the person: a picture of one color counts as none. */
  nobody: { scale: 3, at: [2, 0.5] },
  tilted: { turn: 24 },
  two: { scale: 0.8, at: [0.3, 0.5], others: 1 },
  covered: {
    over: (context) => {
      context.fillStyle = '#dfe6ea';
      context.fillRect(200, 250, 240, 170);
    },
  },
} as const satisfies Readonly<Record<string, Scene>>;

const failures = {
  denied: 'NotAllowedError',
  none: 'NotFoundError',
  'in-use': 'NotReadableError',
} as const;

export type SceneName = keyof typeof scenes | keyof typeof failures | 'unanswered' | 'unplugged';

const PERSON = 'ada';
const FRAMES_PER_SECOND = 25;
const UNPLUGGED_AFTER_MS = 1_500;

/** Opens a camera on a scene; register it with `registerCamera`. */
export async function openScene(name: string, signal: AbortSignal) {
  if (name in failures) throw new DOMException('scene', failures[name as keyof typeof failures]);
  const scene: Scene = scenes[name as keyof typeof scenes] ?? {};
  const person = await simulatedCamera(PERSON, signal);
  const filmed = await film(person.stream, scene);
  const close = () => {
    filmed.stop();
    person.close();
  };
  signal.addEventListener('abort', close);
  if (name === 'unplugged') setTimeout(() => unplug(filmed.stream), UNPLUGGED_AFTER_MS);
  // Without `perform`: nobody does the movements that are asked for, so that the instruction stays.
  return { stream: filmed.stream, simulated: true, close };
}

/** The camera of the browser, which asks for a permission, and nobody answers. @returns the name of the camera */
export function leaveUnanswered(): string {
  navigator.mediaDevices.getUserMedia = () => new Promise<never>(() => {});
  navigator.permissions.query = () => Promise.reject(new TypeError('unknown'));
  return 'user';
}

/** Films a person with another camera, which stands or sees differently. */
async function film(person: MediaStream, scene: Scene) {
  const video = document.createElement('video');
  Object.assign(video, { srcObject: person, muted: true, playsInline: true });
  await video.play();
  const [width, height] = scene.size ?? [640, 480];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { alpha: false })!;
  const draw = () => drawScene(context, video, scene);
  draw();
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  return {
    stream,
    stop() {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

function drawScene(context: CanvasRenderingContext2D, person: HTMLVideoElement, scene: Scene): void {
  const { scale = 1, at: [x, y] = [0.5, 0.5], filter = 'none', turn = 0, others = 0, over, color } = scene;
  const { width, height } = context.canvas;
  context.resetTransform();
  context.filter = 'none';
  context.fillStyle = color ?? '#6d7684';
  context.fillRect(0, 0, width, height);
  if (color !== undefined) return;
  context.scale(width / 640, height / 480);
  context.filter = filter;
  // The wall behind the person goes on beyond the edges of the simulated picture.
  context.drawImage(person, 0, 0, 8, 480, 0, 0, 640, 480);
  context.translate(640 * x, 480 * y);
  context.rotate((turn * Math.PI) / 180);
  context.scale(scale, scale);
  for (let i = 0; i <= others; i++) context.drawImage(person, -320 + 400 * i, -240, 640, 480);
  context.translate(-320, -240);
  context.filter = 'none';
  over?.(context);
}

function unplug(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
}
