import { expect, it } from 'vitest';
import { createRunningEvaluations } from '../../../../src/server/ceremonies/running-evaluations.ts';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

it('evaluates one request of a user at a time, and requests of several users together', async () => {
  const evaluations = createRunningEvaluations();
  const ends: (() => void)[] = [];
  const started: string[] = [];
  const evaluate = (ceremonyId: string, recognizeId: string) =>
    evaluations.run({ ceremonyId, recognizeId }, () => {
      started.push(ceremonyId);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const running = [evaluate('a', 'eve'), evaluate('b', 'eve'), evaluate('a', 'eve'), evaluate('c', 'ann')];
  await nextTurn();
  expect(started).toEqual(['a', 'c']);
  expect(['a', 'b', 'c', 'd'].map(evaluations.has)).toEqual([true, true, true, false]);
  for (const expected of [
    ['a', 'c', 'b'],
    ['a', 'c', 'b'],
    ['a', 'c', 'b', 'a'],
  ]) {
    ends.shift()!();
    await nextTurn();
    expect(started).toEqual(expected);
  }
  ends.shift()!();
  await Promise.all(running);
  expect(['a', 'b', 'c'].map(evaluations.has)).toEqual([false, false, false]);
});

it('continues with the next request of a user after a failure', async () => {
  const evaluations = createRunningEvaluations();
  const ceremony = { ceremonyId: 'a', recognizeId: 'ann' };
  const failing = evaluations.run(ceremony, () => Promise.reject(new Error('refused')));
  const next = evaluations.run(ceremony, async () => 'evaluated');
  await expect(failing).rejects.toThrow('refused');
  expect(await next).toBe('evaluated');
  expect(evaluations.has('a')).toBe(false);
});
