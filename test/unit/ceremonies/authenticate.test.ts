import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeDevice } from '../../../src/ceremonies/devices.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { answerWith, authenticateIn, authorizationFor, enrollUser, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

it('returns an assertion over the displayed transaction, and rejects another one with server/forbidden', async () => {
  const face = syntheticFace(5);
  const { clientState } = await enrollUser(backend, 'dov', face);
  const browser = createTestBrowser(backend, 'dov', face);
  await recoverIn(browser, backend, 'dov', clientState);
  const transaction = { payee: 'Ada', amount: '12.00' };
  const transaction_hash = await transactionHash(transaction);
  const authorization = authorizationFor(backend, 'authenticate', 'dov', { transaction_hash });
  const { assertion } = await authenticateIn(browser, backend, 'dov', { transaction, authorization });
  expect(decodeJwt(assertion)).toMatchObject({ sub: 'dov', ceremony: 'authenticate', transaction_hash });

  const other = { ...transaction, amount: '1200.00' };
  const forged = authenticateIn(browser, backend, 'dov', { transaction: other, authorization });
  expect(await errorCodeOf(forged)).toBe('server/forbidden');
});

it('rejects a token for another challenge with server/forbidden before anything is sent', async () => {
  const browser = createTestBrowser(backend, 'eve', syntheticFace(6));
  const authorization = authorizationFor(backend, 'authenticate', 'eve', { challenge: 'abc' });
  const run = authenticateIn(browser, backend, 'eve', { challenge: 'def', authorization });
  expect(await errorCodeOf(run)).toBe('server/forbidden');
  expect(browser.calls).toEqual([]);
});

it('rejects with storage/lost when this browser has no record', async () => {
  const browser = createTestBrowser(backend, 'ida', syntheticFace(1));
  expect(await errorCodeOf(authenticateIn(browser, backend, 'ida'))).toBe('storage/lost');
});

it('removes the record of a revoked browser when the host does not allow check-device', async () => {
  const face = syntheticFace(7);
  const { clientState } = await enrollUser(backend, 'fay', face);
  const browser = createTestBrowser(backend, 'fay', face, {
    intercept: answerWith('check-device', { error: { code: 'server/forbidden' } }),
  });
  const { device } = await recoverIn(browser, backend, 'fay', clientState);
  await authenticateIn(browser, backend, 'fay');
  await removeDevice(createTestBrowser(backend, 'fay', face).context, 'fay', device.deviceId);
  expect(await errorCodeOf(authenticateIn(browser, backend, 'fay'))).toBe('client-state/revoked');
  expect(await browser.store.read('fay')).toBeUndefined();
});

it('keeps the record when the backend is not found under its path', async () => {
  const face = syntheticFace(10);
  const { clientState } = await enrollUser(backend, 'gil', face);
  let moved = false;
  const browser = createTestBrowser(backend, 'gil', face, {
    intercept: async (_call, send) => (moved ? { error: { code: 'server/not-found' } } : send()),
  });
  await recoverIn(browser, backend, 'gil', clientState);
  moved = true;
  expect(await errorCodeOf(authenticateIn(browser, backend, 'gil'))).toBe('server/not-found');
  moved = false;
  await authenticateIn(browser, backend, 'gil');
});
