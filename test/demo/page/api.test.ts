import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '../../../demo/page/api.ts';

vi.mock('recognize-elements', () => import('../../../src/errors.ts'));

const account = {
  name: 'ann',
  recognizeId: 'r',
  enrolled: true,
  balance: 1,
  factors: ['password'],
  fullAccess: true,
};

/** Responses of the host, in order; afterwards the network is down. */
let responses: (() => Promise<Response>)[];
const sent = vi.fn();
const networkError = () => Promise.reject(new TypeError('Failed to fetch'));
const respond =
  (body: unknown, status = 200) =>
  async () =>
    Response.json(body, { status });

beforeEach(() => {
  vi.useFakeTimers();
  sent.mockReset();
  vi.stubGlobal('fetch', (path: string, { body }: { body?: string } = {}) => {
    sent(path, body);
    return (responses.shift() ?? networkError)();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The result of a call, or the reason of its error, with all pauses skipped. */
async function resultOf(call: Promise<unknown>): Promise<unknown> {
  const result = call.catch((error: Error) => error.message);
  await vi.runAllTimersAsync();
  return result;
}

describe.each([
  {
    name: 'submitAssertion',
    call: () => api.submitAssertion({ assertion: 'a', clientState: 'c', deviceId: 'd' }),
    success: account,
  },
  {
    name: 'storeClientState',
    call: () => api.storeClientState({ assertion: 'a', clientState: 'c' }),
    success: {},
  },
  { name: 'confirmPayment', call: () => api.confirmPayment('a'), success: { claims: { sub: 'r' } } },
])('$name', ({ call, success }) => {
  it('repeats the same request while the network is down', async () => {
    responses = [networkError, networkError, respond(success)];
    expect(await resultOf(call())).toEqual(success);
    expect(sent).toHaveBeenCalledTimes(3);
    expect(new Set(sent.mock.calls.map(([path, body]) => `${path} ${body}`)).size).toBe(1);
  });

  it('rejects with `offline` after four attempts', async () => {
    responses = [];
    expect(await resultOf(call())).toBe('offline');
    expect(sent).toHaveBeenCalledTimes(4);
  });

  it('is not repeated after a refusal', async () => {
    responses = [respond({ error: 'assertion' }, 400), respond(success)];
    expect(await resultOf(call())).toBe('assertion');
    expect(sent).toHaveBeenCalledTimes(1);
  });
});

it('does not repeat a request that would act twice', async () => {
  responses = [networkError, respond({})];
  expect(await resultOf(api.requestPayment('Lumen Books', '48.20', 'en'))).toBe('offline');
  expect(sent).toHaveBeenCalledTimes(1);
});

it.each([
  ['a body of another shape', respond({ name: 'ann' })],
  ['a body that is no JSON', async () => new Response('<h1>Hello</h1>')],
  ['an error without a reason', respond({}, 502)],
])('rejects with `trouble` on %s', async (_name, response) => {
  responses = [response];
  expect(await resultOf(api.me())).toBe('trouble');
});
