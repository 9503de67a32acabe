import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findWorkerScript } from '../../../../src/server/pool/worker-script.ts';

it('returns the script next to the module', () => {
  expect(fileURLToPath(findWorkerScript())).toMatch(/src\/server\/pool\/worker-from-source\.mjs$/);
});

it('returns the script next to a module that a loader has given a query', () => {
  const moduleUrl = new URL('../../../../src/server/pool/worker-script.ts?v=/1', import.meta.url);
  expect(findWorkerScript(moduleUrl.href).href).toMatch(/pool\/worker-from-source\.mjs$/);
});

it.each([
  ['a CommonJS bundle, which has no address', '', 'a CommonJS file'],
  ['a bundle', 'file:///app/bundle.mjs', 'file:///app/bundle.mjs'],
  [
    'a bundle beside another file of this name',
    new URL('worker.ts', import.meta.url).href,
    '/pool/worker.ts',
  ],
  ['a module without its script', 'file:///app/pool/worker-script.js', '/app/pool/worker-script.js'],
])('throws one sentence that names %s and the setting', (_case, moduleUrl, place) => {
  expect(() => findWorkerScript(moduleUrl)).toThrow(place);
  expect(() => findWorkerScript(moduleUrl)).toThrow(/keep the package recognize-elements external/);
});
