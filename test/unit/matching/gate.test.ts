import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/matching/bytes.ts';
import { bitAt, systemRandom, xor } from '../../../src/matching/bytes.ts';
import { evaluate, garble, rowCount } from '../../../src/matching/gate.ts';
import { runCircuit, thresholdCircuit } from '../../oracle/half-gates.ts';
import { flipBit, hamming } from './support.ts';

/** Both sides of the gate, the transfers left out: the receiver is simply given the keys of its choice bits. */
function throughGate(e: Bytes, share: Bytes, tau: number): { found: number; fits: boolean; rows: Bytes } {
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

const wordsOf = () => {
  let [pool, at] = [new Uint32Array(0), 0];
  return () => {
    if (at === pool.length) [pool, at] = [new Uint32Array(systemRandom(65_536).buffer), 0];
    return pool[at++]!;
  };
};

/** e at an exact distance of A: the first `distance` positions of a random order are turned. */
function atDistance(share: Bytes, distance: number, random: () => number): Bytes {
  const order = Uint16Array.from({ length: share.length * 8 }, (_, i) => i);
  const e = share.slice();
  for (let i = 0; i < distance; i++) {
    const j = i + (random() % (order.length - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
    flipBit(e, order[i]!);
  }
  return e;
}

describe('the gate agrees with the half-gates circuit and with plain counting', () => {
  test.each([
    { n: 64, rounds: 10_000 },
    { n: 512, rounds: 1_000 },
    { n: 1024, rounds: 1_000 },
  ])('$rounds inputs of $n bits', ({ n, rounds }) => {
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
        expect.fail(
          `n ${n}, tau ${tau}, distance ${distance}: gate ${found}, key ${fits}, circuit ${oracle}`,
        );
      }
      accepted += Number(wanted);
    }
    expect(accepted).toBeGreaterThan(rounds / 4);
    expect(accepted).toBeLessThan((rounds * 3) / 4);
  });
});

test('every boundary distance at every size', () => {
  const random = wordsOf();
  for (const n of [64, 512, 1024]) {
    const tau = Math.round(n * 0.3);
    const share = systemRandom(n / 8);
    const found = [0, tau - 1, tau, tau + 1, n].map(
      (d) => throughGate(atDistance(share, d, random), share, tau).found,
    );
    expect(found).toEqual([-1, -1, -1, 0, 0]);
  }
});

test('the circuit has one AND for each bit but one', () => {
  expect(thresholdCircuit(64, 20).gates.filter(({ and }) => and)).toHaveLength(63);
  expect(thresholdCircuit(1024, 300).gates.filter(({ and }) => and)).toHaveLength(1023);
});

test('the table has n/2 + 1 rows in order for every tau', () => {
  for (const tau of [0, 10, 32]) {
    const { rows } = throughGate(systemRandom(8), systemRandom(8), tau);
    expect(rows).toHaveLength(rowCount(64) * 32);
    const texts = Array.from({ length: rowCount(64) }, (_, i) =>
      Buffer.from(rows.subarray(i * 32, i * 32 + 32)).toString('hex'),
    );
    expect(texts).toEqual([...texts].sort());
  }
});

test('sizes and thresholds that do not fit are refused', () => {
  const input = {
    sid: systemRandom(32),
    keys: systemRandom(4096),
    choices: systemRandom(8),
    share: systemRandom(8),
  };
  expect(() => garble({ ...input, tau: 33 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, tau: -1 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, tau: 1.5 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, keys: systemRandom(64), tau: 1 }, systemRandom)).toThrow(RangeError);
});
