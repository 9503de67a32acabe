import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { distribution } from '../package.ts';
import { type Answer, ask, typeOf, wordsOf } from './ask.ts';
import { type Finding, note, ok, wrong } from './finding.ts';
import { allowsLoad, allowsWasm, policiesOf } from './policy.ts';
import type { Site } from './site.ts';

const workers = ['vision.worker.js', 'matching.worker.js'];
const runtime = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];
const layOut = 'lay the files out with: npx recognize-elements assets <folder>';

/** Whether what every run loads is there, and as a browser takes it: workers, what they import, the runtime. */
export async function checkAssets(site: Site, signal: AbortSignal): Promise<Finding[]> {
  const findings: Finding[] = [];
  const waiting = [...workers, ...runtime];
  let others = 0;
  for (const file of waiting) {
    const answer = await fetchAsset(new URL(file, site.assets), site, signal, findings);
    if (answer === undefined) continue;
    if (/\.m?js$/.test(file)) checkScript(answer, findings);
    else checkWasm(answer, findings);
    if (file.endsWith('.worker.js')) {
      checkWorker(answer, site, findings);
      for (const chunk of importsOf(wordsOf(answer))) if (!waiting.includes(chunk)) waiting.push(chunk);
    }
    if (!(await isOurs(file, answer))) others++;
  }
  if (others > 0) {
    findings.push(
      note(
        `${others === 1 ? '1 file is' : `${others} files are`} of another release than this doctor`,
        'deploy script and assets from one release, and run its doctor',
      ),
    );
  }
  if (findings.every(({ verdict }) => verdict !== 'wrong'))
    findings.push(ok(`workers and runtime are found under ${site.assets.href}`));
  return findings;
}

/** One file that any page of the site's origin may read; what keeps it from that is added to the findings. */
export async function fetchAsset(
  url: URL,
  { page }: Site,
  signal: AbortSignal,
  findings: Finding[],
): Promise<Answer | undefined> {
  const { origin } = page.url;
  const answer = await ask(url, signal, url.origin === origin ? undefined : origin);
  const bad = (what: string, cause: string, mend: string) => {
    findings.push(wrong(`${url.href} ${what}`, cause, mend));
    return undefined;
  };
  if (typeof answer === 'string')
    return bad('does not answer', answer, 'check the address (assets-base) and the server');
  if (page.url.protocol === 'https:' && url.protocol === 'http:')
    return bad(
      'is fetched without HTTPS',
      'a page over HTTPS may not mix in plain HTTP',
      'serve the assets over HTTPS',
    );
  if (answer.status !== 200)
    return bad(`answers ${answer.status}`, 'the file is not there, or assets-base points elsewhere', layOut);
  if (typeOf(answer) === 'text/html')
    return bad('is an HTML page', 'the server answers its start page in place of a missing file', layOut);
  const allowed = answer.headers.get('access-control-allow-origin');
  if (url.origin !== origin && allowed !== '*' && allowed !== origin)
    return bad(
      'may not be read by the page',
      'another origin, and no CORS',
      `send Access-Control-Allow-Origin: ${origin} (or *)`,
    );
  return answer;
}

function checkScript(answer: Answer, findings: Finding[]): void {
  const type = typeOf(answer);
  if (/^(text|application)\/(x-)?(java|ecma)script$/.test(type)) return;
  const cause = 'browsers run modules only from a JavaScript media type; many servers do not know .mjs';
  findings.push(
    wrong(`${answer.url.href} is served as '${type}'`, cause, 'serve .js and .mjs as text/javascript'),
  );
}

function checkWasm(answer: Answer, findings: Finding[]): void {
  const { url, bytes, headers } = answer;
  // \0asm, WebAssembly Core Specification, 5.5.16
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== '\0asm') {
    findings.push(
      wrong(`${url.href} is not WebAssembly`, 'something rewrites it, or another file has its name', layOut),
    );
    return;
  }
  if (typeOf(answer) !== 'application/wasm')
    findings.push(note(`${url.href} is served as '${typeOf(answer)}'`, 'serve .wasm as application/wasm'));
  if (!headers.has('content-encoding')) {
    const size = (bytes.length / 1e6).toFixed(0);
    findings.push(
      note(`${url.href} travels uncompressed (${size} MB)`, 'serve it with Brotli (a sixth of it) or gzip'),
    );
  }
}

/** What the worker's own answer decides, when it is of the page's origin. */
function checkWorker({ url, headers }: Answer, { page, assets }: Site, findings: Finding[]): void {
  if (url.origin !== page.url.origin) return;
  const policies = policiesOf(headers.get('content-security-policy'));
  const cause = 'a worker obeys the policy of its own answer';
  if (!allowsWasm(policies) && url.pathname.endsWith('vision.worker.js')) {
    findings.push(
      wrong(
        `${url.href} may not run WebAssembly`,
        cause,
        "add 'wasm-unsafe-eval' to script-src in its Content-Security-Policy",
      ),
    );
  }
  if (!allowsLoad(policies, 'connect-src', assets, url) || !allowsLoad(policies, 'script-src', assets, url)) {
    findings.push(
      wrong(
        `${url.href} may not load its files`,
        cause,
        "allow 'self' in script-src and connect-src of its Content-Security-Policy",
      ),
    );
  }
  const embedder = (given: Headers) =>
    given.get('cross-origin-embedder-policy')?.split(';')[0]?.trim() ?? 'unsafe-none';
  if (embedder(page.headers) !== 'unsafe-none' && embedder(headers) === 'unsafe-none') {
    const isolated = 'the page has a Cross-Origin-Embedder-Policy, its worker has none';
    findings.push(
      wrong(
        `${url.href} does not start`,
        isolated,
        `send Cross-Origin-Embedder-Policy: ${embedder(page.headers)} with it too`,
      ),
    );
  }
}

/** Files that a worker imports from beside it. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/\b(?:from|import)\s*["']\.\/([\w.-]+)["']/g)].map(([, file]) => file!);

async function isOurs(file: string, { bytes }: Answer): Promise<boolean> {
  const own = await readFile(new URL(`assets/${file}`, distribution)).catch(() => undefined);
  return own !== undefined && digest(own) === digest(bytes);
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
