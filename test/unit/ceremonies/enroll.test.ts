import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import type { CaptureRequest, EnrollInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { authorizationFor } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

it('binds this browser with a temporary client state, which is not part of the result', async () => {
  const browser = createTestBrowser(backend, 'cem', syntheticFace(4));
  const authorization = authorizationFor(backend, 'enroll', 'cem', { activate: true });
  const result = await enroll(browser.context, { type: 'TEMPORARY', activate: true, authorization });
  expect(result.clientState).toBeUndefined();
  expect(result.device?.type).toBe('SDK');
  expect((await listDevices(browser.context, 'cem')).own).toBe(result.device?.deviceId);
});

it('reports a BACKUP client state as a durable result before the activation', async () => {
  const durable: unknown[] = [];
  const { context } = createTestBrowser(backend, 'jon', syntheticFace(11), {
    onDurableResult: (result) => durable.push(result),
  });
  const authorization = authorizationFor(backend, 'enroll', 'jon', { activate: true });
  const result = await enroll(context, { type: 'BACKUP', activate: true, authorization });
  expect(result.device?.type).toBe('SDK');
  expect(durable).toEqual([{ ...result, device: undefined, assertion: expect.any(String) }]);
});

it('returns a BACKUP client state when the activation fails', async () => {
  let captures = 0;
  const stranger = syntheticFace(13);
  const face = syntheticFace(12);
  const { context } = createTestBrowser(backend, 'kim', () => (captures++ === 0 ? face() : stranger()));
  const authorization = authorizationFor(backend, 'enroll', 'kim', { activate: true });
  const result = await enroll(context, { type: 'BACKUP', activate: true, authorization });
  expect(captures).toBe(2);
  expect(result.clientState).toBeDefined();
  expect(result.device).toBeUndefined();
});

it('rejects wrong input before anything is sent', async () => {
  const browser = createTestBrowser(backend, 'lee', syntheticFace(14));
  const input = { type: 'OTHER', authorization: 'a.b.c' } as unknown as EnrollInput;
  expect(await errorCodeOf(enroll(browser.context, input))).toBe('usage/invalid-property');
  expect([browser.calls, browser.steps]).toEqual([[], []]);
});

it('rejects with client-state/wrong-person when the authorization is for another user', async () => {
  const browser = createTestBrowser(backend, 'mia', syntheticFace(15));
  const authorization = authorizationFor(backend, 'enroll', 'mia');
  const run = enroll(browser.context, { type: 'BACKUP', authorization, recognizeId: 'nia' });
  expect(await errorCodeOf(run)).toBe('client-state/wrong-person');
  expect(browser.calls).toEqual([]);
});

it('captures again while the person wants another picture, with the same challenge and authorization', async () => {
  const requests: CaptureRequest[] = [];
  const embeddings: Float32Array[] = [];
  const face = syntheticFace(16);
  const answers = [false, false, true];
  const { context, calls } = createTestBrowser(backend, 'ola', face, {
    review: async () => answers.shift()!,
    capture: async (request) => {
      requests.push(request);
      embeddings.push(face());
      return { embedding: embeddings.at(-1)!, liveness: request.level, flags: noCaptureFlags };
    },
  });
  const authorization = authorizationFor(backend, 'enroll', 'ola', { liveness: 'active' });
  const { clientState } = await enroll(context, { type: 'BACKUP', authorization });
  expect(clientState).toMatch(/./);
  const challenges = await Promise.all(requests.map(({ challenge }) => challenge));
  expect(challenges).toEqual([challenges[0], challenges[0], challenges[0]]);
  expect(calls.map(({ operation }) => operation)).toEqual(['configuration', 'challenge', 'begin']);
  expect(embeddings.every((embedding) => embedding.every((value) => value === 0))).toBe(true);
});

it('overwrites the embedding when the run ends during the review', async () => {
  let captured: Float32Array | undefined;
  const face = syntheticFace(17);
  const { context } = createTestBrowser(
    backend,
    'pia',
    () => {
      captured = face();
      return captured;
    },
    { review: async () => Promise.reject(new RecognizeError('ceremony/aborted')) },
  );
  const authorization = authorizationFor(backend, 'enroll', 'pia');
  expect(await errorCodeOf(enroll(context, { type: 'BACKUP', authorization }))).toBe('ceremony/aborted');
  expect(captured?.every((value) => value === 0)).toBe(true);
});

it('compares a second look at the operating point of the models', async () => {
  const answers: boolean[] = [];
  const [face, other] = [syntheticFace(18), syntheticFace(19)];
  const { context } = createTestBrowser(backend, 'quy', face, {
    capture: async ({ level, verify }) => {
      const embedding = face();
      answers.push(await verify!(embedding, face()), await verify!(embedding, other()));
      return { embedding, liveness: level, flags: noCaptureFlags };
    },
  });
  const authorization = authorizationFor(backend, 'enroll', 'quy');
  await enroll(context, { type: 'BACKUP', authorization });
  expect(answers).toEqual([true, false]);
});
