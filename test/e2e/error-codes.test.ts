import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecognizeErrorCode } from 'recognize-elements';
import { expect, it } from 'vitest';

/** The test file that raises each code; a code without an entry does not compile. The end-to-end tests also check the shown text. */
const testOf: Readonly<Record<RecognizeErrorCode, string>> = {
  'environment/insecure-context': 'e2e/browser-failures',
  'environment/no-wasm': 'e2e/browser-failures',
  'environment/no-workers': 'e2e/browser-failures',
  'environment/no-webcrypto': 'e2e/browser-failures',
  'environment/no-camera-api': 'e2e/browser-failures',
  'environment/opened-in-app': 'e2e/browser-failures',
  'environment/pixels-blocked': 'e2e/pixels-blocked',
  'environment/blocked-by-policy': 'e2e/browser-failures',
  'assets/not-found': 'e2e/input-failures',
  'assets/wrong-type': 'e2e/input-failures',
  'assets/hash-mismatch': 'e2e/input-failures',
  'assets/version-mismatch': 'e2e/input-failures',
  'assets/incomplete': 'e2e/input-failures',
  'models/manifest-invalid': 'e2e/input-failures',
  'models/model-invalid': 'e2e/input-failures',
  'models/self-test-failed': 'e2e/input-failures',
  'camera/denied': 'e2e/browser-failures',
  'camera/denied-by-system': 'e2e/browser-failures',
  'camera/dismissed': 'e2e/browser-failures',
  'camera/none': 'e2e/browser-failures',
  'camera/in-use': 'e2e/browser-failures',
  'camera/ended': 'e2e/browser-failures',
  'camera/stalled': 'e2e/browser-failures',
  'camera/changed': 'e2e/browser-failures',
  'capture/no-face': 'e2e/browser-failures',
  'capture/timed-out': 'e2e/browser-failures',
  'capture/too-dark': 'e2e/browser-failures',
  'capture/low-quality': 'e2e/browser-failures',
  'capture/liveness-failed': 'e2e/browser-failures',
  'capture/several-people': 'e2e/browser-failures',
  'photo/unsupported-format': 'e2e/photo',
  'photo/unreadable': 'e2e/photo',
  'photo/too-large': 'e2e/photo',
  'photo/no-face': 'e2e/photo',
  'photo/several-faces': 'e2e/photo',
  'photo/low-quality': 'e2e/photo',
  'photo/wrong-file': 'e2e/photo',
  'photo/not-authorized': 'e2e/photo',
  'photo/required': 'e2e/photo',
  'runtime/crashed': 'e2e/browser-failures',
  'runtime/out-of-memory': 'e2e/browser-failures',
  'runtime/timed-out': 'e2e/browser-failures',
  'storage/unavailable': 'e2e/browser-failures',
  'storage/full': 'e2e/browser-failures',
  'storage/lost': 'e2e/ceremonies',
  'storage/blocked': 'e2e/browser-failures',
  'storage/connection-lost': 'e2e/browser-failures',
  'client-state/malformed': 'e2e/input-failures',
  'client-state/unknown-version': 'e2e/input-failures',
  'client-state/wrong-person': 'e2e/input-failures',
  'client-state/model-mismatch': 'e2e/input-failures',
  'client-state/expired': 'e2e/input-failures',
  'client-state/revoked': 'e2e/input-failures',
  'ceremony/not-recognized': 'e2e/input-failures',
  'ceremony/locked': 'e2e/input-failures',
  'ceremony/session-unknown': 'e2e/input-failures',
  'ceremony/session-spent': 'e2e/input-failures',
  'ceremony/session-expired': 'e2e/input-failures',
  'ceremony/busy': 'e2e/browser-failures',
  // Elements report an abort with `recognize-cancel`. Only the headless client throws this code.
  'ceremony/aborted': 'unit/ceremonies/recover.refusals',
  'ceremony/already-enrolled': 'e2e/input-failures',
  'handoff/expired': 'unit/ceremonies/handoff',
  'handoff/used': 'e2e/handoff',
  'handoff/taken': 'unit/server/handoffs/phone',
  'handoff/cancelled': 'e2e/handoff',
  'host/no-response': 'e2e/input-failures',
  'host/rejected': 'e2e/input-failures',
  'host/bad-response': 'e2e/input-failures',
  'host/offline': 'e2e/input-failures',
  'usage/invalid-attribute': 'e2e/input-failures',
  'usage/invalid-property': 'e2e/input-failures',
  'usage/missing-property': 'e2e/input-failures',
  'server/bad-request': 'e2e/input-failures',
  'server/unauthorized': 'e2e/input-failures',
  'server/forbidden': 'e2e/input-failures',
  'server/not-found': 'e2e/input-failures',
  'server/too-many': 'e2e/input-failures',
  'server/device-limit': 'e2e/input-failures',
  'server/unavailable': 'e2e/input-failures',
  'security/matcher-key-mismatch': 'e2e/input-failures',
  'security/wrong-clock': 'e2e/browser-failures',
  'security/envelope-invalid': 'e2e/input-failures',
  'security/assertion-invalid': 'e2e/input-failures',
  // Only a program that writes to the database can cause it.
  'security/database-changed': 'unit/server/row-authentication',
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const entries = Object.entries(testOf);

/** The source of a test, with the tables of cases in the folder of the same name. */
function sourceOf(file: string): string {
  const folder = join(root, 'test', file);
  const tables = existsSync(folder) ? readdirSync(folder).map((name) => read(`test/${file}/${name}`)) : [];
  return [read(`test/${file}.test.ts`), ...tables].join();
}

it.each(entries)('%s is raised in %s', (code, file) => {
  expect(sourceOf(file)).toContain(`'${code}'`);
});

it('lists exactly the documented codes', () => {
  const documented = [...read('docs/errors.md').matchAll(/<\/a>`([a-z-]+\/[a-z-]+)`/g)].map(
    ([, code]) => code,
  );
  expect(Object.keys(testOf).sort()).toEqual(documented.sort());
});
