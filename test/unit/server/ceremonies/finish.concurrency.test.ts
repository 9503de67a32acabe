import { afterAll, describe, expect, it } from 'vitest';
import { databasesWith, findPostgres } from '../../../support/postgres.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { rowsOf } from '../backend.support.ts';
import { bindBrowser, createDeviceKeys, enroll, post, prepareFinish } from '../support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.each(databasesWith(postgres))('on %s', (_name, available, open) => {
  it.runIf(available)('binds one of two parallel recoveries when one more device is allowed', async () => {
    const deviceLimit = 3;
    const backend = await createTestBackend({ storage: await open(), policy: { deviceLimit } });
    try {
      const face = syntheticFace(1);
      const enrollment = await enroll(backend, 'ann', face());
      await bindBrowser(backend, enrollment, face());
      const prepare = async () => {
        const { clientShare } = enrollment;
        const keys = await createDeviceKeys();
        const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
        return (await prepareFinish(backend, options, face())).request;
      };
      const requests = [await prepare(), await prepare()];
      const responses = await Promise.all(
        requests.map(({ path, message }) => post(backend, 'ann', path, message)),
      );
      expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await rowsOf(backend, 'devices', "recognize_id = 'ann'")).toHaveLength(deviceLimit);
    } finally {
      await backend.close();
    }
  });
});
