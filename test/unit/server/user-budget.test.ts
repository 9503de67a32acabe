import { expect, it } from 'vitest';
import { createUserBudget } from '../../../src/server/user-budget.ts';

it('allows the requests of a window at once, and one more in each part of it', () => {
  let time = 1_000;
  const budget = createUserBudget({ requests: 3, windowMs: 60_000 }, () => time);
  for (let i = 0; i < 3; i++) {
    expect(budget.allows('ann')).toBe(true);
    budget.consume('ann');
  }
  expect(budget.allows('ann')).toBe(false);
  expect(budget.used('ann')).toBe(60_000);
  expect(budget.allows('bea')).toBe(true);
  time += 19_999;
  expect(budget.allows('ann')).toBe(false);
  time += 1;
  expect(budget.allows('ann')).toBe(true);
  budget.consume('ann');
  expect(budget.allows('ann')).toBe(false);
  time += 60_000;
  expect(budget.used('ann')).toBe(0);
});

it('is unlimited with a window of 0 ms', () => {
  const budget = createUserBudget({ requests: 1, windowMs: 0 }, () => 0);
  for (let i = 0; i < 10; i++) budget.consume('ann');
  expect(budget.allows('ann')).toBe(true);
});
