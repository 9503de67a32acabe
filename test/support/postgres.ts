import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { emptyPglite, testStorage } from './storage.ts';

export interface PostgresServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Debian installs `initdb` here and not on the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

const CONNECT_ATTEMPTS = 300;
const CONNECT_DELAY_MS = 100;

/** The folder with `initdb`, when PostgreSQL is installed. */
function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const debian = versions.map((name) => join(DEBIAN_FOLDER, name, 'bin')).reverse();
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debian];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** PostgreSQL does not run as root. Then it runs as `postgres`, which its package creates, or as `nobody`. */
function findUser(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody');
  return row && { uid: Number(row[2]), gid: Number(row[3]) };
}

/** Starts a PostgreSQL server on a socket in a temporary folder. Undefined when PostgreSQL is not installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const programs = findPrograms();
  const user = findUser();
  if (programs === undefined || user === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'recognize-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), options, { ...user, cwd: folder, stdio: 'ignore' });
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: folder, stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://test@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const close = async () => {
    server.kill('SIGINT');
    await exited;
    rmSync(folder, { recursive: true });
  };
  try {
    await waitUntilReady(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

/** For tests that need PostgreSQL: the server that DATABASE_URL names, or a new one when PostgreSQL is installed. */
export async function findPostgres(): Promise<{ readonly url?: string; close(): Promise<void> }> {
  const { DATABASE_URL: url } = process.env;
  if (url) return { url, close: async () => {} };
  return (await startPostgres()) ?? { close: async () => {} };
}

/** PGlite and PostgreSQL for `describe.each`: name, whether it is available, and a function that opens an empty database. */
export const databasesWith = ({ url }: { readonly url?: string }) =>
  [
    ['PGlite', true, emptyPglite],
    ['PostgreSQL, if available', url !== undefined, () => testStorage(url)],
  ] as const;

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS) throw error;
      await setTimeout(CONNECT_DELAY_MS);
    }
  }
}
