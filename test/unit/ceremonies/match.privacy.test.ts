import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { decodeClientState } from '../../../src/wire/client-state.ts';
import { errorOf } from '../../support/error-code.ts';
import { encodingsOf, findSecrets, secretsOfCaptures } from '../../support/secret-search.ts';
import { storedRows } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { authenticateIn, enrollIn, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

const consoleMethods = ['log', 'info', 'warn', 'error', 'debug'] as const;

/**
 * Enrolls, recovers and authenticates a user, and refuses a stranger.
 *
 * @returns the embeddings of all captures, and everything that the ceremonies send, receive, store, log and report
 */
async function runCeremonies() {
  const spies = consoleMethods.map((name) => vi.spyOn(console, name));
  const embeddings: Float32Array[] = [];
  const output: unknown[] = [];

  function createRecordedBrowser(face: () => Float32Array) {
    const recordedFace = () => {
      const embedding = face();
      embeddings.push(embedding.slice());
      return embedding;
    };
    const browser = createTestBrowser(backend, 'ann', recordedFace, {
      intercept: async (call, send) => {
        const answer = await send();
        output.push(call, answer);
        // The database and the store during the run, not only after it.
        output.push(await storedRows(backend.storage));
        output.push(await browser.store.read('ann'), await browser.store.readPending('ann'));
        return answer;
      },
      onStep: (step) => output.push(step),
      onDurableResult: (result) => output.push(result),
    });
    return browser;
  }

  const face = syntheticFace(1);
  const enrollment = await enrollIn(createRecordedBrowser(face), backend, 'ann');
  const clientState = enrollment.clientState!;
  const browser = createRecordedBrowser(face);
  output.push(enrollment, await recoverIn(browser, backend, 'ann', clientState));
  output.push(await authenticateIn(browser, backend, 'ann'));
  output.push(await listDevices(browser.context, 'ann'), await browser.store.read('ann'));
  const refusal = await errorOf(
    recoverIn(createRecordedBrowser(syntheticFace(2)), backend, 'ann', clientState),
  );
  expect(refusal?.code).toBe('ceremony/not-recognized');
  output.push(refusal, backend.logged);
  for (const spy of spies) {
    output.push(spy.mock.calls);
    spy.mockRestore();
  }
  return { embeddings, output, clientState };
}

it('[T58] stores, sends, logs and reports no embedding, no template and no score', async () => {
  const { embeddings, output, clientState } = await runCeremonies();
  expect(embeddings).toHaveLength(4);
  const projection = {
    modelId: backend.modelId,
    n: backend.modelSet.matching.n,
    center: new Float32Array(256),
  };
  const secrets = secretsOfCaptures(embeddings, projection, decodeClientState(clientState).share.orderSeed);
  expect(findSecrets(secrets, output)).toEqual([]);
  // Without encoded bytes, which are random and can spell a word.
  const words = JSON.stringify(output).replaceAll(/[\w-]{40,}/g, '');
  expect(words).not.toMatch(/score|distance|similarity|cosine|hamming|threshold/i);

  // The search finds each secret in each encoding, at any depth.
  for (const secret of secrets)
    for (const encoding of encodingsOf(secret))
      expect(findSecrets([secret], [{ nested: { value: encoding } }])).toEqual([secret.name]);
  const numbers = [...embeddings[0]!];
  expect(findSecrets(secrets, numbers)).toContain('embedding 0 as float32');
  const json = JSON.stringify(numbers.map((value) => Number(value.toFixed(7))));
  expect(findSecrets(secrets, json)).toContain('embedding 0 as text');
});
