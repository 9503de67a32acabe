import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { emptyPglite, testStorage } from './storage.ts';

export interface PostgresServer {
  readonly url: string;
  /** Sends a signal to the server and to the processes of its connections. */
  signal(signal: NodeJS.Signals): void;
  /** Kills all processes without warning, and starts the server again after `whileDown`. */
  crash(whileDown: () => Promise<void>): Promise<void>;
  /** Starts a read-only server with a copy of the data of this one, which is crashed for the copy. */
  startStandby(): Promise<Pick<PostgresServer, 'url' | 'close'>>;
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
  const folder = createFolder(user);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(programs, 'initdb'), options, { ...user, cwd: folder, stdio: 'ignore' });
  const server = await launch(programs, folder, user);
  return {
    ...server,
    async startStandby() {
      const copy = createFolder(user);
      await server.crash(async () => {
        execFileSync('cp', ['-R', data, join(copy, 'data')], { ...user, stdio: 'ignore' });
        writeFileSync(join(copy, 'data/standby.signal'), '');
      });
      return launch(programs, copy, user);
    },
  };
}

function createFolder({ uid, gid }: { uid?: number; gid?: number }): string {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-postgres-'));
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** Starts the server whose data is in `<folder>/data`, and removes the folder at the end. */
async function launch(
  programs: string,
  folder: string,
  user: { uid?: number; gid?: number },
): Promise<Omit<PostgresServer, 'startStandby'>> {
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const options = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
  const url = `postgres://test@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const start = () => spawn(join(programs, 'postgres'), options, { ...user, cwd: folder, stdio: 'ignore' });
  let server = start();
  const signal = (name: NodeJS.Signals) => {
    for (const pid of [server.pid!, ...childrenOf(server.pid!)]) process.kill(pid, name);
  };
  const exitOf = ({ exitCode, signalCode }: typeof server) =>
    exitCode === null && signalCode === null ? once(server, 'exit') : undefined;
  const close = async () => {
    server.kill('SIGCONT');
    server.kill('SIGINT');
    await exitOf(server);
    rmSync(folder, { recursive: true });
  };
  try {
    await waitUntilReady(url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    signal,
    async crash(whileDown) {
      signal('SIGKILL');
      await exitOf(server);
      await whileDown();
      server = start();
      await waitUntilReady(url);
    },
    close,
  };
}

/** PostgreSQL has one process for each connection. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
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
