import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DemoHost {
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it as a power cut does, and starts it again at the same address; `meanwhile` is while it is gone. */
  crash(meanwhile: () => Promise<void>): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const patience = 120_000;

/** Starts the demo host as `npm start` does, on a free port, with its data in a folder of its own. */
export async function startDemoHost(folder: string): Promise<DemoHost> {
  let child = launch(folder, '0');
  const url = await printedUrl(child);
  return {
    url,
    stop: () => end(child, 'SIGTERM'),
    async crash(meanwhile) {
      await end(child, 'SIGKILL');
      await meanwhile();
      child = launch(folder, new URL(url).port);
      await printedUrl(child);
    },
  };
}

const launch = (folder: string, port: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: port, DEMO_DATA: folder, DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the demo host printed no URL')), patience);
    child.once('exit', (code) => reject(new Error(`the demo host ended with ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    if (child.exitCode === null) child.kill(signal);
    else resolve();
  });
}
