import type { Spell } from './timing-worker.ts';

/**
 * Whether the time of an evaluation tells what it found. Tables whose rows carry the tag so often as named; each evaluation in a worker that
 * has just begun, as in the product, where nothing is warm.
 */
const bench = {
  async times(n: number, tagged: readonly number[], rounds: number): Promise<number[][]> {
    const times: number[][] = tagged.map(() => []);
    for (let round = 0; round < rounds; round++) {
      // In another order each round, so that no table is always the one after a collection of garbage.
      for (let k = 0; k < tagged.length; k++) {
        const which = (k + round) % tagged.length;
        times[which]!.push(await inFreshWorker({ n, tagged: tagged[which]! }));
      }
    }
    return times;
  },
};

function inFreshWorker(spell: Spell): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/timing-worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data as number);
    };
    worker.onerror = () => reject(new Error('the worker of the bench does not run'));
    worker.postMessage(spell);
  });
}

Object.assign(window, { bench });
export type Bench = typeof bench;
