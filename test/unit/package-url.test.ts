import { expect, it } from 'vitest';
import { packageUrl } from '../../src/package-url.ts';

it.each([
  ['https://bank.example/recognize/recognize.js', 'https://bank.example/recognize/assets/'],
  [
    'file:///app/node_modules/recognize-elements/dist/index.js',
    'file:///app/node_modules/recognize-elements/dist/assets/',
  ],
])('packageUrl resolves a path against the folder of the module %s', (moduleUrl, url) => {
  expect(packageUrl(moduleUrl, 'assets/')?.href).toBe(url);
});

it.each([undefined, '', 'index.js', '/index.js'])(
  'packageUrl returns undefined for the address %s',
  (moduleUrl) => {
    expect(packageUrl(moduleUrl, 'assets/')).toBeUndefined();
  },
);
