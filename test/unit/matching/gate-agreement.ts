import { expect } from 'vitest';
import { evaluate, garble } from '../../../src/matching/threshold-gate.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { bitAt, systemRandom, xor } from '../../../src/wire/bytes.ts';
import { runCircuit, thresholdCircuit } from '../../oracle/half-gates.ts';
import { flipBit, hamming } from './support.ts';

/** Both sides of the gate, the transfers left out: the receiver is simply given the keys of its choice bits. */
export function throughGate(
  e: Bytes,
  share: Bytes,
  tau: number,
): { found: number; fits: boolean; rows: Bytes } {
  const n = e.length * 8;
  const [sid, rho, keys] = [systemRandom(32), systemRandom(n / 8), systemRandom(n * 64)];
  const garbled = garble({ sid, keys, choices: xor(e, rho), share, tau }, systemRandom);
  const chosen = new Uint8Array(n * 32);
  for (let i = 0; i < n; i++) {
    const at = (2 * i + bitAt(rho, i)) * 32;
    chosen.set(keys.subarray(at, at + 32), i * 32);
  }
  const { found, key } = evaluate({ sid, keys: chosen, input: e, ...garbled });
  return { found, fits: Buffer.from(key).equals(garbled.key), rows: garbled.rows };
}

export const wordsOf = () => {
  let [pool, at] = [new Uint32Array(0), 0];
  return () => {
    if (at === pool.length) [pool, at] = [new Uint32Array(systemRandom(65_536).buffer), 0];
    return pool[at++]!;
  };
};

/** e at an exact distance of A: the first `distance` positions of a random order are turned. */
export function atDistance(share: Bytes, distance: number, random: () => number): Bytes {
  const order = Uint16Array.from({ length: share.length * 8 }, (_, i) => i);
  const e = share.slice();
  for (let i = 0; i < distance; i++) {
    const j = i + (random() % (order.length - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
    flipBit(e, order[i]!);
  }
  return e;
}

/** The gate, the half-gates circuit and plain counting say the same of `rounds` inputs, boundaries of the threshold among them. */
export function expectAgreement(n: number, rounds: number): void {
  const random = wordsOf();
  const taus = [Math.round(n * 0.29), Math.round(n * 0.31), n / 2, 0];
  const circuits = taus.map((tau) => thresholdCircuit(n, tau));
  let accepted = 0;
  for (let round = 0; round < rounds; round++) {
    const tau = taus[round % taus.length]!;
    const share = systemRandom(n / 8);
    const boundary = [tau - 1, tau, tau + 1, 0, n, Math.round(n * 0.25)].filter((d) => d >= 0 && d <= n);
    const pick = random() % (boundary.length + 2);
    const e = pick < boundary.length ? atDistance(share, boundary[pick]!, random) : systemRandom(n / 8);
    const distance = hamming(e, share);
    const wanted = distance <= tau;
    const { found, fits } = throughGate(e, share, tau);
    const oracle = runCircuit(circuits[round % taus.length]!, e, share, random);
    if (oracle !== wanted || found !== (wanted ? -1 : 0) || fits !== wanted) {
      expect.fail(`n ${n}, tau ${tau}, distance ${distance}: gate ${found}, key ${fits}, circuit ${oracle}`);
    }
    accepted += Number(wanted);
  }
  expect(accepted).toBeGreaterThan(rounds / 4);
  expect(accepted).toBeLessThan((rounds * 3) / 4);
}
