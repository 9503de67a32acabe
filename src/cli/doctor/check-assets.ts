import { fileHashes, packageVersion, sha256 } from '../package.ts';
import { type CheckResult, error, ok, warning } from './check-result.ts';
import { allowsLoad, allowsWasm, parsePolicies } from './content-security-policy.ts';
import { COPY_ASSETS, fetchAsset } from './fetch-asset.ts';
import { decodeBody, type HttpResponse, mediaTypeOf } from './http.ts';
import { findAttribute, type Site, scriptUrl } from './site.ts';

const files = [
  'vision.worker.js',
  'matching.worker.js',
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
];
const filesWithWebGpu = [
  'vision-webgpu.worker.js',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

/** The language packs that the drop-in script fetches. Without its pack an element has English texts. */
const languageFiles = () =>
  [...fileHashes().keys()]
    .filter((path) => path.startsWith('assets/languages/'))
    .map((path) => path.slice('assets/'.length));

/** Checks the files that the page loads: the script, its languages, the workers, their imports and the runtime. */
export async function checkAssets(site: Site, signal: AbortSignal): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  await checkDropInScript(site, signal, results);
  const webGpu = findAttribute(site.html, 'execution') === 'webgpu' ? filesWithWebGpu : [];
  const queue = [...files, ...webGpu, ...(scriptUrl(site.html) === undefined ? [] : languageFiles())];
  for (const file of queue) {
    const response = await fetchAsset(new URL(file, site.assets), site, signal, results);
    if (response === undefined) continue;
    if (/\.m?js$/.test(file)) results.push(...checkScript(response));
    if (file.endsWith('.wasm')) results.push(...checkWasm(response));
    if (file.endsWith('.worker.js')) {
      results.push(...checkWorker(response, site));
      for (const chunk of importsOf(decodeBody(response))) if (!queue.includes(chunk)) queue.push(chunk);
    }
    results.push(...checkContent(`assets/${file}`, response));
  }
  if (results.every(({ status }) => status !== 'error'))
    results.push(ok(`workers and runtime are available under ${site.assets.href}`));
  return results;
}

function checkScript(response: HttpResponse): CheckResult[] {
  const type = mediaTypeOf(response);
  if (/^(text|application)\/(x-)?(java|ecma)script$/.test(type)) return [];
  const cause = 'browsers run modules only with a JavaScript media type; many servers do not know .mjs';
  return [
    error(
      `${response.url.href} has the media type '${type}'`,
      cause,
      'serve .js and .mjs as text/javascript',
    ),
  ];
}

function checkWasm(response: HttpResponse): CheckResult[] {
  const { url, bytes, headers } = response;
  // WebAssembly Core Specification, section 5.5.16: \0asm.
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== '\0asm')
    return [
      error(`${url.href} is not WebAssembly`, 'a server rewrites it, or it is another file', COPY_ASSETS),
    ];
  const results: CheckResult[] = [];
  const type = mediaTypeOf(response);
  if (type !== 'application/wasm')
    results.push(warning(`${url.href} has the media type '${type}'`, 'serve .wasm as application/wasm'));
  if (!headers.has('content-encoding')) {
    const megabytes = (bytes.length / 1e6).toFixed(0);
    const fix = 'serve it with Brotli (a sixth of the size) or gzip';
    results.push(warning(`${url.href} is not compressed (${megabytes} MB)`, fix));
  }
  return results;
}

/** Checks the headers of a worker. They apply to workers of the page's origin only. */
function checkWorker({ url, headers }: HttpResponse, { page, assets }: Site): CheckResult[] {
  if (url.origin !== page.url.origin) return [];
  const results: CheckResult[] = [];
  const policies = parsePolicies(headers.get('content-security-policy'));
  const cause = "a worker obeys the policy in the response with the worker's script";
  if (!allowsWasm(policies) && url.pathname.endsWith('vision.worker.js')) {
    const fix = "add 'wasm-unsafe-eval' to script-src in its Content-Security-Policy";
    results.push(error(`${url.href} may not run WebAssembly`, cause, fix));
  }
  if (!allowsLoad(policies, 'connect-src', assets, url) || !allowsLoad(policies, 'script-src', assets, url)) {
    const fix = "allow 'self' in script-src and connect-src of its Content-Security-Policy";
    results.push(error(`${url.href} may not load its files`, cause, fix));
  }
  const pagePolicy = embedderPolicyOf(page.headers);
  if (pagePolicy !== 'unsafe-none' && embedderPolicyOf(headers) === 'unsafe-none') {
    results.push(
      error(
        `${url.href} does not start`,
        'the page has a Cross-Origin-Embedder-Policy, its worker does not',
        `send Cross-Origin-Embedder-Policy: ${pagePolicy} with the worker, too`,
      ),
    );
  }
  return results;
}

const embedderPolicyOf = (headers: Headers) =>
  headers.get('cross-origin-embedder-policy')?.split(';')[0]?.trim() ?? 'unsafe-none';

/** Files in the same folder that a worker imports. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/\b(?:from|import)\s*["']\.\/([\w.-]+)["']/g)].map(([, file]) => file!);

/** The script that a page loads without a bundler. */
async function checkDropInScript(site: Site, signal: AbortSignal, results: CheckResult[]): Promise<void> {
  const script = scriptUrl(site.html);
  if (script === undefined) return;
  const response = await fetchAsset(new URL(script, site.page.url), site, signal, results);
  if (response !== undefined)
    results.push(...checkScript(response), ...checkContent('recognize.js', response));
}

/**
 * Compares a file with the one that was built. A flipped bit in a worker may change the result of a ceremony.
 *
 * @param path in the build
 */
export function checkContent(path: string, { url, bytes }: HttpResponse): CheckResult[] {
  if (fileHashes().get(path) === sha256(bytes)) return [];
  const version = packageVersion();
  return [
    error(
      `${url.href} is not the file of release ${version}`,
      'it was changed or damaged on its way, or script and assets are of another release than this command',
      `${COPY_ASSETS}; for another release run its own doctor command`,
    ),
  ];
}
