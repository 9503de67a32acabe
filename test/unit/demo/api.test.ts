import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '../../../demo/page/api.ts';

vi.mock('recognize-elements', () => import('../../../src/errors.ts'));

let answers: (() => Promise<Response>)[];
const sent = vi.fn();
const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'));
const answer =
  (body: object, status = 200) =>
  async () =>
    Response.json(body, { status });
beforeEach(() => {
  vi.useFakeTimers();
  sent.mockReset();
  vi.stubGlobal('fetch', (path: string, { body }: { body?: string } = {}) => {
    sent(path, body);
    return (answers.shift() ?? noNetwork)();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a call ends with, however long it waits in between. */
async function ended(call: Promise<unknown>): Promise<unknown> {
  const end = call.catch((thrown: Error) => thrown.message);
  await vi.runAllTimersAsync();
  return end;
}

describe('what cannot be made again', () => {
  const calls = {
    'the client state with its assertion': () =>
      api.prove({ assertion: 'a', clientState: 'c', deviceId: 'd' }),
    'a further client state': () => api.keep({ assertion: 'a', clientState: 'c' }),
    'the assertion of a payment': () => api.confirmPayment('a'),
  };

  it.each(Object.entries(calls))(
    'is sent again, unchanged, when the network drops: %s',
    async (_what, call) => {
      answers = [noNetwork, noNetwork, answer({ name: 'ann' })];
      expect(await ended(call())).toEqual({ name: 'ann' });
      expect(sent).toHaveBeenCalledTimes(3);
      expect(new Set(sent.mock.calls.map(([path, body]) => `${path} ${body}`)).size).toBe(1);
    },
  );

  it.each(Object.entries(calls))('says so when it stays away: %s', async (_what, call) => {
    answers = [];
    expect(await ended(call())).toBe('offline');
    expect(sent).toHaveBeenCalledTimes(4);
  });

  it.each(Object.entries(calls))('is sent once when it is refused: %s', async (_what, call) => {
    answers = [answer({ error: 'assertion' }, 400), answer({})];
    expect(await ended(call())).toBe('assertion');
    expect(sent).toHaveBeenCalledTimes(1);
  });
});

it('what would happen twice is sent once', async () => {
  answers = [noNetwork, answer({})];
  expect(await ended(api.pay('Lumen Books', '48.20', 'en'))).toBe('offline');
  expect(sent).toHaveBeenCalledTimes(1);
});
