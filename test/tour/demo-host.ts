import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DemoHost {
  readonly url: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const patience = 120_000;

/** Starts the demo host as `npm start` does, on a free port, with its data in a folder of its own. */
export async function startDemoHost(folder: string): Promise<DemoHost> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DEMO_DATA: folder, DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await printedUrl(child), stop: () => stop(child) };
}

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

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    if (child.exitCode === null) child.kill('SIGTERM');
    else resolve();
  });
}
