import { parentPort } from 'node:worker_threads';
import { RecognizeError } from '../../errors.ts';
import { createEvaluateResponse } from '../../matching/matcher-session.ts';
import { deriveSenderKeys } from '../../matching/oblivious-transfer.ts';
import { wipe } from '../../wire/bytes.ts';
import { nodeEcdh } from '../ecdh.ts';
import type { Reply, Task } from './messages.ts';

interface Outgoing {
  readonly reply: Reply;
  /** Buffers that move to the main thread, so that no copy stays here. */
  readonly buffers: ArrayBuffer[];
}

async function run(task: Task): Promise<Outgoing> {
  if (task.kind === 'evaluate') {
    try {
      const value = createEvaluateResponse(task);
      return { reply: { value }, buffers: [value.evaluateResponse.buffer, value.key.buffer] };
    } finally {
      wipe(task.keys, task.share);
    }
  }
  try {
    const value = await deriveSenderKeys(task.privateKey, task.points, task.sid, nodeEcdh);
    return { reply: { value }, buffers: [value.buffer] };
  } finally {
    wipe(task.privateKey);
  }
}

const failure = (thrown: unknown): Outgoing => ({
  reply: thrown instanceof RecognizeError ? { error: thrown.toJSON() } : { fault: String(thrown) },
  buffers: [],
});

parentPort!.on('message', async (task: Task) => {
  const { reply, buffers } = await run(task).catch(failure);
  parentPort!.postMessage(reply, buffers);
});
