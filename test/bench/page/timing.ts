import type { TableOptions } from './timing-worker.ts';

/** Runs in the page of the timing bench: evaluates crafted tables in fresh workers. */
const bench = {
  /**
   * @param n number of bits
   * @param taggedRows number of tagged rows of each table
   * @returns milliseconds of each round, for each table
   */
  async times(n: number, taggedRows: readonly number[], rounds: number): Promise<number[][]> {
    const times: number[][] = taggedRows.map(() => []);
    for (let round = 0; round < rounds; round++) {
      // The order rotates, so that no table always runs after a garbage collection.
      for (let k = 0; k < taggedRows.length; k++) {
        const table = (k + round) % taggedRows.length;
        times[table]!.push(await timeInFreshWorker({ n, taggedRows: taggedRows[table]! }));
      }
    }
    return times;
  },
};

/** A fresh worker has no optimized code, as in the product, where one evaluation runs per worker. */
function timeInFreshWorker(options: TableOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/timing-worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data as number);
    };
    worker.onerror = () => reject(new Error('timing-worker.js did not run'));
    worker.postMessage(options);
  });
}

Object.assign(window, { bench });
export type Bench = typeof bench;
