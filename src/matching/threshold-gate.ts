import type { Bytes, Randomness } from '../wire/bytes.ts';
import { bitAt, concat, H, xor } from '../wire/bytes.ts';
import { rowCount } from '../wire/suite.ts';

/**
 * The threshold gate: from transfer keys, a key K that opens if and only if HammingWeight(e xor A) ≤ tau.
 *
 * Labels live in (Z_2^32)^8, eight big-endian words of 32 bytes. Wire i carries r_i + d_i Δ with d_i = e_i xor A_i, so the sum of the
 * labels is R + hΔ for distance h, and one masked row per accepted h turns that sum into K. Arithmetic labels after Ball, Malkin,
 * Rosulek ("Garbling Gadgets for Boolean and Arithmetic Circuits", CCS 2016).
 */
const words = 8;
const rowLength = 32;

export interface Garbled {
  /** y_1 … y_n, 32 bytes each. */
  readonly corrections: Bytes;
  /** H("commit", sid, K), 32 bytes. */
  readonly commitment: Bytes;
  /** n/2 + 1 rows of 32 bytes, sorted. */
  readonly rows: Bytes;
  /** K, 16 bytes; stays with the matcher. */
  readonly key: Bytes;
}

export interface GarbleInput {
  readonly sid: Bytes;
  /** k_i[0], k_i[1]: n · 64 bytes. */
  readonly keys: Bytes;
  /** c = e xor ρ, n/8 bytes. */
  readonly choices: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** The largest accepted distance, 0 … n/2; from the manifest, never from the wire. */
  readonly tau: number;
}

/** Garbles with fresh Δ, K and filling. @throws RangeError when sizes disagree or tau is out of range */
export function garble({ sid, keys, choices, share, tau }: GarbleInput, random: Randomness): Garbled {
  const n = share.length * 8;
  if (keys.length !== n * 64 || choices.length !== share.length) throw new RangeError('sizes disagree');
  if (!(Number.isInteger(tau) && tau >= 0 && tau <= n / 2)) throw new RangeError(`tau ${tau} of ${n}`);
  const delta = readWords(random(rowLength));
  const key = random(16);
  const labels = readWords(keys);
  const corrections = new Uint32Array(n * words);
  const sum = new Uint32Array(words);
  for (let i = 0; i < n; i++) {
    const c = bitAt(choices, i);
    const a = bitAt(share, i);
    const zero = (2 * i + c) * words;
    const other = (2 * i + 1 - c) * words;
    for (let w = 0; w < words; w++) {
      // M0_i is the transfer key of c_i itself; the label of e_i = 1 is M0_i + (1 − 2 A_i) Δ, and r_i = M0_i − A_i Δ.
      const m0 = labels[zero + w]!;
      const step = (delta[w]! ^ -a) + a;
      corrections[i * words + w] = m0 + step - labels[other + w]!;
      sum[w]! += m0 - (delta[w]! & -a);
    }
  }
  const rows: Bytes[] = [];
  for (let h = 0; h <= tau; h++) {
    rows.push(maskRow(H('row', sid, writeWords(sum)), key));
    for (let w = 0; w < words; w++) sum[w]! += delta[w]!;
  }
  while (rows.length < rowCount(n)) rows.push(random(rowLength));
  rows.sort(compare);
  return { corrections: writeWords(corrections), commitment: commit(sid, key), rows: concat(...rows), key };
}

export interface EvaluateInput {
  readonly sid: Bytes;
  /** k_i[ρ_i]: n · 32 bytes. */
  readonly keys: Bytes;
  /** e = b' xor B, n/8 bytes. */
  readonly input: Bytes;
  readonly corrections: Bytes;
  readonly commitment: Bytes;
  readonly rows: Bytes;
}

/**
 * Evaluates. Same work, memory and hashes whatever the table holds: all rows are scanned, nothing branches on a secret.
 *
 * @returns `found` −1 and K when K opens the commitment; else 0 and 16 meaningless bytes
 */
export function evaluate(input: EvaluateInput): { found: number; key: Bytes } {
  const x = readWords(H('row', input.sid, sumLabels(input)));
  const rows = readWords(input.rows);
  const key = new Uint32Array(4);
  for (let row = 0; row < rows.length; row += words) {
    const difference =
      (rows[row]! ^ x[0]!) | (rows[row + 1]! ^ x[1]!) | (rows[row + 2]! ^ x[2]!) | (rows[row + 3]! ^ x[3]!);
    const fits = zeroMask(difference);
    for (let w = 0; w < 4; w++) key[w]! ^= fits & (rows[row + 4 + w]! ^ x[4 + w]!);
  }
  const bytes = writeWords(key);
  const opened = readWords(xor(commit(input.sid, bytes), input.commitment));
  return { found: zeroMask(opened.reduce((any, word) => any | word, 0)), key: bytes };
}

/** Σ k_i[ρ_i] + e_i y_i */
function sumLabels({ keys, input, corrections }: EvaluateInput): Bytes {
  const labels = readWords(keys);
  const y = readWords(corrections);
  const sum = new Uint32Array(words);
  for (let at = 0; at < labels.length; at++) {
    const e = bitAt(input, (at / words) | 0);
    sum[at % words]! += labels[at]! + (y[at]! & -e);
  }
  return writeWords(sum);
}

const commit = (sid: Bytes, key: Bytes): Bytes => H('commit', sid, key);

/** x[0..15] ‖ (x[16..31] xor K) */
const maskRow = (x: Bytes, key: Bytes): Bytes => concat(x.subarray(0, 16), xor(x.subarray(16), key));

/** −1 for zero, 0 for anything else, without a branch. */
const zeroMask = (value: number): number => ~((value | -value) >> 31);

function compare(a: Bytes, b: Bytes): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function readWords(bytes: Bytes): Uint32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < out.length; i++) out[i] = view.getUint32(i * 4);
  return out;
}

function writeWords(values: Uint32Array): Bytes {
  const out = new Uint8Array(values.length * 4);
  const view = new DataView(out.buffer);
  for (let i = 0; i < values.length; i++) view.setUint32(i * 4, values[i]!);
  return out;
}
