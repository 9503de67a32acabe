import { expect, it } from 'vitest';
import { connectHost } from '../../../src/client/host.ts';
import type { RecognizeRequest } from '../../../src/events.ts';
import { errorCodeOf } from '../../support/error-code.ts';

const call = {
  ceremony: 'devices',
  operation: 'list-devices',
  method: 'GET',
  path: 'people/a/devices',
} as const;
const { signal } = new AbortController();

it('numbers requests, and passes fields and signal to the function of the page', async () => {
  const requests: RecognizeRequest[] = [];
  const host = connectHost((request, passed) => {
    requests.push(request);
    return { same: passed === signal };
  });
  expect(await host(call, signal)).toEqual({ same: true });
  await host({ ...call, body: { name: 'Desk' } }, signal);
  const [first, second] = requests;
  expect(first).toEqual({ ...call, id: expect.stringMatching(/^request-\d+$/) });
  expect(second).toEqual({ ...call, id: expect.any(String), body: { name: 'Desk' } });
  expect(second!.id).not.toBe(first!.id);
});

it('rejects with host/rejected when the function throws, and with ceremony/aborted on abort', async () => {
  const throwing = connectHost(() => {
    throw new Error('no session');
  });
  expect(await errorCodeOf(throwing(call, signal))).toBe('host/rejected');
  const abort = new AbortController();
  const answer = connectHost(() => new Promise(() => {}))(call, abort.signal);
  abort.abort();
  expect(await errorCodeOf(answer)).toBe('ceremony/aborted');
});
