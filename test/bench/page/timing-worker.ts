import { evaluate } from '../../../src/matching/threshold-gate.ts';
import { concat, systemRandom } from '../../../src/wire/bytes.ts';
import { taggedHash } from '../../../src/wire/hash.ts';
import { rowCount } from '../../../src/wire/suite.ts';

/** One evaluation of a crafted table, at once and once. */
export interface Spell {
  readonly n: number;
  /** Rows that carry the tag of the sum that comes out. */
  readonly tagged: number;
}

/** As a tampered matcher makes it: the corrections are zero, so that the sum is that of the transfer keys, whatever is fed in. */
function craft({ n, tagged }: Spell) {
  const [sid, keys, input] = [systemRandom(32), systemRandom(32 * n), systemRandom(n / 8)];
  const sum = new Uint32Array(8);
  const view = new DataView(keys.buffer);
  for (let at = 0; at < 8 * n; at++) sum[at & 7]! += view.getUint32(4 * at);
  const bytes = new Uint8Array(32);
  const out = new DataView(bytes.buffer);
  for (let w = 0; w < 8; w++) out.setUint32(4 * w, sum[w]!);
  const tag = taggedHash('row', sid, bytes).slice(0, 16);
  const rows = Array.from({ length: rowCount(n) }, (_, i) =>
    // Spread over the table.
    (i * tagged) % rowCount(n) < tagged ? concat(tag, systemRandom(16)) : systemRandom(32),
  );
  const carrying = rows.filter((row) => row.subarray(0, 16).every((byte, i) => byte === tag[i])).length;
  if (carrying !== tagged) throw new Error(`${carrying} rows of ${tagged}`);
  return {
    sid,
    keys,
    input,
    corrections: new Uint8Array(32 * n),
    commitment: systemRandom(32),
    rows: concat(...rows),
  };
}

self.onmessage = ({ data }: MessageEvent<Spell>) => {
  const table = craft(data);
  // What the engine has run before it evaluates: hashes of the transfer keys.
  for (let i = 0; i < data.n; i++) taggedHash('ot', table.sid, i, 0, table.keys.subarray(0, 32));
  const began = performance.now();
  evaluate(table);
  self.postMessage(performance.now() - began);
};
