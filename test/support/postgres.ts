import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Folders where Debian and others lay `initdb`, which is not on the path of everybody. */
function programs(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions).map((name) => join(versions, name, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debian.reverse()];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** PostgreSQL refuses to run as root: then as `postgres`, which the package makes, or nobody. */
function user(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return {} as { uid: number; gid: number };
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody');
  return row && { uid: Number(row[2]), gid: Number(row[3]) };
}

/** A PostgreSQL server of its own, on a socket in a folder of its own; nothing where none is installed. */
export async function startPostgres(): Promise<Server | undefined> {
  const [folder, runAs] = [programs(), user()];
  if (folder === undefined || runAs === undefined) return undefined;
  const place = mkdtempSync(join(tmpdir(), 'recognize-postgres-'));
  if (runAs.uid !== undefined) chownSync(place, runAs.uid, runAs.gid);
  const data = join(place, 'data');
  const options = ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(folder, 'initdb'), options, { ...runAs, cwd: place, stdio: 'ignore' });
  const settings = ['listen_addresses=', `unix_socket_directories=${place}`, 'fsync=off'];
  const server = spawn(
    join(folder, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...runAs, cwd: place, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://test@localhost/postgres?host=${encodeURIComponent(place)}`;
  const close = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(place, { recursive: true });
  };
  try {
    await ready(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

async function ready(url: string): Promise<void> {
  for (let left = 300; ; left--) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
