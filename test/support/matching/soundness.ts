import fc from 'fast-check';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { atDistance, flipBit } from './bits.ts';
import { unrelatedPoint } from './node-ecdh.ts';
import {
  createSetup,
  type DeviceKey,
  type MessageName,
  messageNames,
  type PlayedMatch,
  playMatch,
} from './play-match.ts';
import { seededRandom } from './seeded-random.ts';
import { pointOffset, SERVER_POINT_OFFSET } from './tampering.ts';

/** A random change of one message. */
interface Mutation {
  readonly message: MessageName;
  readonly change:
    | { readonly kind: 'flip'; readonly bits: readonly number[] }
    | { readonly kind: 'overwrite'; readonly offset: number; readonly bytes: Uint8Array }
    | { readonly kind: 'swap'; readonly a: number; readonly b: number; readonly length: number }
    | { readonly kind: 'resize'; readonly by: number }
    | { readonly kind: 'point'; readonly slot: number; readonly which: number }
    | { readonly kind: 'foreign'; readonly offset: number; readonly length: number };
}

/** Reduced modulo the length of the message. */
const offset = fc.nat(70_000);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  message: fc.constantFrom(...messageNames),
  change: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('flip' as const),
        bits: fc.array(offset, { minLength: 1, maxLength: 8 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('overwrite' as const),
        offset,
        bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('swap' as const),
        a: offset,
        b: offset,
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
        offset,
        length: fc.constantFrom(1, 16, 32, 64, 1024, 70_000),
      }),
    },
  ),
});

const points = Array.from({ length: 8 }, (_, i) => unrelatedPoint(seededRandom(`property ${i}`)));

/** @param foreign the same message of another session of the same user */
function mutate({ message, change }: Mutation, honest: Bytes, foreign: Bytes): Bytes {
  const mutated = honest.slice();
  const { length } = mutated;
  switch (change.kind) {
    case 'flip':
      for (const bit of change.bits) flipBit(mutated, bit % (length * 8));
      return mutated;
    case 'overwrite': {
      const start = change.offset % length;
      mutated.set(change.bytes.subarray(0, length - start), start);
      return mutated;
    }
    case 'swap':
      return swap(mutated, change);
    case 'resize':
      return new Uint8Array([...mutated, ...new Uint8Array(64)]).slice(0, Math.max(0, length + change.by));
    case 'point': {
      // A valid point in place of R_i or S. The other messages contain no points.
      const start = message === 'beginRequest' ? pointOffset(change.slot) : SERVER_POINT_OFFSET;
      if ((message === 'beginRequest' || message === 'beginResponse') && start + 64 <= length)
        mutated.set(points[change.which]!, start);
      return mutated;
    }
    case 'foreign': {
      const start = change.offset % length;
      mutated.set(foreign.slice(start, Math.min(start + change.length, length)), start);
      return mutated;
    }
  }
}

/** Exchanges two parts of equal length in place. */
function swap(message: Bytes, change: { a: number; b: number; length: number }): Bytes {
  const length = Math.min(change.length, message.length);
  const offsets = message.length - length + 1;
  const [a, b] = [change.a % offsets, change.b % offsets];
  const [left, right] = [message.slice(a, a + length), message.slice(b, b + length)];
  message.set(right, a);
  message.set(left, b);
  return message;
}

/**
 * The soundness property: whatever is changed in any messages, at any distance, the matcher accepts if and only if nothing was changed and
 * the distance is at most tau; and no exception other than RecognizeError is thrown (`playMatch` rethrows all others).
 */
export function soundness(device: DeviceKey, setups = 16) {
  const pool = Array.from({ length: setups }, (_, i) => createSetup(`property ${i}`, device));
  const foreign: PlayedMatch['sent'][] = [];
  return fc.asyncProperty(
    fc.nat(setups - 1),
    fc.constantFrom(0, 1, 15, 16, 17, 32, 64),
    fc.array(mutation, { minLength: 0, maxLength: 3 }),
    async (which, distance, mutations) => {
      const setup = pool[which]!;
      foreign[which] ??= (await playMatch(setup, { seed: `foreign ${which}` })).sent;
      const others = foreign[which];
      let changed = false;
      const tamper = Object.fromEntries(
        messageNames.map((name) => [
          name,
          (honest: Bytes) => {
            const own = mutations.filter(({ message }) => message === name);
            const sent = own.reduce(
              (m, next) => (m.length === 0 ? m : mutate(next, m, others[name]!)),
              honest,
            );
            changed ||= !Buffer.from(sent).equals(honest);
            return sent;
          },
        ]),
      );
      const capture = atDistance(setup.bits, distance);
      const { accepted } = await playMatch(setup, { tamper, capture });
      return accepted === (!changed && distance <= setup.tau);
    },
  );
}
