import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { enroll } from '../../src/ceremonies/enroll.ts';
import { recover } from '../../src/ceremonies/recover.ts';
import { RecognizeError } from '../../src/errors.ts';
import { decodeCenter } from '../../src/manifest/center.ts';
import { createNodeVision } from '../../src/vision/node.ts';
import { createTestBackend } from '../support/test-backend.ts';
import { createTestBrowser } from '../support/test-browser.ts';
import { portraitClip } from './people/clips.ts';
import { drawPairs, type Pair, readPictures } from './people/lfw.ts';
import { look } from './people/look.ts';
import { type Outcome, tally } from './people/tally.ts';

const data = process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const manifestPath = fileURLToPath(new URL('../../models/manifest.json', import.meta.url));
/** Fewer while one works on it. */
const count = Number(process.env.RECOGNIZE_PAIRS ?? 200);

it.skipIf(!existsSync(data))(
  `${count} pairs of LFW of each kind through capture, matching and backend (left out without ../shared/data)`,
  async () => {
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
    const [vision, world] = [
      await createNodeVision(manifestPath),
      await createTestBackend({ models: [manifest] }),
    ];
    const center = decodeCenter(vision.modelSet.matching.center)!;
    const models = async () => ({ modelId: vision.modelId, center, n: vision.modelSet.matching.n });
    const pictures = readPictures(data);

    async function comeBack(person: string, { enrolled, returning }: Pair): Promise<string | undefined> {
      let stage = 'enroll';
      try {
        const capture = (name: string) => async () =>
          look(await portraitClip(pictures.get(name)!), vision, center);
        const at = (name: string) =>
          createTestBrowser(world, person, () => new Float32Array(), { models, capture: capture(name) })
            .context;
        const authorization = (ceremony: 'enroll' | 'recover') => () =>
          world.token({ recognizeId: person, ceremony });
        const { clientState } = await enroll(at(enrolled), {
          type: 'BACKUP',
          authorization: authorization('enroll'),
        });
        stage = 'recover';
        await recover(at(returning), {
          recognizeId: person,
          clientState: clientState!,
          authorization: authorization('recover'),
        });
        return undefined;
      } catch (error) {
        if (error instanceof RecognizeError) return `${stage}: ${error.code}`;
        throw error;
      }
    }

    const outcomes: Outcome[] = [];
    for (const [i, pair] of drawPairs(pictures.keys(), count).entries()) {
      const reason = await comeBack(`person ${i}`, pair);
      outcomes.push({ ...pair, accepted: reason === undefined, ...(reason === undefined ? {} : { reason }) });
    }
    await Promise.all([world.close(), vision.release()]);
    const { accepted, strangers, text } = tally(outcomes);
    console.log(text);
    expect(strangers, text).toBe(0);
    // In one of fourteen the only picture shows a head that is turned further than a ceremony takes; a person would be asked to look ahead.
    expect(accepted, text).toBeGreaterThanOrEqual(0.8 * count);
  },
);
