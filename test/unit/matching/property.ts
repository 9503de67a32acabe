import fc from 'fast-check';
import type { Bytes } from '../../../src/wire/bytes.ts';
import type { DeviceKey, MatchResult, MessageName } from './support.ts';
import { flipBit, makeScene, messageNames, play, withDistance } from './support.ts';
import { pointAt, somePoint } from './tampering.ts';

/** One random disturbance of a message. */
interface Disturbance {
  readonly message: MessageName;
  readonly change:
    | { readonly kind: 'flip'; readonly bits: readonly number[] }
    | { readonly kind: 'overwrite'; readonly at: number; readonly bytes: Uint8Array }
    | { readonly kind: 'swap'; readonly a: number; readonly b: number; readonly length: number }
    | { readonly kind: 'resize'; readonly by: number }
    | { readonly kind: 'point'; readonly slot: number; readonly which: number }
    | { readonly kind: 'foreign'; readonly at: number; readonly length: number };
}

const position = fc.nat(70_000);
const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  message: fc.constantFrom(...messageNames),
  change: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('flip' as const),
        bits: fc.array(position, { minLength: 1, maxLength: 8 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('overwrite' as const),
        at: position,
        bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('swap' as const),
        a: position,
        b: position,
        length: fc.integer({ min: 1, max: 64 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('resize' as const), by: fc.integer({ min: -64, max: 64 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('point' as const), slot: fc.nat(63), which: fc.nat(7) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('foreign' as const),
        at: position,
        length: fc.constantFrom(1, 16, 32, 64, 1024, 70_000),
      }),
    },
  ),
});

const points = Array.from({ length: 8 }, (_, i) => somePoint(`property ${i}`));

/** @param foreign the same message of another session of the same person */
function disturb({ message, change }: Disturbance, honest: Bytes, foreign: Bytes): Bytes {
  const m = honest.slice();
  if (change.kind === 'flip') for (const bit of change.bits) flipBit(m, bit % (m.length * 8));
  else if (change.kind === 'overwrite') {
    const at = change.at % m.length;
    m.set(change.bytes.subarray(0, m.length - at), at);
  } else if (change.kind === 'swap') {
    const length = Math.min(change.length, m.length);
    const [a, b] = [change.a % (m.length - length + 1), change.b % (m.length - length + 1)];
    const [left, right] = [m.slice(a, a + length), m.slice(b, b + length)];
    m.set(right, a);
    m.set(left, b);
  } else if (change.kind === 'point') {
    // A valid point for R_i or S; the other messages carry none.
    const at = message === 'beginRequest' ? pointAt(change.slot) : 32;
    if ((message === 'beginRequest' || message === 'beginResponse') && at + 64 <= m.length)
      m.set(points[change.which]!, at);
  } else if (change.kind === 'foreign') {
    const at = change.at % m.length;
    m.set(foreign.slice(at, Math.min(at + change.length, m.length)), at);
  } else return new Uint8Array([...m, ...new Uint8Array(64)]).slice(0, Math.max(0, m.length + change.by));
  return m;
}

/**
 * The property: with any disturbance of any messages, at any distance, the matcher accepts only if nothing was changed and the distance
 * is within tau, and nothing is thrown but a RecognizeError (`play` throws everything else on).
 */
export function soundness(device: DeviceKey, scenes = 16) {
  const pool = Array.from({ length: scenes }, (_, i) => makeScene(`property ${i}`, device));
  const foreign: MatchResult['sent'][] = [];
  return fc.asyncProperty(
    fc.nat(scenes - 1),
    fc.constantFrom(0, 1, 15, 16, 17, 32, 64),
    fc.array(disturbance, { minLength: 0, maxLength: 3 }),
    async (which, distance, disturbances) => {
      const scene = pool[which]!;
      foreign[which] ??= (await play(scene, { seed: `foreign ${which}` })).sent;
      const others = foreign[which];
      let changed = false;
      const tamper = Object.fromEntries(
        messageNames.map((name) => [
          name,
          (honest: Bytes) => {
            const mine = disturbances.filter(({ message }) => message === name);
            const sent = mine.reduce((m, d) => (m.length === 0 ? m : disturb(d, m, others[name]!)), honest);
            changed ||= !Buffer.from(sent).equals(honest);
            return sent;
          },
        ]),
      );
      const { accepted } = await play(scene, { tamper, capture: withDistance(scene.bits, distance) });
      return accepted === (!changed && distance <= scene.tau);
    },
  );
}
