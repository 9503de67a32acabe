import { expect } from 'vitest';
import { evaluate, garble } from '../../../src/matching/threshold-gate.ts';
import { type Bytes, bitAt, systemRandom, xor } from '../../../src/wire/bytes.ts';
import { runCircuit, thresholdCircuit } from '../../oracle/half-gates.ts';
import { flipBit, hammingDistance } from './bits.ts';

/** Garbles and evaluates the gate. Replaces the oblivious transfers: the receiver gets the keys of its choice bits directly. */
export function runGate(e: Bytes, share: Bytes, tau: number) {
  const n = e.length * 8;
  const [sid, rho, keys] = [systemRandom(32), systemRandom(n / 8), systemRandom(n * 64)];
  const garbled = garble({ sid, keys, choices: xor(e, rho), share, tau }, systemRandom);
  const chosenKeys = new Uint8Array(n * 32);
  for (let i = 0; i < n; i++) {
    const offset = (2 * i + bitAt(rho, i)) * 32;
    chosenKeys.set(keys.subarray(offset, offset + 32), i * 32);
  }
  const { matchMask, key } = evaluate({ sid, keys: chosenKeys, input: e, ...garbled });
  return { matchMask, keyEquals: Buffer.from(key).equals(garbled.key), rows: garbled.rows };
}

/** A generator of random 32-bit words. */
export function wordGenerator(): () => number {
  let [words, next] = [new Uint32Array(0), 0];
  return () => {
    if (next === words.length) [words, next] = [new Uint32Array(systemRandom(65_536).buffer), 0];
    return words[next++]!;
  };
}

/** A bit string at an exact distance of `share`; the flipped positions are random. */
export function randomAtDistance(share: Bytes, distance: number, randomWord: () => number): Bytes {
  const positions = Uint16Array.from({ length: share.length * 8 }, (_, i) => i);
  const e = share.slice();
  for (let i = 0; i < distance; i++) {
    const j = i + (randomWord() % (positions.length - i));
    [positions[i], positions[j]] = [positions[j]!, positions[i]!];
    flipBit(e, positions[i]!);
  }
  return e;
}

/** Expects the same result from the gate, the half-gates circuit and a count of the bits. A part of the inputs is at the threshold. */
export function expectAgreement(n: number, rounds: number): void {
  const randomWord = wordGenerator();
  const taus = [Math.round(n * 0.29), Math.round(n * 0.31), n / 2, 0];
  const circuits = taus.map((tau) => thresholdCircuit(n, tau));
  let accepted = 0;
  for (let round = 0; round < rounds; round++) {
    const tau = taus[round % taus.length]!;
    const share = systemRandom(n / 8);
    const distances = [tau - 1, tau, tau + 1, 0, n, Math.round(n * 0.25)].filter((d) => d >= 0 && d <= n);
    const pick = randomWord() % (distances.length + 2);
    const e =
      pick < distances.length ? randomAtDistance(share, distances[pick]!, randomWord) : systemRandom(n / 8);
    const distance = hammingDistance(e, share);
    const expected = distance <= tau;
    const { matchMask, keyEquals } = runGate(e, share, tau);
    const circuit = runCircuit(circuits[round % taus.length]!, e, share, randomWord);
    if (circuit !== expected || matchMask !== (expected ? -1 : 0) || keyEquals !== expected) {
      const results = `gate ${matchMask}, key ${keyEquals}, circuit ${circuit}`;
      expect.fail(`n ${n}, tau ${tau}, distance ${distance}: ${results}`);
    }
    accepted += Number(expected);
  }
  expect(accepted).toBeGreaterThan(rounds / 4);
  expect(accepted).toBeLessThan((rounds * 3) / 4);
}
