import { type CheckResult, error, ok } from './check-result.ts';
import {
  allowsLoad,
  allowsTrustedTypes,
  allowsWasm,
  type Policy,
  parsePolicies,
} from './content-security-policy.ts';
import { allowsCamera } from './permissions-policy.ts';
import { findAttribute, type Site, scriptUrl } from './site.ts';

const RECOMMENDED_POLICY = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** Checks the headers and the HTML of the page: secure context, camera, Content-Security-Policy. */
export function checkPage(site: Site): CheckResult[] {
  const { url, headers } = site.page;
  return [
    checkSecureContext(url),
    checkCamera(headers),
    ...checkContentSecurityPolicy(site),
    ...checkAttributes(site),
  ];
}

/** Elements refuse another origin in these attributes, because it decides which code runs. */
function checkAttributes({ page, html }: Site): CheckResult[] {
  const script = scriptUrl(html);
  const own = [page.url, script === undefined ? page.url : new URL(script, page.url)];
  return ['assets-base', 'models'].flatMap((name) => {
    const value = findAttribute(html, name);
    if (value === undefined || own.some(({ origin }) => new URL(value, page.url).origin === origin))
      return [];
    const cause = 'the attribute names another origin than those of the page and the script';
    const property = name === 'models' ? 'models' : 'assetsBase';
    return [error(`${name}="${value}" is refused`, cause, `set the property ${property} by a script`)];
  });
}

function checkSecureContext(url: URL): CheckResult {
  const isLoopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || isLoopback) return ok('the page is a secure context');
  return error(
    `${url.origin} is not a secure context`,
    'browsers offer camera and cryptography with HTTPS and on localhost only',
    'serve the page over HTTPS',
  );
}

function checkCamera(headers: Headers): CheckResult {
  if (allowsCamera(headers.get('permissions-policy'))) return ok('the Permissions-Policy allows the camera');
  return error(
    'the camera is blocked',
    "the page's Permissions-Policy does not allow it",
    'send Permissions-Policy: camera=(self)',
  );
}

function checkContentSecurityPolicy({ page, html, assets, backend }: Site): CheckResult[] {
  const { url, headers } = page;
  const policies = parsePolicies(headers.get('content-security-policy'), html);
  if (policies.length === 0) return [ok('the page has no Content-Security-Policy')];
  const results =
    assets.origin === url.origin
      ? checkSameOriginAssets(policies, assets, url)
      : checkCrossOriginAssets(policies, assets, url);
  if (backend !== undefined && !allowsLoad(policies, 'connect-src', backend, url))
    results.push(blocked('calls to the backend', `add ${backend.origin} to connect-src`));
  if (!allowsTrustedTypes(policies, ['recognize-elements', 'lit-html']))
    results.push(
      blocked('the Trusted Types of the package', 'add trusted-types recognize-elements lit-html'),
    );
  return results.length > 0 ? results : [ok("the page's Content-Security-Policy allows everything needed")];
}

const blocked = (what: string, fix: string): CheckResult =>
  error(
    `the page's Content-Security-Policy blocks ${what}`,
    'no source of the directive allows it',
    `${fix}; complete policy: ${RECOMMENDED_POLICY}`,
  );

/** A worker of the page's origin has the policy of its own response, so the page only has to allow its start. */
const checkSameOriginAssets = (policies: readonly Policy[], assets: URL, page: URL): CheckResult[] =>
  allowsLoad(policies, 'worker-src', assets, page) ? [] : [blocked('the worker', "add 'self' to worker-src")];

/** A worker of another origin starts from a blob, which inherits the page's policy. */
function checkCrossOriginAssets(policies: readonly Policy[], assets: URL, page: URL): CheckResult[] {
  const results: CheckResult[] = [];
  if (!allowsLoad(policies, 'worker-src', new URL('blob:x'), page))
    results.push(blocked('the worker', 'add blob: to worker-src'));
  // Static imports of a module worker are requests with the destination "worker", too.
  for (const directive of ['worker-src', 'script-src'] as const) {
    if (!allowsLoad(policies, directive, assets, page))
      results.push(blocked("the worker's script", `add ${assets.origin} to ${directive}`));
  }
  if (!allowsLoad(policies, 'connect-src', assets, page))
    results.push(blocked('loading models', `add ${assets.origin} to connect-src`));
  if (!allowsWasm(policies)) results.push(blocked('WebAssembly', "add 'wasm-unsafe-eval' to script-src"));
  return results;
}
