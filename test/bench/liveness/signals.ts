import { captureFlagsOf } from '../../../src/liveness/capture-flags.ts';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { personFromSeed } from '../../../src/simulated-camera/people/random-person.ts';
import { FrameSignalMeter } from '../../../src/vision/pipeline/frame-signals.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { simulatedSeed } from './halves.ts';
import { linearImage } from './light.ts';
import { type Performer, randomOptions, simulatedPerformer } from './performers.ts';
import { share } from './rates.ts';
import { expose, randomSensor } from './sensor.ts';

/** Where frames come from. */
export const feeds = ['camera', 'cameraRecording', 'drawnFilm', 'loop'] as const;

export type Feed = (typeof feeds)[number];

const FRAMES = 24;
/** Pictures of the shortest loop. */
const LOOP_FRAMES = 8;
const FEED_INTERVAL_MS = 1000 / 30;
/** Share of the frames that are looked at: every fifth of 30 a second. */
const EVERY = 5;

/** Frames and their times as one source delivers them. */
function openFeed(feed: Feed, index: number): (k: number) => { frame: Frame; timeMs: number } {
  const random = seededRandom(9000 + index);
  const options = randomOptions(personFromSeed(simulatedSeed('report', index)), random);
  const hasNoise = feed === 'camera' || feed === 'cameraRecording';
  const person: Performer = simulatedPerformer({ ...options, noise: 0 }, random);
  const sensor = randomSensor(random);
  const shown: Frame[] = [];
  let timeMs = 0;
  return (k) => {
    const step = (EVERY * FEED_INTERVAL_MS) / 1000;
    // A camera delivers its frames with the jitter of its own clock and of the system.
    timeMs += EVERY * FEED_INTERVAL_MS + (feed === 'camera' ? 1.5 * (random() - 0.5) : 0);
    if (feed === 'loop' && k >= LOOP_FRAMES) return { frame: shown[k % LOOP_FRAMES]!, timeMs };
    const picture = person.next(undefined, step);
    const frame = hasNoise ? expose(linearImage(picture), sensor, Math.floor(1e9 * random())) : picture;
    shown.push(frame);
    return { frame, timeMs };
  };
}

/** Share of the runs in which each signal is set, for each source. */
export function measureSignals(runs: number): Record<Feed, Record<string, number>> {
  const rates = (feed: Feed) => {
    const flags = Array.from({ length: runs }, (_, index) => {
      const [next, meter] = [openFeed(feed, index), new FrameSignalMeter()];
      const taken = Array.from({ length: FRAMES }, (_value, k) => next(k));
      const frames = taken.map(({ frame }) => meter.measure(frame));
      const timesMs = taken.map((each) => each.timeMs);
      return captureFlagsOf({ label: '', timesMs, frames, cameraChanged: false });
    });
    const rate = (key: keyof (typeof flags)[number]) => share(flags, (each) => each[key]);
    return {
      repeatedFrames: rate('repeatedFrames'),
      noSensorNoise: rate('noSensorNoise'),
      constantIntervals: rate('constantIntervals'),
    };
  };
  return Object.fromEntries(feeds.map((feed) => [feed, rates(feed)])) as Record<Feed, Record<string, number>>;
}
