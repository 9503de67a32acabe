import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ceremonyContext,
  oldShareContext,
  shareContext,
  transferContext,
} from '../../../src/server/encryption.ts';
import { createRecognizeServer, createSecret } from '../../../src/server/index.ts';
import { deriveKeys } from '../../../src/server/keys.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { plainReport } from '../../support/capture.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf } from './backend.support.ts';
import { annFace, changedRow, shareIdOf } from './row-authentication.support.ts';
import { beginCeremony, bindBrowser, createDeviceKeys, type Enrollment, enroll, send } from './support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());
const databases = databasesWith(postgres).filter(([, available]) => available);
const tables = ['devices', 'shares', 'ceremonies', 'envelope_keys'];

describe.each(databases)('on %s', (_name, _available, open) => {
  let backend: TestBackend;
  let ann: Enrollment;
  beforeEach(async () => {
    backend = await createTestBackend({ storage: await open() });
    ann = await enroll(backend, 'ann', annFace());
    await bindBrowser(backend, ann, annFace());
  });
  afterEach(() => backend.close());

  const sql: TestBackend['storage']['query'] = (statement, parameters) =>
    backend.storage.query(statement, parameters);
  const start = () => createRecognizeServer(backend.settings);
  const recovery = async () =>
    ({
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare: ann.clientShare,
      keys: await createDeviceKeys(),
    }) as const;
  const upgrades = () =>
    backend.logged.filter((event) => JSON.stringify(event).includes('rows-authenticated'));

  async function deleteCodes(): Promise<void> {
    await sql('delete from recognize_integrity');
    for (const table of tables) {
      await sql(`alter table recognize_${table} drop constraint recognize_${table}_mac`);
      await sql(`update recognize_${table} set mac = null`);
      await sql(
        `alter table recognize_${table} add constraint recognize_${table}_mac check (mac is not null) not valid`,
      );
    }
  }

  interface ShareRow {
    readonly share_id: string;
    readonly device_id: string;
    readonly recognize_id: string;
    readonly model_id: string;
    readonly n: number;
    readonly sealed_share: Uint8Array;
  }
  interface OpenRow {
    readonly ceremony_id: string;
    readonly points: Uint8Array;
    readonly sealed_secret: Uint8Array;
  }

  /** Turns the rows into those of release 0.1.0. */
  async function downgrade(): Promise<void> {
    const { cipher } = await deriveKeys(backend.settings.secret);
    await deleteCodes();
    for (const table of ['shares', 'ceremonies'])
      await sql(`alter table recognize_${table} drop constraint recognize_${table}_mac`);
    const shares = await sql<ShareRow>(
      'select * from recognize_shares join recognize_devices using (device_id)',
    );
    for (const { share_id: shareId, device_id: deviceId, recognize_id: recognizeId, ...row } of shares) {
      const owner = { shareId, deviceId, recognizeId, modelId: row.model_id, n: row.n };
      const plain = cipher.open(row.sealed_share, shareContext(owner));
      const sealed = cipher.seal(plain, oldShareContext(owner));
      await sql('update recognize_shares set sealed_share = $2 where share_id = $1', [shareId, sealed]);
    }
    const runs = await sql<OpenRow>('select * from recognize_ceremonies where points is not null');
    for (const { ceremony_id: id, points, sealed_secret: secret } of runs) {
      const sealed = cipher.seal(cipher.open(secret, transferContext(id, points)), ceremonyContext(id));
      await sql('update recognize_ceremonies set sealed_secret = $2 where ceremony_id = $1', [id, sealed]);
    }
  }

  it('upgrades a database of release 0.1.0 once, with three starts in parallel, and open runs continue', async () => {
    const begun = await beginCeremony(backend, await recovery());
    await downgrade();
    const servers = await Promise.all([start(), start(), start()]);
    await Promise.all(servers.map((server) => server.close()));
    await backend.restart();
    expect(upgrades()).toEqual([{ event: 'rows-authenticated', rows: 8 }]);

    const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(annFace()));
    const evaluateResponse = await send(backend, 'ann', evaluateRequest);
    const { finishRequest } = await begun.session.createFinishRequest(
      evaluateResponse,
      plainReport,
      begun.sign,
    );
    const finish = await send(backend, 'ann', await begun.sealFinish(finishRequest));
    expect(parseFinishResponse(finish).recognized).toBe(true);
    await bindBrowser(backend, ann, annFace());
    expect((await backend.fetchAs('ann', 'GET', 'people/ann/devices')).status).toBe(200);
  });

  it('upgrades more rows than one batch has', async () => {
    await sql(
      `insert into recognize_devices (device_id, recognize_id, type, name, created, model_id, n, mac)
       select 'device-' || i, 'ann', 'SDK', '', 0, 'm', 256, '' from generate_series(1, 2500) i`,
    );
    await downgrade();
    await backend.restart();
    expect(await sql('select device_id from recognize_devices where mac is null')).toEqual([]);
    expect((await backend.fetchAs('ann', 'GET', 'people/ann/devices')).status).toBe(200);
  });

  it('refuses to start with another secret, and does not change the old rows', async () => {
    await downgrade();
    const secret = 'A'.repeat(43);
    await expect(createRecognizeServer({ ...backend.settings, secret })).rejects.toThrow('secret: expected');
    expect(await sql('select * from recognize_integrity')).toEqual([]);
    await backend.restart();
  });

  it('gives no code to a row that was added after the upgrade', async () => {
    await downgrade();
    await backend.restart();
    await sql('update recognize_shares set mac = null where share_id = $1', [shareIdOf(ann)]);
    await backend.restart();
    expect(await refusalOf(beginCeremony(backend, await recovery()))).toEqual(changedRow);
    expect(upgrades()).toHaveLength(1);
  });

  describe('[T68] does not start, and gives no row a code, when a database writer has deleted', () => {
    it('the record of the upgrade', async () => {
      await sql('delete from recognize_integrity');
      await expect(start()).rejects.toThrow('recognize_integrity: the record');
      expect(await sql('select * from recognize_integrity')).toEqual([]);
    });

    it('the record and the codes of changed rows', async () => {
      await sql("insert into recognize_people (recognize_id, created) values ('bob', 0)");
      await sql("update recognize_devices set recognize_id = 'bob'");
      await deleteCodes();
      await expect(start()).rejects.toThrow('does not open: share ');
      expect(await sql('select mac from recognize_devices where mac is not null')).toEqual([]);
    });

    it('the record, and has made one with another secret', async () => {
      const { rows } = await deriveKeys(createSecret());
      const row = { name: 'rows-authenticated', created: 0 };
      await sql('update recognize_integrity set created = 0, mac = $1', [
        rows.mac('recognize_integrity', row),
      ]);
      await expect(start()).rejects.toThrow('recognize_integrity, name rows-authenticated');
    });
  });
});
