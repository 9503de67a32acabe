import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';
import type { Command, Fault, HostOptions, Report } from '../host/options.ts';

/** What the README asks of a site's policy, and nothing else. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";

export interface Host {
  readonly origin: string;
  /** Orders a fault. @returns a promise that resolves when a request waits because of it */
  injectFault(fault: Fault): Promise<void>;
  /** Resumes the waiting request, or closes its connection. */
  resume(how?: { readonly cut: boolean }): void;
  /** Resolves when the process has exited. */
  exited(): Promise<void>;
  /** Kills the process, and starts it again with the same folder and port. */
  restart(change?: Partial<HostOptions>): Promise<void>;
  stop(): Promise<void>;
}

const mainScript = fileURLToPath(new URL('../host/main.ts', import.meta.url));

/** Starts the host in a separate process with an empty database. */
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
  let child = await startProcess(options);
  const send = (command: Command) => child.send(command);
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;

  async function kill(): Promise<void> {
    if (hasExited()) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  return {
    origin: `http://localhost:${options.port}`,
    injectFault(fault) {
      const paused = waitForReport(child, 'paused');
      send({ kind: 'inject-fault', fault });
      return paused;
    },
    resume: ({ cut } = { cut: false }) => void send({ kind: 'resume', cut }),
    async exited() {
      if (!hasExited()) await once(child, 'exit');
    },
    async restart(change = {}) {
      await kill();
      options = { ...options, ...change };
      child = await startProcess(options);
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(options: HostOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', mainScript, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('The host process exited before it listened.');
  });
  failed.catch(() => {});
  await Promise.race([waitForReport(child, 'listening'), failed]);
  return child;
}

function waitForReport(child: ChildProcess, kind: Report['kind']): Promise<void> {
  return new Promise((resolve) => {
    const onMessage = (report: Report) => {
      if (report.kind !== kind) return;
      child.off('message', onMessage);
      resolve();
    };
    child.on('message', onMessage);
  });
}
