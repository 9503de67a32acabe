import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface DemoHost {
  readonly url: string;
  stop(): Promise<void>;
  /** Ends the lockout of a user, as the support desk does. */
  unlock(name: string): Promise<void>;
  /** Kills the process without warning, and starts it again at the same address after `whileDown`. */
  crash(whileDown: () => Promise<void>): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const SUPPORT_TOKEN = 'support-token-of-the-tour';
const START_TIMEOUT_MS = 120_000;

/** Starts the demo host like `npm start`, on a free port. @param folder of its data */
export async function startDemoHost(folder: string): Promise<DemoHost> {
  let child = launch(folder, '0');
  const url = await printedUrl(child);
  return {
    url,
    stop: () => end(child, 'SIGTERM'),
    async unlock(name) {
      const { status } = await fetch(`${url}/api/support/unlock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SUPPORT_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, by: 'tour', reason: 'identified in another way' }),
      });
      if (status !== 200) throw new Error(`The support desk got status ${status}.`);
    },
    async crash(whileDown) {
      await end(child, 'SIGKILL');
      await whileDown();
      child = launch(folder, new URL(url).port);
      await printedUrl(child);
    },
  };
}

const launch = (folder: string, port: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: port,
      DEMO_DATA: folder,
      DATABASE_URL: undefined,
      DEMO_SUPPORT_TOKEN: SUPPORT_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The demo host has not printed its URL.')),
      START_TIMEOUT_MS,
    );
    child.once('exit', (code) => reject(new Error(`The demo host exited with status ${code}.`)));
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
