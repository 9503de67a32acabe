import { type Finding, ok, wrong } from './finding.ts';
import { allowsCamera, allowsLoad, allowsWasm, policiesOf } from './policy.ts';
import type { Site } from './site.ts';

const advice = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** What the page's own answer decides: secure context, camera, Content-Security-Policy. */
export function checkPage({ page, html, assets, backend }: Site): Finding[] {
  const { url, headers } = page;
  const findings = [secure(url), camera(headers)];
  const policies = policiesOf(headers.get('content-security-policy'), html);
  if (policies.length === 0)
    return [...findings, ok('the page has no Content-Security-Policy that could forbid anything')];
  const foreign = assets.origin !== url.origin;
  const refused: Finding[] = [];
  const forbid = (what: string, add: string) =>
    refused.push(
      wrong(
        `the page's Content-Security-Policy ${what}`,
        `its sources leave it out`,
        `${add}; in all: ${advice}`,
      ),
    );
  // A worker of another origin starts as a blob, which inherits the page's policy; one of our origin brings its own.
  if (foreign) {
    if (!allowsLoad(policies, 'worker-src', new URL('blob:x'), url))
      forbid('forbids the worker', 'add blob: to worker-src');
    // Static imports of a module worker are requests of a worker, too.
    if (!allowsLoad(policies, 'worker-src', assets, url))
      forbid('forbids the worker its code', `add ${assets.origin} to worker-src`);
    if (!allowsLoad(policies, 'script-src', assets, url))
      forbid('forbids the worker its code', `add ${assets.origin} to script-src`);
    if (!allowsLoad(policies, 'connect-src', assets, url))
      forbid('forbids loading models', `add ${assets.origin} to connect-src`);
    if (!allowsWasm(policies)) forbid('forbids WebAssembly', "add 'wasm-unsafe-eval' to script-src");
  } else if (!allowsLoad(policies, 'worker-src', assets, url))
    forbid('forbids the worker', "add 'self' to worker-src");
  if (backend !== undefined && !allowsLoad(policies, 'connect-src', backend, url)) {
    forbid('forbids calls to the backend', `add ${backend.origin} to connect-src`);
  }
  return [
    ...findings,
    ...(refused.length > 0 ? refused : [ok("the page's Content-Security-Policy allows what is needed")]),
  ];
}

function secure(url: URL): Finding {
  const local = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || local) return ok('the page is a secure context');
  return wrong(
    `${url.origin} is not a secure context`,
    'browsers give camera and cryptography to HTTPS and localhost alone',
    'serve the page over HTTPS',
  );
}

function camera(headers: Headers): Finding {
  if (allowsCamera(headers.get('permissions-policy')))
    return ok('no Permissions-Policy keeps the camera from the page');
  return wrong(
    'the camera is forbidden',
    "the page's Permissions-Policy leaves it out",
    'send Permissions-Policy: camera=(self)',
  );
}
