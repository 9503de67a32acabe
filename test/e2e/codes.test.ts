import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecognizeErrorCode } from 'recognize-elements';
import { expect, it } from 'vitest';

/**
 * Where each code is raised by a test: with the words that a person sees in `bad-input`, `bad-browser`, `way` or `nothing-lost`; else nearer to its
 * cause. A code without an entry does not compile.
 */
const raisedIn: Readonly<Record<RecognizeErrorCode, string>> = {
  'environment/insecure-context': 'e2e/bad-browser',
  'environment/no-wasm': 'e2e/bad-browser',
  'environment/no-workers': 'e2e/bad-browser',
  'environment/no-webcrypto': 'e2e/bad-browser',
  'environment/blocked-by-policy': 'e2e/bad-browser',
  'assets/not-found': 'e2e/bad-input',
  'assets/wrong-type': 'e2e/bad-input',
  'assets/hash-mismatch': 'e2e/bad-input',
  'assets/version-mismatch': 'e2e/bad-input',
  'assets/incomplete': 'e2e/bad-input',
  'models/manifest-invalid': 'e2e/bad-input',
  'models/model-invalid': 'e2e/bad-input',
  'models/self-test-failed': 'e2e/bad-input',
  'camera/denied': 'e2e/bad-browser',
  'camera/dismissed': 'e2e/bad-browser',
  'camera/none': 'e2e/bad-browser',
  'camera/in-use': 'e2e/bad-browser',
  'camera/ended': 'e2e/bad-browser',
  'camera/stalled': 'e2e/bad-browser',
  'capture/no-face': 'e2e/bad-browser',
  'capture/timed-out': 'e2e/bad-browser',
  'capture/too-dark': 'e2e/bad-browser',
  'capture/low-quality': 'e2e/bad-browser',
  'runtime/crashed': 'e2e/bad-browser',
  'runtime/out-of-memory': 'e2e/bad-browser',
  'runtime/timed-out': 'e2e/bad-browser',
  'storage/unavailable': 'e2e/bad-browser',
  'storage/full': 'e2e/bad-browser',
  'storage/lost': 'e2e/way',
  'storage/blocked': 'e2e/bad-browser',
  'client-state/malformed': 'e2e/bad-input',
  'client-state/unknown-version': 'e2e/bad-input',
  'client-state/wrong-person': 'e2e/bad-input',
  'client-state/model-mismatch': 'e2e/bad-input',
  'client-state/expired': 'e2e/bad-input',
  'client-state/revoked': 'e2e/bad-input',
  'ceremony/not-recognized': 'e2e/bad-input',
  'ceremony/locked': 'e2e/bad-input',
  'ceremony/session-unknown': 'e2e/bad-input',
  'ceremony/session-spent': 'e2e/bad-input',
  'ceremony/session-expired': 'e2e/bad-input',
  'ceremony/busy': 'e2e/bad-browser',
  // Elements tell an abort by `recognize-cancel`; only the headless API throws it.
  'ceremony/aborted': 'unit/ceremonies/refusals',
  'ceremony/already-enrolled': 'e2e/bad-input',
  'host/no-response': 'e2e/bad-input',
  'host/rejected': 'e2e/bad-input',
  'host/bad-response': 'e2e/bad-input',
  'host/offline': 'e2e/bad-input',
  'usage/invalid-attribute': 'e2e/bad-input',
  'usage/invalid-property': 'e2e/bad-input',
  'usage/missing-property': 'e2e/bad-input',
  'server/bad-request': 'e2e/bad-input',
  'server/unauthorized': 'e2e/bad-input',
  'server/forbidden': 'e2e/bad-input',
  'server/not-found': 'e2e/bad-input',
  'server/too-many': 'e2e/bad-input',
  'server/device-limit': 'e2e/bad-input',
  'server/unavailable': 'e2e/bad-input',
  'security/matcher-key-mismatch': 'e2e/bad-input',
  'security/envelope-invalid': 'e2e/bad-input',
  'security/assertion-invalid': 'e2e/bad-input',
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const entries = Object.entries(raisedIn);

/** A test, with the tables in the folder of its name. */
function textOf(file: string): string {
  const folder = join(root, 'test', file);
  const tables = existsSync(folder) ? readdirSync(folder).map((name) => read(`test/${file}/${name}`)) : [];
  return [read(`test/${file}.test.ts`), ...tables].join();
}

it.each(entries)('%s is raised in %s', (code, file) => {
  expect(textOf(file)).toMatch(new RegExp(`'${code}[':]`));
});

it('knows every code that is documented', () => {
  const documented = [...read('docs/errors.md').matchAll(/<\/a>`([a-z-]+\/[a-z-]+)`/g)].map(
    ([, code]) => code,
  );
  expect(Object.keys(raisedIn).sort()).toEqual(documented.sort());
});
