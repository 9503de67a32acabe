import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Cipher } from '../../../src/server/encryption.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf } from './backend.support.ts';
import { beginCeremony, bindBrowser, createDeviceKeys, enroll, runCeremony, send } from './support.ts';

/** Every secret passes through the cipher on its way to or from the database. This records the arrays that hold them. */
const secrets = vi.hoisted(() => [] as { readonly label: string; readonly bytes: Uint8Array }[]);
vi.mock('../../../src/server/encryption.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../../src/server/encryption.ts')>();
  const createCipher = (key: Uint8Array): Cipher => {
    const cipher = original.createCipher(key);
    const record = <Type extends Uint8Array>(action: string, context: string, bytes: Type): Type => {
      secrets.push({ label: `${action} ${context.split(' ')[0]} ${bytes.length}`, bytes });
      return bytes;
    };
    return {
      seal: (plain, context) => cipher.seal(record('sealed', context, plain), context),
      open: (sealed, context) => record('opened', context, cipher.open(sealed, context)),
    };
  };
  return { ...original, createCipher };
});

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

/** A buffer that has moved to a thread is empty here. */
const isWiped = (bytes: Uint8Array) => bytes.length === 0 || bytes.every((byte) => byte === 0);
const labelsOfUnwiped = () => secrets.filter(({ bytes }) => !isWiped(bytes)).map(({ label }) => label);

/** Whether each kind of secret was overwritten, after background work has ended. */
async function wipedSecrets(): Promise<Record<string, boolean>> {
  await vi.waitFor(() => expect(labelsOfUnwiped()).toEqual([]), 5_000).catch(() => {});
  const labels = [...new Set(secrets.map(({ label }) => label))].sort();
  return Object.fromEntries(labels.map((label) => [label, !labelsOfUnwiped().includes(label)]));
}

it('overwrites y, transfer keys, K, server shares and envelope keys after their last use', async () => {
  const { keys, clientShare } = await bindBrowser(backend, await enroll(backend, 'ann', face()), face());
  const options = { recognizeId: 'ann', ceremony: 'authenticate', clientShare, keys } as const;
  expect((await runCeremony(backend, options, face())).finishResponse.recognized).toBe(true);
  expect((await runCeremony(backend, options, syntheticFace(9)())).finishResponse.recognized).toBe(false);
  const begun = await beginCeremony(backend, options);
  await backend.restart();
  await send(backend, 'ann', await begun.sealEvaluate(begun.createEvaluateRequest(face())));
  expect(await wipedSecrets()).toEqual({
    'opened ceremony 16': true,
    'opened ceremony 32': true,
    'opened envelope-key 32': true,
    'opened share 32': true,
    'opened transfer-keys 16384': true,
    'sealed ceremony 16': true,
    'sealed ceremony 32': true,
    'sealed envelope-key 32': true,
    'sealed share 32': true,
    'sealed transfer-keys 16384': true,
  });
});

it('overwrites them also when a ceremony is refused', async () => {
  const { clientShare } = await enroll(backend, 'bea', face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: 'bea', ceremony: 'recover', clientShare, keys } as const;
  const evaluated = await beginCeremony(backend, options);
  const locked = await beginCeremony(backend, options);
  const evaluateRequest = evaluated.createEvaluateRequest(face());
  await send(backend, 'bea', await evaluated.sealEvaluate(evaluateRequest));
  await backend.storage.query("update recognize_people set locked_until = 1e15 where recognize_id = 'bea'");
  for (const request of [
    await evaluated.sealEvaluate(evaluateRequest),
    await locked.sealEvaluate(locked.createEvaluateRequest(face())),
  ])
    expect((await refusalOf(send(backend, 'bea', request))).status).not.toBe(200);
  expect((await refusalOf(beginCeremony(backend, options))).code).toBe('ceremony/locked');
  expect(Object.values(await wipedSecrets())).not.toContain(false);
});
