import { describe, expect, it } from 'vitest';
import { RecognizeError } from '../../src/errors.ts';
import {
  RecognizeCancelEvent,
  RecognizeCompleteEvent,
  RecognizeDevicesChangeEvent,
  RecognizeErrorEvent,
  RecognizeHintEvent,
  RecognizeProgressEvent,
  RecognizeReadyEvent,
  RecognizeRequestEvent,
  RecognizeStepEvent,
  RecognizeUnsupportedEvent,
} from '../../src/events.ts';

const error = new RecognizeError('camera/denied').toJSON();
const device = { deviceId: 'd', type: 'SDK', name: 'Browser' } as const;
const request = {
  id: '1',
  ceremony: 'recover',
  operation: 'begin',
  method: 'POST',
  path: 'ceremonies',
} as const;

const events = [
  new RecognizeRequestEvent({ ...request, body: { outer: { inner: 1 } } }),
  new RecognizeReadyEvent({ version: '1', execution: 'wasm' }),
  new RecognizeUnsupportedEvent(error),
  new RecognizeStepEvent('capture', 5),
  new RecognizeHintEvent('good'),
  new RecognizeProgressEvent({ step: 'loading', loaded: 1, total: 2 }),
  new RecognizeCompleteEvent({ assertion: 'a' }),
  new RecognizeCancelEvent('capture', 'person'),
  new RecognizeErrorEvent(error),
  new RecognizeDevicesChangeEvent({ action: 'renamed', device }),
];

const isFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozen));

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('every event', () => {
  it.each(events.map((event) => [event.type, event] as const))(
    '%s bubbles, crosses shadow roots and carries frozen JSON',
    (type, event) => {
      expect(type).toMatch(/^recognize-[a-z-]+$/);
      expect([event.bubbles, event.composed]).toEqual([true, true]);
      expect(isFrozen(event.detail)).toBe(true);
      expect(JSON.parse(JSON.stringify(event.detail))).toEqual(event.detail);
    },
  );

  it('has a type that no other event has', () =>
    expect(new Set(events.map(({ type }) => type)).size).toBe(10));
});

describe('RecognizeRequestEvent', () => {
  it('keeps the first answer, value or promise', async () => {
    const event = new RecognizeRequestEvent(request);
    expect(event.answer).toBeUndefined();
    event.respondWith(Promise.resolve({ a: 1 }));
    event.respondWith({ a: 2 });
    expect(await event.answer).toEqual({ a: 1 });
  });

  it('passes a rejection on to the reader without an unhandled rejection', async () => {
    const event = new RecognizeRequestEvent(request);
    event.respondWith(Promise.reject(new Error('no')));
    await nextTask();
    await expect(event.answer).rejects.toThrow('no');
  });
});

describe('RecognizeCompleteEvent', () => {
  it('is done when all work passed to waitUntil is done', async () => {
    const event = new RecognizeCompleteEvent({});
    await event.done;
    let finish = (): void => {};
    let done = false;
    event.waitUntil(
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
    );
    event.waitUntil(Promise.resolve());
    const waiting = event.done.then(() => {
      done = true;
    });
    await nextTask();
    expect(done).toBe(false);
    finish();
    await waiting;
    expect(done).toBe(true);
  });

  it('rejects when the work of the page rejects', async () => {
    const event = new RecognizeCompleteEvent({});
    event.waitUntil(Promise.reject(new Error('not signed in')));
    await expect(event.done).rejects.toThrow('not signed in');
  });
});

it('accepts a page that passes no promise to waitUntil', async () => {
  const event = new RecognizeCompleteEvent({});
  event.waitUntil(undefined as unknown as Promise<void>);
  expect(await event.done).toBeUndefined();
});
