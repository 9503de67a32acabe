import { toRecognizeError } from '../../errors.ts';
import { requireRelease } from '../../release.ts';
import { LocalClientProtocol } from '../client-protocol.ts';
import type { Answer, Call } from './messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const engine = new LocalClientProtocol();

self.onmessage = async ({ data }: MessageEvent<Call>) => {
  self.postMessage(await run(data));
};

async function run({ id, method, args }: Call): Promise<Answer> {
  try {
    requireRelease(self.name);
    // The main thread's client types the pair of method and arguments; nobody else can post here.
    const step = engine[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return { id, value: await step.apply(engine, [...args]) };
  } catch (thrown) {
    return { id, error: toRecognizeError(thrown, 'runtime/crashed').toJSON() };
  }
}
