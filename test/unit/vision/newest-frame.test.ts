import { expect, it } from 'vitest';
import { keepNewestFrame } from '../../../src/vision/newest-frame.ts';
import type { Observation } from '../../../src/vision/types.ts';

/** `observe` whose calls the test settles through `calls`; frames are named and record that they were closed. */
function observing() {
  const calls: { name: string; resolve(): void; reject(error: Error): void }[] = [];
  const closed: string[] = [];
  const observe = keepNewestFrame((frame) => {
    const { name } = frame as unknown as { name: string };
    return new Promise<Observation>((resolve, reject) => {
      calls.push({ name, resolve: () => resolve({ faces: 0 } as Observation), reject });
    });
  });
  const call = (name: string) =>
    observe({ name, close: () => closed.push(name) } as unknown as ImageBitmap, { embed: false });
  return { call, calls, closed };
}

it('replaces the pending frame by a newer one, closes it and rejects with ceremony/aborted', async () => {
  const { call, calls, closed } = observing();
  const [first, second, third] = [call('1'), call('2'), call('3')];
  await expect(second).rejects.toMatchObject({ code: 'ceremony/aborted' });
  expect(closed).toEqual(['2']);
  calls[0]!.resolve();
  await first;
  calls[1]!.resolve();
  await third;
  expect(calls.map(({ name }) => name)).toEqual(['1', '3']);
});

it('processes the pending frame after the one before it has failed', async () => {
  const { call, calls } = observing();
  const [first, second] = [call('1'), call('2')];
  calls[0]!.reject(new Error('crashed'));
  await expect(first).rejects.toThrow('crashed');
  calls[1]!.resolve();
  await expect(second).resolves.toMatchObject({ faces: 0 });
});
