import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserName = 'chromium' | 'firefox';

const programs: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};
const packages: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];

/** Path of an installed browser; `CHROMIUM` and `FIREFOX` name another one. */
export function findBrowser(name: BrowserName): string | undefined {
  const named = process.env[name.toUpperCase()];
  if (named) return named;
  const paths = programs[name].flatMap((program) => folders.map((folder) => join(folder, program)));
  return paths.find((path) => existsSync(path));
}

/** Path of the browser. @throws Error in one sentence when there is none. */
export function browser(name: BrowserName): string {
  const path = findBrowser(name);
  if (path === undefined) {
    throw new Error(`The tests need ${name}: install it, or set ${name.toUpperCase()} to its path.`);
  }
  return path;
}

/** Installs what is missing when that is possible here: as root, with apt-get. */
export function ensureBrowsers(): void {
  const missing = (Object.keys(programs) as BrowserName[]).filter((name) => findBrowser(name) === undefined);
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const names = missing.map((name) => packages[name]);
    console.log(`Installing ${names.join(' and ')} …`);
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
  }
  for (const name of missing) browser(name);
}

/** Quiet on a closed network, and able to run as root in a container. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
