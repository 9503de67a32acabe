import { expect, it } from 'vitest';
import { createRunningEvaluations } from '../../../../src/server/ceremonies/running-evaluations.ts';

it('contains a ceremony until the last of its parallel requests has ended', async () => {
  const evaluations = createRunningEvaluations();
  const slow = evaluations.during('a', () => new Promise((resolve) => setTimeout(resolve)));
  const failing = evaluations.during('a', () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  expect(evaluations.has('a')).toBe(true);
  await slow;
  expect(evaluations.has('a')).toBe(false);
});
