import { existsSync } from 'node:fs';
import { packageUrl } from '../../package-url.ts';

/**
 * The script of the matcher's threads, next to this module. A bundler that copies this module into another file leaves the script behind.
 * Without this check the server would start, and fail at its first comparison, after a capture.
 *
 * @param moduleUrl of this module; a parameter for tests
 * @throws Error that says how to keep the package out of the bundle
 */
export function findWorkerScript(moduleUrl: string | undefined = import.meta.url): URL {
  const [, language] = /\/pool\/worker-script\.(js|ts)(\?|$)/.exec(moduleUrl ?? '') ?? [];
  // TypeScript sources run in tests and benches only.
  const name = language === 'ts' ? 'worker-from-source.mjs' : 'worker.js';
  const url = packageUrl(moduleUrl, name);
  // A bundle may have a file of this name beside it that is not this one.
  if (language !== undefined && url?.protocol === 'file:' && existsSync(url)) return url;
  throw new Error(
    `recognize-elements/server was bundled into ${moduleUrl || 'a CommonJS file'} without its threads: keep the package recognize-elements external to the bundle (see "Bundling the backend" in docs/server.md)`,
  );
}
