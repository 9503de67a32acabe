import { parentPort } from 'node:worker_threads';
import { RecognizeError } from '../../errors.ts';
import { answer, senderKeys } from '../../matching/matcher-session.ts';
import { nativeMultiplier } from '../ecdh.ts';
import type { Reply, Task } from './messages.ts';

async function run(task: Task): Promise<unknown> {
  if (task.kind === 'answer') return answer(task);
  return senderKeys(task.privateKey, task.points, task.sid, nativeMultiplier);
}

parentPort!.on('message', async (task: Task) => {
  let reply: Reply;
  try {
    reply = { value: await run(task) };
  } catch (thrown) {
    reply = thrown instanceof RecognizeError ? { error: thrown.toJSON() } : { fault: String(thrown) };
  }
  parentPort!.postMessage(reply);
});
