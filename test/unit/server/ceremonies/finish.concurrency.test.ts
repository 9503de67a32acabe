import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../../support/postgres.ts';
import { emptyPglite, testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { bindBrowser, createDeviceKeys, enroll, post, prepareFinish, rowsOf } from '../support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.each([
  ['PGlite', true, () => emptyPglite()],
  ['PostgreSQL, if available', postgres.url !== undefined, () => testStorage(postgres.url)],
] as const)('on %s', (_name, available, open) => {
  it.runIf(available)('binds one of two parallel recoveries when one more device is allowed', async () => {
    const deviceLimit = 3;
    const world = await createTestBackend({ storage: await open(), policy: { deviceLimit } });
    try {
      const face = syntheticFace(1);
      const enrollment = await enroll(world, 'ann', face());
      await bindBrowser(world, enrollment, face());
      const prepare = async () => {
        const { clientShare } = enrollment;
        const keys = await createDeviceKeys();
        const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
        return (await prepareFinish(world, options, face())).request;
      };
      const requests = [await prepare(), await prepare()];
      const responses = await Promise.all(
        requests.map(({ path, message }) => post(world, 'ann', path, message)),
      );
      expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await rowsOf(world, 'devices', "recognize_id = 'ann'")).toHaveLength(deviceLimit);
    } finally {
      await world.close();
    }
  });
});
