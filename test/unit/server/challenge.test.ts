import { expect, it } from 'vitest';
import {
  type ChallengeSource,
  createChallengeDerivation,
  SLOT_MS,
  slotAt,
} from '../../../src/server/challenge.ts';

const key = new Uint8Array(32).fill(7);
const derive = createChallengeDerivation(key);
const source: ChallengeSource = {
  subject: 'share',
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  attempts: 0,
  slot: 3_000_000,
};

it('returns three different movements, and the same ones for the same source', () => {
  for (let slot = 0; slot < 500; slot++) {
    const challenge = derive({ ...source, slot });
    expect(new Set(challenge).size).toBe(3);
    expect(derive({ ...source, slot })).toEqual(challenge);
  }
});

it('returns each of the 60 sequences about as often as the others', () => {
  const counts = new Map<string, number>();
  for (let slot = 0; slot < 12_000; slot++) {
    const name = derive({ ...source, slot }).join();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect(counts.size).toBe(60);
  // Six standard deviations around 200.
  for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(85);
});

it.each<[string, Partial<ChallengeSource>]>([
  ['another subject', { subject: 'person' }],
  ['another id', { id: 'BBBBBBBBBBBBBBBBBBBBBB' }],
  ['another number of attempts', { attempts: 1 }],
  ['another slot', { slot: 3_000_001 }],
])('returns other sequences for %s', (_, change) => {
  const sequences = (changed: Partial<ChallengeSource>) =>
    Array.from({ length: 50 }, (_, i) => derive({ ...source, id: `${source.id}${i}`, ...changed }).join());
  const changed = Array.from({ length: 50 }, (_, i) =>
    derive({
      ...source,
      id: `${source.id}${i}`,
      ...change,
      ...('id' in change ? { id: `${change.id}${i}` } : {}),
    }).join(),
  );
  const same = sequences({}).filter((sequence, i) => sequence === changed[i]);
  expect(same.length).toBeLessThan(10);
});

it('returns other sequences for another key', () => {
  const other = createChallengeDerivation(new Uint8Array(32).fill(8));
  const same = Array.from({ length: 100 }, (_, slot) => slot).filter(
    (slot) => derive({ ...source, slot }).join() === other({ ...source, slot }).join(),
  );
  expect(same.length).toBeLessThan(12);
});

it('a slot takes ten minutes', () => {
  expect([slotAt(0), slotAt(SLOT_MS - 1), slotAt(SLOT_MS)]).toEqual([0, 0, 1]);
  expect(SLOT_MS).toBe(600_000);
});
