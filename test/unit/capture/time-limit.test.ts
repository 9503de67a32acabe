import { describe, expect, it } from 'vitest';
import { ANSWER_TIME_MS, type StillTrying, TimeLimit } from '../../../src/capture/time-limit.ts';

/** A limit of ten seconds, counted every second. */
function countdown(limitMs = 10_000) {
  let timeMs = 0;
  let question: StillTrying | undefined;
  const questions: number[] = [];
  const limit = new TimeLimit(limitMs, timeMs, (next) => {
    question = next;
    if (next !== undefined) questions.push(timeMs);
  });
  const wait = (seconds: number, mayAsk = true) => {
    for (let i = 0; i < seconds; i++) {
      timeMs += 1000;
      limit.count(timeMs, mayAsk);
    }
  };
  return {
    limit,
    wait,
    questions,
    question: () => question,
    hide: () => {
      timeMs += 3_600_000;
    },
  };
}

describe('TimeLimit', () => {
  it('asks after the limit, and is over when the time for an answer has passed', () => {
    const { limit, wait, questions } = countdown();
    wait(9 + ANSWER_TIME_MS / 1000);
    expect(questions).toEqual([10_000]);
    expect(limit.isOver).toBe(false);
    wait(1);
    expect(limit.isOver).toBe(true);
  });

  it('starts again with every answer', () => {
    const { limit, wait, questions, question } = countdown();
    for (let i = 0; i < 12; i++) {
      wait(15);
      question()?.continue();
      expect(question()).toBeUndefined();
    }
    expect(questions).toHaveLength(12);
    expect(limit.isOver).toBe(false);
  });

  it('starts again when the capture advances, and takes the question back', () => {
    const { limit, wait, questions, question } = countdown();
    wait(9);
    limit.restart();
    wait(9);
    expect(questions).toEqual([]);
    wait(1);
    expect(question()).toBeDefined();
    limit.restart();
    expect(question()).toBeUndefined();
  });

  it('does not ask while it would disturb, and leaves the whole time for an answer', () => {
    const { limit, wait, questions } = countdown();
    wait(30, false);
    expect(questions).toEqual([]);
    expect(limit.isOver).toBe(false);
    wait(20);
    expect(questions).toEqual([31_000]);
    expect(limit.isOver).toBe(false);
  });

  it('does not count the time during which the page is hidden', () => {
    const { wait, hide, questions } = countdown();
    hide();
    wait(7);
    expect(questions).toEqual([]);
  });

  it('never asks without a limit', () => {
    const { limit, wait, questions } = countdown(Number.POSITIVE_INFINITY);
    wait(1000);
    expect(questions).toEqual([]);
    expect(limit.isOver).toBe(false);
  });
});
