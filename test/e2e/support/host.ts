import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostOptions, Mishap, Order, Report } from '../host/options.ts';

/** What the README asks of a site's policy, and nothing beyond. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";

export interface Host {
  readonly origin: string;
  /** Orders a mishap. Resolves when the request waits. */
  mishap(mishap: Mishap): Promise<void>;
  /** Lets the waiting request go on, or cuts its connection. */
  goOn(how?: { readonly cut: boolean }): void;
  /** Resolves when the process has died. */
  died(): Promise<void>;
  /** The same folder, the same port; other settings when given. */
  restart(change?: Partial<HostOptions>): Promise<void>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../host/main.ts', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the test host in a process of its own, over an empty database. */
export async function startHost(settings: Partial<HostOptions> = {}): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-host-'));
  let options: HostOptions = {
    port: await freePort(),
    folder,
    contentSecurityPolicy,
    policy: {},
    backends: {},
    ...settings,
  };
  let child = await start(options);
  const order = (message: Order) => child.send(message);

  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  return {
    origin: `http://localhost:${options.port}`,
    mishap(mishap) {
      const reached = heard(child, 'reached');
      order({ kind: 'mishap', mishap });
      return reached;
    },
    goOn: ({ cut } = { cut: false }) => void order({ kind: 'go-on', cut }),
    async died() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    async restart(change = {}) {
      await end();
      options = { ...options, ...change };
      child = await start(options);
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(options: HostOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('the host did not start');
  });
  failed.catch(() => {});
  await Promise.race([heard(child, 'listening'), failed]);
  return child;
}

function heard(child: ChildProcess, kind: Report['kind']): Promise<void> {
  return new Promise((resolve) => {
    const listen = (report: Report) => {
      if (report.kind !== kind) return;
      child.off('message', listen);
      resolve();
    };
    child.on('message', listen);
  });
}
