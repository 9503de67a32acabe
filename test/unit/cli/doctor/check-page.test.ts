import { expect, it } from 'vitest';
import { checkPage } from '../../../../src/cli/doctor/check-page.ts';

it('reports a page without HTTPS', () => {
  const page = {
    url: new URL('http://bank.example/recover'),
    status: 200,
    headers: new Headers(),
    bytes: new Uint8Array(0),
  };
  const assets = new URL('http://bank.example/recognize/assets/');
  const site = { page, html: '', assets, manifest: assets, backend: undefined, matcherKey: undefined };
  expect(checkPage(site)[0]).toMatchObject({ status: 'error', fix: 'serve the page over HTTPS' });
});
