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
  new RecognizeRequestEvent({ ...request, body: { deep: { down: 1 } } }),
  new RecognizeReadyEvent({ execution: 'wasm' }),
  new RecognizeUnsupportedEvent(error),
  new RecognizeStepEvent('capture', 5),
  new RecognizeHintEvent('good'),
  new RecognizeProgressEvent({ step: 'loading', loaded: 1, total: 2 }),
  new RecognizeCompleteEvent({ assertion: 'a' }),
  new RecognizeCancelEvent('capture', 'person'),
  new RecognizeErrorEvent(error),
  new RecognizeDevicesChangeEvent({ action: 'renamed', device }),
];

const frozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(frozen));

describe('every event', () => {
  it.each(events.map((event) => [event.type, event] as const))(
    '%s leaves shadow roots with frozen JSON',
    (type, event) => {
      expect(type).toMatch(/^recognize-[a-z-]+$/);
      expect([event.bubbles, event.composed]).toEqual([true, true]);
      expect(frozen(event.detail)).toBe(true);
      expect(JSON.parse(JSON.stringify(event.detail))).toEqual(event.detail);
    },
  );

  it('has a name of its own', () => expect(new Set(events.map(({ type }) => type)).size).toBe(10));
});

describe('a request', () => {
  it('takes the first answer only, value or promise', async () => {
    const event = new RecognizeRequestEvent(request);
    expect(event.answer).toBeUndefined();
    event.respondWith(Promise.resolve({ a: 1 }));
    event.respondWith({ a: 2 });
    expect(await event.answer).toEqual({ a: 1 });
  });

  it('keeps a rejection for whoever asked', async () => {
    const event = new RecognizeRequestEvent(request);
    event.respondWith(Promise.reject(new Error('no')));
    await new Promise((resolve) => setTimeout(resolve, 0));
    await expect(event.answer).rejects.toThrow('no');
  });
});

describe('a success', () => {
  it('waits for all that the page asks it to, and for nothing else', async () => {
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
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).toBe(false);
    finish();
    await waiting;
    expect(done).toBe(true);
  });

  it('says when the page could not do it', async () => {
    const event = new RecognizeCompleteEvent({});
    event.waitUntil(Promise.reject(new Error('not signed in')));
    await expect(event.done).rejects.toThrow('not signed in');
  });
});
