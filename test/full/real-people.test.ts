import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../e2e/support/host.ts';
import { Visitor } from '../support/visitor.ts';
import { type Clip, filmClip, portraitClip } from './people/clips.ts';
import { type FakeCamera, openFakeCamera } from './people/fake-camera.ts';
import { drawPairs, type Pair, readPictures } from './people/lfw.ts';
import { type Outcome, tally } from './people/tally.ts';

/** Real people before the camera of a real page. Third-party pictures: left out without them. */
const data = process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(join(data, 'videos'));
/** Pairs of either kind; fewer while one works on it. */
const count = Number(process.env.RECOGNIZE_PAIRS ?? 20);

let host: Host;
let camera: FakeCamera;

async function run(person: string, tag: 'recognize-enroll' | 'recognize-recover', clip: Clip) {
  camera.show(clip);
  const visitor = await Visitor.arrive(camera.browser, host, person);
  const { type, error, events } = await visitor.run({ tag, attributes: { camera: 'user' } });
  const hints = events.filter((event) => event.type === 'hint').map(({ detail }) => detail.hint as string);
  await visitor.close();
  const why = error?.code.startsWith('capture/') ? hints : [error?.detail];
  const reason = [error?.code, ...why].filter(Boolean).join(' ');
  return { accepted: type === 'complete', reason };
}

/** Enrolls with one clip, comes back with another. */
async function comeBack(person: string, enrolled: Clip, returning: Clip) {
  const first = await run(person, 'recognize-enroll', enrolled);
  if (!first.accepted) return { accepted: false, reason: `enroll: ${first.reason}` };
  const second = await run(person, 'recognize-recover', returning);
  return { accepted: second.accepted, reason: `recover: ${second.reason}` };
}

describe.skipIf(!present)('real people before the camera (left out without ../shared/data)', () => {
  const films = join(data, 'videos');
  const man = { crop: '1040:780:380:0' };
  const studio = join(films, 'studio-head-turns.mp4');
  let enrolled: Clip;

  beforeAll(async () => {
    enrolled = await filmClip(studio, { from: 7, to: 13, ...man });
    [host, camera] = await Promise.all([startHost(), openFakeCamera(enrolled)]);
  });
  afterAll(async () => {
    await camera?.close();
    await host?.stop();
  });

  it('knows a man again in another part of his film', async () => {
    const returning = await filmClip(studio, { from: 13, to: 19.8, ...man });
    expect(await comeBack('the man', enrolled, returning)).toMatchObject({ accepted: true });
  });

  it('refuses another man against the light, or says that the light is too bad', async () => {
    const stranger = await filmClip(join(films, 'webcam-backlit.avi'), { from: 0, to: 5.75 });
    const { accepted, reason } = await run('the man', 'recognize-recover', stranger);
    console.log(`against the light: ${reason}`);
    expect(accepted).toBe(false);
    expect(reason).toMatch(/^(ceremony\/not-recognized|capture\/(too-dark|low-quality))/);
  });

  it('accepts at least 17 of 20 people of LFW, and no stranger', async () => {
    const pictures = readPictures(data);
    const outcomes: Outcome[] = [];
    const play = async (pair: Pair, i: number) => {
      const clips = await Promise.all(
        [pair.enrolled, pair.returning].map((name) => portraitClip(pictures.get(name)!)),
      );
      outcomes.push({ ...pair, ...(await comeBack(`pair ${i}`, clips[0]!, clips[1]!)) });
    };
    for (const [i, pair] of drawPairs(pictures.keys(), count).entries()) await play(pair, i);
    const { accepted, strangers, text } = tally(outcomes);
    console.log(text);
    expect(strangers, text).toBe(0);
    expect(accepted, text).toBeGreaterThanOrEqual(0.85 * count);
  });
});
