// The function of the threshold gate as a textbook garbled circuit: half gates (Zahur, Rosulek and Evans, "Two Halves Make a Whole", EUROCRYPT
// 2015) with free XOR and point-and-permute. A differential oracle that imports nothing from src/. It is slower and larger than the gate.

/** `and`: AND gate, otherwise XOR. `a`, `b` and `out` are indices of wires. */
interface Gate {
  readonly and: boolean;
  readonly a: number;
  readonly b: number;
  readonly out: number;
}

/**
 * Adds the n difference bits and the constant 2^k − 1 − tau (k = log2 n) with full adders of one AND gate each. Each rank of adders takes one
 * bit of the constant as its carry. There are n − 1 AND gates, and bit k of the sum is 1 if the distance exceeds tau.
 */
export interface Circuit {
  readonly n: number;
  /** In evaluation order. Wires 0 … n−1 carry e, n … 2n−1 carry A, the next k the constant. */
  readonly gates: readonly Gate[];
  /** Number of wires. */
  readonly wires: number;
  readonly constants: readonly number[];
  readonly output: number;
}

/** @param n a power of two @param tau 0 … n − 1 */
export function thresholdCircuit(n: number, tau: number): Circuit {
  const k = Math.log2(n);
  const gates: Gate[] = [];
  const constants = Array.from({ length: k }, (_, i) => ((n - 1 - tau) >> i) & 1);
  let wires = 2 * n + k;
  const gate = (and: boolean, a: number, b: number): number => {
    gates.push({ and, a, b, out: wires });
    return wires++;
  };
  let rank = Array.from({ length: n }, (_, i) => gate(false, i, n + i));
  for (let i = 0; i < k; i++) {
    const carries: number[] = [];
    let sum = 2 * n + i;
    for (let j = 0; j < rank.length; j += 2) {
      const a = gate(false, rank[j]!, sum);
      const b = gate(false, rank[j + 1]!, sum);
      carries.push(gate(false, gate(true, a, b), sum));
      sum = gate(false, a, rank[j + 1]!);
    }
    rank = carries;
  }
  return { n, gates, wires, constants, output: rank[0]! };
}

/** Garbles the circuit, evaluates it on (e, A) and decodes the result: whether the distance is at most tau. @param random 32-bit words */
export function runCircuit(
  circuit: Circuit,
  e: Uint8Array,
  share: Uint8Array,
  random: () => number,
): boolean {
  const { n, gates, wires, constants, output } = circuit;
  const delta = Uint32Array.from({ length: 4 }, random);
  delta[0]! |= 1;
  const zero = new Uint32Array(4 * wires);
  for (let w = 0; w < 4 * (2 * n + constants.length); w++) zero[w] = random();
  const active = zero.slice();
  const input = (wire: number, bit: number) => {
    for (let w = 0; w < 4; w++) active[4 * wire + w]! ^= delta[w]! & -bit;
  };
  for (let i = 0; i < n; i++) {
    input(i, (e[i >> 3]! >> (7 - (i & 7))) & 1);
    input(n + i, (share[i >> 3]! >> (7 - (i & 7))) & 1);
  }
  constants.forEach((bit, i) => {
    input(2 * n + i, bit);
  });
  gates.forEach(({ and, a, b, out }, index) => {
    if (and) halfGates(zero, active, delta, 4 * a, 4 * b, 4 * out, 2 * index);
    else
      for (let w = 0; w < 4; w++) {
        zero[4 * out + w] = zero[4 * a + w]! ^ zero[4 * b + w]!;
        active[4 * out + w] = active[4 * a + w]! ^ active[4 * b + w]!;
      }
  });
  for (let w = 0; w < 4; w++) {
    const difference = active[4 * output + w]! ^ zero[4 * output + w]!;
    if (difference !== 0 && difference >>> 0 !== delta[w]!)
      throw new Error('the output label is neither that of 0 nor that of 1');
  }
  return ((active[4 * output]! ^ zero[4 * output]!) & 1) === 0;
}

const [hA0, hA1, hB0, hB1, hA, hB] = Array.from({ length: 6 }, () => new Uint32Array(4)) as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** Garbles one AND gate (`zero`: labels of 0) and evaluates it (`active` labels): generator half gate with tweak j, evaluator half gate with j + 1. */
function halfGates(
  zero: Uint32Array,
  active: Uint32Array,
  delta: Uint32Array,
  a: number,
  b: number,
  out: number,
  j: number,
): void {
  hash(zero, a, noOffset, j, hA0);
  hash(zero, a, delta, j, hA1);
  hash(zero, b, noOffset, j + 1, hB0);
  hash(zero, b, delta, j + 1, hB1);
  hash(active, a, noOffset, j, hA);
  hash(active, b, noOffset, j + 1, hB);
  const [pa, pb] = [-(zero[a]! & 1), -(zero[b]! & 1)];
  const [sa, sb] = [-(active[a]! & 1), -(active[b]! & 1)];
  for (let w = 0; w < 4; w++) {
    const garbler = hA0[w]! ^ hA1[w]! ^ (delta[w]! & pb);
    const evaluator = hB0[w]! ^ hB1[w]! ^ zero[a + w]!;
    zero[out + w] = hA0[w]! ^ (garbler & pa) ^ hB0[w]! ^ ((evaluator ^ zero[a + w]!) & pb);
    active[out + w] = hA[w]! ^ (garbler & sa) ^ hB[w]! ^ ((evaluator ^ active[a + w]!) & sb);
  }
}

/** In place of Δ, for the label of 0. */
const noOffset = new Uint32Array(4);
const state = new Uint32Array(16);

/** π(x) xor x with the ChaCha permutation of 8 rounds on label and tweak: a fast hash as in fixed-key garbling (Bellare et al., IEEE S&P 2013). */
function hash(labels: Uint32Array, at: number, offset: Uint32Array, tweak: number, out: Uint32Array): void {
  state.fill(0x9e3779b9);
  for (let w = 0; w < 4; w++) state[w] = labels[at + w]! ^ offset[w]!;
  state[4] = tweak;
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 4; i++) quarter(i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) & 3), 8 + ((i + 2) & 3), 12 + ((i + 3) & 3));
  }
  for (let w = 0; w < 4; w++) out[w] = state[w]! ^ labels[at + w]! ^ offset[w]!;
}

function quarter(a: number, b: number, c: number, d: number): void {
  state[a]! += state[b]!;
  state[d] = rotate(state[d]! ^ state[a]!, 16);
  state[c]! += state[d]!;
  state[b] = rotate(state[b]! ^ state[c]!, 12);
  state[a]! += state[b]!;
  state[d] = rotate(state[d]! ^ state[a]!, 8);
  state[c]! += state[d]!;
  state[b] = rotate(state[b]! ^ state[c]!, 7);
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
