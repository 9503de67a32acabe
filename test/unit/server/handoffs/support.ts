import type { RecognizeErrorCode } from '../../../../src/errors.ts';
import { type Ceremony, operations } from '../../../../src/server/index.ts';
import type { Storage } from '../../../../src/server/storage/sql.ts';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import { type Bytes, systemRandom } from '../../../../src/wire/bytes.ts';
import { handoffKeyHash, linkKeyOf } from '../../../../src/wire/handoff.ts';
import { createTestBackend, requestAs, type TestBackend } from '../../../support/test-backend.ts';

/** A backend with a page for phones. The header `x-user` names user and session, as in `ann desk`; without a session as in `ann`. */
export const createHandoffBackend = (storage: Storage): Promise<TestBackend> =>
  createTestBackend({
    storage,
    handoffPage: '/phone?site=1',
    authorize: async (request) => {
      const [recognizeId, session] = (request.headers.get('x-user') ?? '').split(' ');
      if (!recognizeId) return undefined;
      return { recognizeId, allow: operations, ...(session ? { session } : {}) };
    },
  });

/** Sends a request and returns its answer, with the code of a refusal. */
export async function call(
  backend: TestBackend,
  user: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by route.
): Promise<any> {
  const response = await backend.server.fetch(requestAs(user, method, path, body));
  const json = (await response.json()) as { error?: { code: RecognizeErrorCode } };
  return json.error === undefined ? json : { code: json.error.code, status: response.status };
}

export interface CreatedForTest {
  readonly handoffId: string;
  readonly page: string;
  readonly code: string;
  readonly remainingMs: number;
  readonly secret: Bytes;
  readonly linkKey: string;
}

interface CreateOptions {
  readonly ceremony?: Ceremony;
  readonly claims?: object;
  readonly fields?: object;
}

/** Body of `POST handoffs` with a new secret. */
export async function creationOf(
  backend: TestBackend,
  user: string,
  { ceremony = 'recover', claims, fields }: CreateOptions = {},
) {
  const [recognizeId = ''] = user.split(' ');
  const secret = systemRandom(32);
  const body = {
    recognizeId,
    ceremony,
    authorization: await backend.token({ recognizeId, ceremony, liveness: 'off', ...claims }),
    link: toBase64url(handoffKeyHash(linkKeyOf(secret))),
    payload: toBase64url(systemRandom(40)),
    device: { browser: 'Firefox', system: 'Windows' },
    ...fields,
  };
  return { body, secret };
}

/** A hand-off of the session `user`. */
export async function create(
  backend: TestBackend,
  user = 'ann desk',
  options: CreateOptions = {},
): Promise<CreatedForTest> {
  const { body, secret } = await creationOf(backend, user, options);
  const created = await call(backend, user, 'POST', 'handoffs', body);
  if (created.code?.length !== 2) throw new Error(`refused: ${JSON.stringify(created)}`);
  return { ...created, secret, linkKey: toBase64url(linkKeyOf(secret)) };
}

export const otherCode = (code: string): string => (code === '00' ? '01' : '00');

/** A phone: takes a hand-off with the right code, unless another one is given. */
export async function take(
  backend: TestBackend,
  { handoffId, linkKey, code }: CreatedForTest,
  typed = code,
  key: Bytes = systemRandom(32),
) {
  const body = { linkKey, code: typed, phone: toBase64url(handoffKeyHash(key)) };
  const answer = await call(backend, undefined, 'POST', `handoffs/${handoffId}/take`, body);
  return { answer, key, handoffKey: toBase64url(key) };
}

export const stateOf = async (backend: TestBackend, { handoffId }: CreatedForTest, user = 'ann desk') =>
  call(backend, user, 'GET', `handoffs/${handoffId}`);
