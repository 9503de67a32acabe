import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserName = 'chromium' | 'firefox';

const programs: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};
/** Names of the packages in Debian. */
const packages: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];

/** The path of an installed browser. The environment variables `CHROMIUM` and `FIREFOX` take precedence. */
export function findBrowser(name: BrowserName): string | undefined {
  const configured = process.env[name.toUpperCase()];
  if (configured) return configured;
  const paths = programs[name].flatMap((program) => folders.map((folder) => join(folder, program)));
  return paths.find((path) => existsSync(path));
}

/** The path of an installed browser. @throws Error when there is none */
export function browserPath(name: BrowserName): string {
  const path = findBrowser(name);
  if (path === undefined) {
    throw new Error(`The tests need ${name}: install it, or set ${name.toUpperCase()} to its path.`);
  }
  return path;
}

/** Installs missing browsers with apt-get when running as root. @throws Error when one is still missing */
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
  for (const name of missing) browserPath(name);
}

/** Switches that allow running as root in a container, and prevent requests to other hosts. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
