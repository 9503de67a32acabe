import { beforeAll, describe, expect, test } from 'vitest';
import { concat, systemRandom } from '../../../src/wire/bytes.ts';
import { encapsulate, envelopeSuite, type KeyPair, openRequest } from '../../../src/wire/envelope.ts';
import { encodeFinishResponse } from '../../../src/wire/messages/finish.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { flipBit, makeDeviceKey, makeScene, play } from '../matching/support.ts';

/** The bytes that travel. Changes beneath the seal are in matching/mutations.test.ts; these never get that far. */
const recognizeId = 'ann';
let keys: KeyPair;
let matcherKey: Uint8Array<ArrayBuffer>;
const bodies: Record<string, Uint8Array<ArrayBuffer>> = {};

beforeAll(async () => {
  keys = await envelopeSuite.kem.generateKeyPair();
  matcherKey = new Uint8Array(await envelopeSuite.kem.serializePublicKey(keys.publicKey as CryptoKey));
  const { sent } = await play(makeScene('envelope', await makeDeviceKey()));
  Object.assign(bodies, sent, { m6: encodeFinishResponse({ recognized: false }) });
});

const exchanges = [
  { step: 1, request: 'm1', response: 'm2' },
  { step: 2, request: 'm3', response: 'm4' },
  { step: 3, request: 'm5', response: 'm6' },
] as const;
type Step = (typeof exchanges)[number]['step'];

const seal = async (step: Step, body: Uint8Array<ArrayBuffer>) =>
  (await encapsulate({ matcherKey, step, recognizeId }))(body);
const opening = (step: Step, sealed: Uint8Array, who = recognizeId, by = keys) =>
  errorCodeOf(openRequest({ keys: by, step, recognizeId: who, sealed }));

describe.each(exchanges)('request $step', ({ step, request, response }) => {
  test(`${request} and ${response} pass, and cost their overhead`, async () => {
    const { sealed, open } = await seal(step, bodies[request]!);
    expect(sealed).toHaveLength(bodies[request]!.length + 81);
    const opened = await openRequest({ keys, step, recognizeId, sealed });
    expect(opened.body).toEqual(bodies[request]);
    const answer = await opened.seal(bodies[response]!);
    expect(answer).toHaveLength(bodies[response]!.length + 48);
    expect(await open(answer)).toEqual(bodies[response]);
  });

  test(`one changed bit at every byte of sealed ${request}, and every truncation of its ends`, async () => {
    const { sealed } = await seal(step, bodies[request]!);
    for (let at = 0; at < sealed.length; at++) {
      const code = await opening(step, flipBit(sealed.slice(), at * 8 + (at % 8)));
      if (code !== 'security/envelope-invalid') expect.fail(`byte ${at}: ${code}`);
    }
    for (const cut of [0, 1, 64, 65, 80, 81, sealed.length - 1])
      expect(await opening(step, sealed.slice(0, cut))).toBe('security/envelope-invalid');
    expect(await opening(step, concat(sealed, new Uint8Array(1)))).toBe('security/envelope-invalid');
  });

  test(`one changed bit at every byte of sealed ${response}`, async () => {
    const { sealed, open } = await seal(step, bodies[request]!);
    const answer = await (await openRequest({ keys, step, recognizeId, sealed })).seal(bodies[response]!);
    for (let at = 0; at < answer.length; at++) {
      const code = await errorCodeOf(open(flipBit(answer.slice(), at * 8 + (at % 8))));
      if (code !== 'security/envelope-invalid') expect.fail(`byte ${at}: ${code}`);
    }
    for (const cut of [0, 31, 32, 47, answer.length - 1])
      expect(await errorCodeOf(open(answer.slice(0, cut)))).toBe('security/envelope-invalid');
  });

  test('for another step, another person, another key', async () => {
    const { sealed } = await seal(step, bodies[request]!);
    for (const other of [1, 2, 3] as const)
      if (other !== step) expect(await opening(other, sealed)).toBe('security/envelope-invalid');
    expect(await opening(step, sealed, 'bea')).toBe('security/envelope-invalid');
    const stranger = await envelopeSuite.kem.generateKeyPair();
    expect(await opening(step, sealed, recognizeId, stranger)).toBe('security/envelope-invalid');
  });

  test('an answer opens with the request that it answers alone', async () => {
    const [one, two] = [await seal(step, bodies[request]!), await seal(step, bodies[request]!)];
    const answer = await (await openRequest({ keys, step, recognizeId, sealed: one.sealed })).seal(
      bodies[response]!,
    );
    expect(await errorCodeOf(two.open(answer))).toBe('security/envelope-invalid');
    expect(await one.open(answer)).toEqual(bodies[response]);
  });
});

test('the same body is never sealed to the same bytes', async () => {
  const body = bodies.m3!;
  const [one, two] = [await seal(2, body), await seal(2, body)];
  expect(one.sealed).not.toEqual(two.sealed);
  const opened = await openRequest({ keys, step: 2, recognizeId, sealed: one.sealed });
  expect(await opened.seal(body)).not.toEqual(await opened.seal(body));
});

test('an encapsulation serves one body', async () => {
  const sealOne = await encapsulate({ matcherKey, step: 2, recognizeId });
  const [first, second] = [await sealOne(bodies.m3!), await sealOne(bodies.m3!)];
  expect((await openRequest({ keys, step: 2, recognizeId, sealed: first.sealed })).body).toEqual(bodies.m3);
  expect(await opening(2, second.sealed)).toBe('security/envelope-invalid');
});

test('a key that is no point of the curve is refused by name', async () => {
  for (const key of [systemRandom(65), new Uint8Array(65), systemRandom(3), matcherKey.slice(1)])
    expect(await errorCodeOf(encapsulate({ matcherKey: key, step: 1, recognizeId }))).toBe(
      'security/matcher-key-mismatch',
    );
});
