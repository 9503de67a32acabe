import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../../support/error-code.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';
import { refusalOf } from './backend.support.ts';
import {
  type AttackedBackend,
  annFace,
  changedRow,
  createAttackedBackend,
  malloryFace,
  shareIdOf,
} from './row-authentication.support.ts';
import { beginCeremony, createDeviceKeys, prepareFinish, runCeremony, send } from './support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());
const databases = databasesWith(postgres).filter(([, available]) => available);

describe.each(databases)('on %s', (_name, _available, open) => {
  let context: AttackedBackend;
  beforeAll(async () => {
    context = await createAttackedBackend(await open());
  });
  afterAll(() => context.backend.close());

  const recovery = async (recognizeId: 'ann' | 'mallory', shareOf: 'ann' | 'mallory') => {
    const { clientShare } = context[shareOf];
    return { recognizeId, ceremony: 'recover', clientShare, keys: await createDeviceKeys() } as const;
  };

  describe('[T66] a database writer without the secret gets security/database-changed', () => {
    it('after giving a bound browser to another user, and the log names table and row', async () => {
      const { backend, malloryBrowser, sql } = context;
      const { deviceId } = malloryBrowser;
      const giveTo = (user: string) =>
        sql('update recognize_devices set recognize_id = $2 where device_id = $1', [deviceId, user]);
      await giveTo('ann');
      const options = { ...malloryBrowser, recognizeId: 'ann', ceremony: 'authenticate' } as const;
      expect(await refusalOf(runCeremony(backend, options, malloryFace()))).toEqual(changedRow);
      for (const path of ['people/ann/devices', `people/ann/devices/${deviceId}`])
        expect((await backend.fetchAs('ann', 'GET', path)).status).toBe(500);
      const rename = await backend.fetchAs('ann', 'PATCH', `people/ann/devices/${deviceId}`, { name: 'x' });
      expect(rename.status).toBe(500);
      const cause = expect.stringContaining(`recognize_devices, device_id ${deviceId}`);
      expect(backend.logged).toContainEqual(expect.objectContaining({ cause }));
      await giveTo('mallory');
      const own = await runCeremony(backend, { ...options, recognizeId: 'mallory' }, malloryFace());
      expect(own.finishResponse.recognized).toBe(true);
    });

    it('after moving a share to the device of another user', async () => {
      const { backend, ann, mallory, sql } = context;
      const moveTo = (deviceId: string) =>
        sql('update recognize_shares set device_id = $2 where share_id = $1', [shareIdOf(mallory), deviceId]);
      await moveTo(ann.deviceId);
      const run = runCeremony(backend, await recovery('ann', 'mallory'), malloryFace());
      expect(await refusalOf(run)).toEqual(changedRow);
      await moveTo(mallory.deviceId);
    });

    it('after copying the encrypted bytes of a share into the row of another user', async () => {
      const { backend, ann, mallory, sql } = context;
      const read = async (id: string) =>
        (
          await sql<{ bytes: Uint8Array }>(
            'select sealed_share as bytes from recognize_shares where share_id = $1',
            [id],
          )
        )[0]!.bytes;
      const write = (bytes: Uint8Array) =>
        sql('update recognize_shares set sealed_share = $2 where share_id = $1', [shareIdOf(ann), bytes]);
      const original = await read(shareIdOf(ann));
      await write(await read(shareIdOf(mallory)));
      const run = runCeremony(backend, await recovery('ann', 'ann'), malloryFace());
      expect(await refusalOf(run)).toEqual(changedRow);
      await write(original);
    });

    it('after moving a share during a run', async () => {
      const { backend, ann, mallory, sql } = context;
      const begun = await beginCeremony(backend, await recovery('mallory', 'mallory'));
      await sql(
        'update recognize_ceremonies set recognize_id = $2, device_id = $3, share_id = $4 where ceremony_id = $1',
        [begun.id, 'ann', ann.deviceId, shareIdOf(ann)],
      );
      const request = await begun.sealEvaluate(begun.createEvaluateRequest(malloryFace()));
      const asAnn = { ...request, message: { ...request.message, recognizeId: 'ann' } };
      expect(await refusalOf(send(backend, 'ann', asAnn))).toEqual(changedRow);
      await sql('delete from recognize_ceremonies where ceremony_id = $1', [begun.id]);
      expect(shareIdOf(mallory)).not.toBe(shareIdOf(ann));
    });

    it.each([
      ['the transaction', `claims = claims || '{"transaction_hash":"x"}'`],
      ['the challenge', `claims = claims || '{"challenge":"x"}'`],
      ['the device key', "device_key = decode(repeat('ab', 64), 'hex')"],
      ['the end', 'expires = expires + 1'],
    ])('after changing %s of a run between EvaluateResponse and FinishRequest', async (_what, change) => {
      const { backend, sql } = context;
      const { id, request } = await prepareFinish(
        backend,
        await recovery('mallory', 'mallory'),
        malloryFace(),
      );
      await sql(`update recognize_ceremonies set ${change} where ceremony_id = $1`, [id]);
      expect(await refusalOf(send(backend, 'mallory', request))).toEqual(changedRow);
      await sql('delete from recognize_ceremonies where ceremony_id = $1', [id]);
    });

    it('after changing the points of a run that another process continues', async () => {
      const { backend, sql } = context;
      const begun = await beginCeremony(backend, await recovery('mallory', 'mallory'));
      await sql(
        'update recognize_ceremonies set points = set_byte(points, 0, get_byte(points, 0) # 1) where ceremony_id = $1',
        [begun.id],
      );
      await backend.restart();
      // Keys that were computed before the change do not depend on the points any more.
      await sql('delete from recognize_transfer_keys');
      const request = await begun.sealEvaluate(begun.createEvaluateRequest(malloryFace()));
      expect(await refusalOf(send(backend, 'mallory', request))).toEqual(changedRow);
      await sql('delete from recognize_ceremonies where ceremony_id = $1', [begun.id]);
    });

    it('after changing the state of a run to the one before EvaluateRequest', async () => {
      const { backend, sql } = context;
      const begun = await beginCeremony(backend, await recovery('mallory', 'mallory'));
      const evaluateRequest = begun.createEvaluateRequest(malloryFace());
      await send(backend, 'mallory', await begun.sealEvaluate(evaluateRequest));
      await sql(
        'update recognize_ceremonies set request2 = null, m3 = null, m4_hash = null where ceremony_id = $1',
        [begun.id],
      );
      const second = send(backend, 'mallory', await begun.sealEvaluate(evaluateRequest));
      expect(await refusalOf(second)).toEqual(changedRow);
      await sql('delete from recognize_ceremonies where ceremony_id = $1', [begun.id]);
    });

    it('after adding an envelope key, which the matcher does not sign', async () => {
      const { backend, sql } = context;
      await sql(
        `insert into recognize_envelope_keys select decode(repeat('04', 65), 'hex'), sealed_private, created + 1, expires, mac
         from recognize_envelope_keys limit 1`,
      );
      expect(await errorCodeOf(backend.server.configuration())).toBe('security/database-changed');
      await sql("delete from recognize_envelope_keys where public_key = decode(repeat('04', 65), 'hex')");
      await backend.server.configuration();
    });

    it('after copying the code of another row', async () => {
      const { backend, ann, mallory, sql } = context;
      const [before] = await sql<{ mac: Uint8Array }>(
        'select mac from recognize_devices where device_id = $1',
        [ann.deviceId],
      );
      await sql(
        `update recognize_devices set mac = (select mac from recognize_devices where device_id = $2)
         where device_id = $1`,
        [ann.deviceId, mallory.deviceId],
      );
      expect(await refusalOf(beginCeremony(backend, await recovery('ann', 'ann')))).toEqual(changedRow);
      await sql('update recognize_devices set mac = $2 where device_id = $1', [ann.deviceId, before!.mac]);
      const run = await runCeremony(backend, await recovery('ann', 'ann'), annFace());
      expect(run.finishResponse.recognized).toBe(true);
    });

    it('after deleting the code of a row, for which the constraint must be dropped', async () => {
      const { backend, ann, sql } = context;
      const deleteCode = () =>
        sql('update recognize_devices set mac = null where device_id = $1', [ann.deviceId]);
      await expect(deleteCode()).rejects.toThrow('recognize_devices_mac');
      await sql('alter table recognize_devices drop constraint recognize_devices_mac');
      await deleteCode();
      expect(await refusalOf(beginCeremony(backend, await recovery('ann', 'ann')))).toEqual(changedRow);
    });
  });

  it('gets session-spent from a process that has evaluated the run, after putting back the row from before', async () => {
    const { backend, sql } = context;
    await backend.server.resetLockout('mallory');
    const begun = await beginCeremony(backend, await recovery('mallory', 'mallory'));
    await sql('create table copy as select * from recognize_ceremonies where ceremony_id = $1', [begun.id]);
    const evaluateRequest = begun.createEvaluateRequest(malloryFace());
    await send(backend, 'mallory', await begun.sealEvaluate(evaluateRequest));
    await sql('delete from recognize_ceremonies where ceremony_id = $1', [begun.id]);
    await sql('insert into recognize_ceremonies select * from copy');
    const second = send(backend, 'mallory', await begun.sealEvaluate(evaluateRequest));
    expect(await refusalOf(second)).toEqual({ code: 'ceremony/session-spent', status: 409 });
  });
});
