import { type Bytes, bitAt, concat, type Randomness, xor } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';
import { rowCount } from '../wire/suite.ts';

/**
 * The threshold gate: from the transfer keys, a garbled table that reveals a key K if and only if HammingWeight(e xor A) ≤ tau.
 *
 * Labels are elements of (Z_2^32)^8, that is 32 bytes as eight big-endian words. Wire i carries r_i + d_i Δ with d_i = e_i xor A_i, so the
 * sum of all labels is R + hΔ for distance h. For each accepted h, one masked row of the table turns that sum into K. Arithmetic labels
 * are from Ball, Malkin and Rosulek, "Garbling Gadgets for Boolean and Arithmetic Circuits", CCS 2016.
 */
const WORDS = 8;
const ROW_BYTES = 32;

export interface Garbled {
  /** y_1 … y_n, 32 bytes each. */
  readonly corrections: Bytes;
  /** H("commit", sid, K), 32 bytes. */
  readonly commitment: Bytes;
  /** n/2 + 1 rows of 32 bytes, sorted. */
  readonly rows: Bytes;
  /** K, 16 bytes. Secret of the matcher. */
  readonly key: Bytes;
}

export interface GarbleInput {
  readonly sid: Bytes;
  /** k_i[0], k_i[1]: 64 n bytes. */
  readonly keys: Bytes;
  /** c = e xor ρ, n/8 bytes. */
  readonly choices: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** Largest accepted distance, 0 to n/2. From the manifest, never from a message. */
  readonly tau: number;
}

/**
 * Garbles the gate. Random values in order: Δ (32 bytes), K (16 bytes), then the rows that no accepted distance opens (32 bytes each).
 *
 * @throws RangeError when the lengths do not belong to one n, or tau is out of range
 */
export function garble(input: GarbleInput, random: Randomness): Garbled {
  const { sid, keys, choices, share, tau } = input;
  const n = share.length * 8;
  if (keys.length !== n * 64 || choices.length !== share.length)
    throw new RangeError(`expected the lengths of n = ${n}`);
  if (!(Number.isInteger(tau) && tau >= 0 && tau <= n / 2))
    throw new RangeError(`tau: expected 0 to ${n / 2}, not ${tau}`);
  const delta = readWords(random(ROW_BYTES));
  const key = random(16);
  const { corrections, sum } = garbleWires(readWords(keys), choices, share, delta);
  const rows: Bytes[] = [];
  for (let h = 0; h <= tau; h++) {
    rows.push(maskRow(taggedHash('row', sid, writeWords(sum)), key));
    for (let w = 0; w < WORDS; w++) sum[w]! += delta[w]!;
  }
  while (rows.length < rowCount(n)) rows.push(random(ROW_BYTES));
  rows.sort(compareBytes);
  return {
    corrections: writeWords(corrections),
    commitment: commit(sid, key),
    rows: concat(...rows),
    key,
  };
}

/**
 * The corrections y_i = M0_i + (1 − 2 A_i) Δ − k_i[1 − c_i] and the sum R = Σ (M0_i − A_i Δ), where M0_i = k_i[c_i] is the label of
 * e_i = 0. No branch on a bit of A.
 */
function garbleWires(keys: Uint32Array, choices: Bytes, share: Bytes, delta: Uint32Array) {
  const n = share.length * 8;
  const corrections = new Uint32Array(n * WORDS);
  const sum = new Uint32Array(WORDS);
  for (let i = 0; i < n; i++) {
    const c = bitAt(choices, i);
    const a = bitAt(share, i);
    const chosen = (2 * i + c) * WORDS;
    const other = (2 * i + 1 - c) * WORDS;
    for (let w = 0; w < WORDS; w++) {
      const m0 = keys[chosen + w]!;
      // Two's complement: (Δ ^ −a) + a is Δ for a = 0 and −Δ for a = 1.
      const signedDelta = (delta[w]! ^ -a) + a;
      corrections[i * WORDS + w] = m0 + signedDelta - keys[other + w]!;
      sum[w]! += m0 - (delta[w]! & -a);
    }
  }
  return { corrections, sum };
}

export interface EvaluateInput {
  readonly sid: Bytes;
  /** k_i[ρ_i]: 32 n bytes. */
  readonly keys: Bytes;
  /** e = b' xor B, n/8 bytes. */
  readonly input: Bytes;
  readonly corrections: Bytes;
  readonly commitment: Bytes;
  readonly rows: Bytes;
}

export interface Evaluated {
  /** −1 if K opens the commitment, else 0. */
  readonly matchMask: number;
  /** K, or 16 bytes without meaning. */
  readonly key: Bytes;
}

/** Evaluates the gate. Every row is scanned, and neither a branch nor a memory access depends on a secret or on the contents of the table. */
export function evaluate(evaluation: EvaluateInput): Evaluated {
  const { sid, commitment } = evaluation;
  const x = readWords(taggedHash('row', sid, sumLabels(evaluation)));
  const rows = readWords(evaluation.rows);
  const key = new Uint32Array(4);
  for (let row = 0; row < rows.length; row += WORDS) {
    const difference =
      (rows[row]! ^ x[0]!) | (rows[row + 1]! ^ x[1]!) | (rows[row + 2]! ^ x[2]!) | (rows[row + 3]! ^ x[3]!);
    const rowMask = zeroMask(difference);
    for (let w = 0; w < 4; w++) key[w]! ^= rowMask & (rows[row + 4 + w]! ^ x[4 + w]!);
  }
  const bytes = writeWords(key);
  const difference = readWords(xor(commit(sid, bytes), commitment));
  return { matchMask: zeroMask(difference.reduce((bits, word) => bits | word, 0)), key: bytes };
}

/** Σ k_i[ρ_i] + e_i y_i, 32 bytes. */
function sumLabels({ keys, input, corrections }: EvaluateInput): Bytes {
  const labels = readWords(keys);
  const y = readWords(corrections);
  const sum = new Uint32Array(WORDS);
  for (let at = 0; at < labels.length; at++) {
    const e = bitAt(input, (at / WORDS) | 0);
    sum[at % WORDS]! += labels[at]! + (y[at]! & -e);
  }
  return writeWords(sum);
}

const commit = (sid: Bytes, key: Bytes): Bytes => taggedHash('commit', sid, key);

/** x[0..15] ‖ (x[16..31] xor K): 16 bytes that identify the row, and the masked key. */
const maskRow = (x: Bytes, key: Bytes): Bytes => concat(x.subarray(0, 16), xor(x.subarray(16), key));

/** −1 for zero, 0 for any other 32-bit integer, without a branch. */
const zeroMask = (value: number): number => ~((value | -value) >> 31);

/** Lexicographic order. */
function compareBytes(a: Bytes, b: Bytes): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function readWords(bytes: Bytes): Uint32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < words.length; i++) words[i] = view.getUint32(i * 4);
  return words;
}

function writeWords(words: Uint32Array): Bytes {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < words.length; i++) view.setUint32(i * 4, words[i]!);
  return bytes;
}
