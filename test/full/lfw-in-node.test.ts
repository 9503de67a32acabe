import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { enroll } from '../../src/ceremonies/enroll.ts';
import { recover } from '../../src/ceremonies/recover.ts';
import { RecognizeError } from '../../src/errors.ts';
import { decodeCenter } from '../../src/manifest/center.ts';
import { createNodeVision } from '../../src/vision/node.ts';
import { captureOf } from '../support/capture.ts';
import { dataFolder } from '../support/data-folder.ts';
import { createTestBackend } from '../support/test-backend.ts';
import { createTestBrowser } from '../support/test-browser.ts';
import { captureClip } from './people/capture-clip.ts';
import { portraitClip } from './people/clips.ts';
import { type Pair, readPictures, selectPairs } from './people/lfw.ts';
import { type Outcome, tally } from './people/tally.ts';

const manifestPath = fileURLToPath(new URL('../../models/manifest.json', import.meta.url));
/** Pairs of each kind; set a smaller number during development. */
const count = Number(process.env.RECOGNIZE_PAIRS ?? 200);

it.skipIf(!existsSync(dataFolder))(
  `accepts at least 55 % of ${count} LFW pairs of one person and none of two people, through capture, matching and backend (skipped without ../shared/data)`,
  async () => {
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
    const [vision, backend] = [
      await createNodeVision(manifestPath),
      await createTestBackend({ models: [manifest] }),
    ];
    const center = decodeCenter(vision.modelSet.matching.center)!;
    const models = async () => ({
      modelId: vision.modelId,
      center,
      n: vision.modelSet.matching.n,
      tau: vision.modelSet.matching.tau,
      previous: false,
    });
    const pictures = readPictures(dataFolder);

    /** Enrolls with one picture and recovers with the other. @returns stage and code of the error, or `undefined` on success */
    async function enrollAndRecover(
      person: string,
      { enrolled, returning }: Pair,
    ): Promise<string | undefined> {
      const contextOf = (picture: string) => {
        const capture = captureOf(async () =>
          captureClip(await portraitClip(pictures.get(picture)!), vision, center),
        );
        return createTestBrowser(backend, person, () => new Float32Array(), { models, capture }).context;
      };
      const authorization = (ceremony: 'enroll' | 'recover') => () =>
        backend.token({ recognizeId: person, ceremony });
      let stage = 'enroll';
      try {
        const { clientState } = await enroll(contextOf(enrolled), {
          type: 'BACKUP',
          authorization: authorization('enroll'),
        });
        stage = 'recover';
        await recover(contextOf(returning), {
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
    for (const [i, pair] of selectPairs(pictures.keys(), count).entries()) {
      const reason = await enrollAndRecover(`person ${i}`, pair);
      outcomes.push({ ...pair, accepted: reason === undefined, ...(reason === undefined ? {} : { reason }) });
    }
    await Promise.all([backend.close(), vision.release()]);
    const { acceptedSame, acceptedDifferent, summary } = tally(outcomes);
    console.log(summary);
    expect(acceptedDifferent, summary).toBe(0);
    // A clip of one still picture gives no views that differ, so about a third of the pairs are refused (models/README.md, single pictures).
    // In one pair of fourteen, a picture exceeds the yaw threshold; a person in front of a camera would be asked to face it.
    expect(acceptedSame, summary).toBeGreaterThanOrEqual(0.55 * count);
  },
);
