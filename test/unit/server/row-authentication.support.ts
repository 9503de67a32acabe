import { deriveKeys, type Keys } from '../../../src/server/keys.ts';
import type { SqlParameter, Storage } from '../../../src/server/storage/sql.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { type BoundBrowser, bindBrowser, type Enrollment, enroll } from './support.ts';

export const annFace = syntheticFace(1);
export const malloryFace = syntheticFace(2);

/** Code and status of a request that meets a changed row. */
export const changedRow = { code: 'security/database-changed', status: 500 };

/** Ann and Mallory are enrolled. Mallory has bound a browser and can write to the database, but does not have the secret. */
export interface AttackedBackend {
  readonly backend: TestBackend;
  /** For the test. Mallory does not have them. */
  readonly keys: Keys;
  readonly ann: Enrollment;
  readonly mallory: Enrollment;
  readonly malloryBrowser: BoundBrowser;
  readonly sql: <Row extends object>(statement: string, parameters?: SqlParameter[]) => Promise<Row[]>;
}

export async function createAttackedBackend(storage: Storage): Promise<AttackedBackend> {
  const backend = await createTestBackend({ storage });
  const ann = await enroll(backend, 'ann', annFace());
  await bindBrowser(backend, ann, annFace());
  const mallory = await enroll(backend, 'mallory', malloryFace());
  return {
    backend,
    keys: await deriveKeys(backend.settings.secret),
    ann,
    mallory,
    malloryBrowser: await bindBrowser(backend, mallory, malloryFace()),
    sql: (statement, parameters) => storage.query(statement, parameters),
  };
}

export const shareIdOf = ({ clientShare }: Pick<Enrollment, 'clientShare'>): string =>
  toBase64url(clientShare.shareId);
