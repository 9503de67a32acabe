import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createSecret } from '../../../src/server/index.ts';
import { startPostgres } from '../../support/postgres.ts';
import { PAGE_ORIGIN } from './client.ts';

/** Starts a script of this folder. */
export const start = (script: string, ...parameters: string[]): ChildProcess =>
  fork(fileURLToPath(new URL(script, import.meta.url)), parameters, { execArgv: ['--import', 'tsx'] });

/** The next message of a process. @throws Error when it exits instead */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the bench exited with ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message'), exited]);
  return message;
}

export interface LoadServers {
  readonly addresses: readonly string[];
  /** Processor time of all processes since their start, in milliseconds, without that of PostgreSQL. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
}

export type Database = 'pglite' | 'postgresql';

/** Starts backends over an empty database. Undefined when PostgreSQL is not installed. */
export async function startServers(
  manifest: string,
  database: Database,
  processes: number,
): Promise<LoadServers | undefined> {
  const postgres = database === 'postgresql' ? await startPostgres() : undefined;
  if (database === 'postgresql' && postgres === undefined) return undefined;
  const parameters = [
    manifest,
    createSecret(),
    PAGE_ORIGIN,
    ...(postgres === undefined ? [] : [postgres.url]),
  ];
  const children = Array.from({ length: processes }, () => start('server.ts', ...parameters));
  const ready = await Promise.all(children.map((child) => nextMessage<{ address: string }>(child)));
  return {
    addresses: ready.map(({ address }) => address),
    async cpuMs() {
      let sum = 0;
      for (const child of children) {
        child.send('cpu');
        sum += (await nextMessage<{ cpuMs: number }>(child)).cpuMs;
      }
      return sum;
    },
    async close() {
      await Promise.all(
        children.map((child) => {
          child.disconnect();
          return once(child, 'exit');
        }),
      );
      await postgres?.close();
    },
  };
}
