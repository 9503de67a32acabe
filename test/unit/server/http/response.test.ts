import { expect, it } from 'vitest';
import { RecognizeError, type RecognizeErrorCode } from '../../../../src/errors.ts';
import { errorResponse } from '../../../../src/server/http/response.ts';
import { createRecognizeServer } from '../../../../src/server/index.ts';
import { testStorage } from '../../../support/storage.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { withServer } from '../backend.support.ts';

it.each<[RecognizeErrorCode, number]>([
  ['server/bad-request', 400],
  ['security/envelope-invalid', 400],
  ['server/unauthorized', 401],
  ['server/forbidden', 403],
  ['server/not-found', 404],
  ['ceremony/session-unknown', 404],
  ['ceremony/session-spent', 409],
  ['client-state/revoked', 409],
  ['server/device-limit', 409],
  ['ceremony/locked', 423],
  ['server/too-many', 429],
  ['server/unavailable', 503],
])('%s has status %i', (code, status) => {
  expect(errorResponse(new RecognizeError(code), () => {}).status).toBe(status);
});

it('logs the message of an unexpected error and does not send it', async () => {
  const backend = await createTestBackend({ storage: await testStorage() });
  const authorize = () => Promise.reject(new Error('the password is 1234'));
  const server = await createRecognizeServer({ ...backend.settings, authorize });
  const response = await withServer(backend, server).fetchAs('ann', 'GET', 'people/ann/devices');
  expect(response.status).toBe(503);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    error: {
      code: 'server/unavailable',
      retryable: true,
      docs: expect.stringMatching(/^https:.*#server-unavailable$/),
    },
  });
  expect(backend.logged.at(-1)).toEqual({
    event: 'error',
    code: 'server/unavailable',
    status: 503,
    cause: 'the password is 1234',
  });
  await server.close();
  await backend.close();
});
