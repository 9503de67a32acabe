import { evaluate } from '../../../src/matching/threshold-gate.ts';
import { concat, systemRandom } from '../../../src/wire/bytes.ts';
import { taggedHash } from '../../../src/wire/hash.ts';
import { rowCount } from '../../../src/wire/suite.ts';

export interface TableOptions {
  /** Number of bits. */
  readonly n: number;
  /** Number of rows that carry the tag of the sum that the evaluation computes. */
  readonly taggedRows: number;
}

/**
 * A table as a tampered matcher could make it: all corrections are zero, so that the sum is that of the transfer keys whatever the input
 * is, and any number of rows can carry its tag.
 */
function craftTable({ n, taggedRows }: TableOptions) {
  const [sid, keys, input] = [systemRandom(32), systemRandom(32 * n), systemRandom(n / 8)];
  const tag = taggedHash('row', sid, sumOfWords(keys)).slice(0, 16);
  const rows = Array.from({ length: rowCount(n) }, (_, i) =>
    // Spread evenly over the table.
    (i * taggedRows) % rowCount(n) < taggedRows ? concat(tag, systemRandom(16)) : systemRandom(32),
  );
  const tagged = rows.filter((row) => row.subarray(0, 16).every((byte, i) => byte === tag[i])).length;
  if (tagged !== taggedRows) throw new Error(`${tagged} tagged rows, expected ${taggedRows}`);
  return {
    sid,
    keys,
    input,
    corrections: new Uint8Array(32 * n),
    commitment: systemRandom(32),
    rows: concat(...rows),
  };
}

/** The sum of 256-bit keys, in eight 32-bit lanes. */
function sumOfWords(keys: Uint8Array): Uint8Array {
  const sum = new Uint32Array(8);
  const view = new DataView(keys.buffer);
  for (let at = 0; at < keys.length / 4; at++) sum[at & 7]! += view.getUint32(4 * at);
  const bytes = new Uint8Array(32);
  const out = new DataView(bytes.buffer);
  for (let lane = 0; lane < 8; lane++) out.setUint32(4 * lane, sum[lane]!);
  return bytes;
}

self.onmessage = ({ data }: MessageEvent<TableOptions>) => {
  const table = craftTable(data);
  // The engine hashes the transfer keys before it evaluates, so the hash function has run as often as in the product.
  for (let i = 0; i < data.n; i++) taggedHash('ot', table.sid, i, 0, table.keys.subarray(0, 32));
  const started = performance.now();
  evaluate(table);
  self.postMessage(performance.now() - started);
};
