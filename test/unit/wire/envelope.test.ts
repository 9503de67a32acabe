import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bytes, concat, systemRandom } from '../../../src/wire/bytes.ts';
import {
  type EnvelopeStep,
  encapsulate,
  envelopeSuite,
  type KeyPair,
  openRequest,
  requestOverhead,
  responseOverhead,
} from '../../../src/wire/envelope.ts';
import { encodeFinishResponse } from '../../../src/wire/messages/finish.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { flipBit } from '../../support/matching/bits.ts';
import { createDeviceKey, createSetup, playMatch } from '../../support/matching/play-match.ts';
import golden from '../../vectors/envelope.json' with { type: 'json' };
import { hex, unhex } from '../../vectors/hex.ts';
import { keyPairOf } from '../../vectors/keys.ts';

// Changes of the sealed bytes. Changes of the bodies inside are in test/unit/matching/matcher-session.mutations.test.ts.

// One decryption for each of 70,000 bytes takes minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const recognizeId = 'ann';
let keys: KeyPair;
let matcherKey: Bytes;
const bodies: Record<string, Bytes> = {};

beforeAll(async () => {
  keys = await envelopeSuite.kem.generateKeyPair();
  matcherKey = new Uint8Array(await envelopeSuite.kem.serializePublicKey(keys.publicKey as CryptoKey));
  const { sent } = await playMatch(createSetup('envelope', await createDeviceKey()));
  Object.assign(bodies, sent, { finishResponse: encodeFinishResponse({ recognized: false }) });
});

const exchanges = [
  { step: 1, request: 'beginRequest', response: 'beginResponse' },
  { step: 2, request: 'evaluateRequest', response: 'evaluateResponse' },
  { step: 3, request: 'finishRequest', response: 'finishResponse' },
] as const;

const seal = async (step: EnvelopeStep, body: Bytes) =>
  (await encapsulate({ matcherKey, step, recognizeId }))(body);
const open = (
  step: EnvelopeStep,
  sealed: Uint8Array,
  change: { recognizeId?: string; keys?: KeyPair } = {},
) => openRequest({ keys, step, recognizeId, sealed, ...change });

/** Every byte of key, nonce and tag, which are at both ends, and every seventh byte between them. */
const sampledPositions = (length: number): number[] =>
  Array.from({ length }, (_, at) => at).filter((at) => at < 100 || at >= length - 20 || at % 7 === 0);

describe.each(exchanges)('request $step', ({ step, request, response }) => {
  it('opens to its body, and so does its response', async () => {
    const { sealed, open: openResponse } = await seal(step, bodies[request]!);
    expect(sealed).toHaveLength(bodies[request]!.length + requestOverhead);
    const opened = await open(step, sealed);
    expect(opened.body).toEqual(bodies[request]);
    const sealedResponse = await opened.seal(bodies[response]!);
    expect(sealedResponse).toHaveLength(bodies[response]!.length + responseOverhead);
    expect(await openResponse(sealedResponse)).toEqual(bodies[response]);
  });

  it('[T19] one changed bit, a truncation or an extension is refused with security/envelope-invalid', async () => {
    const { sealed } = await seal(step, bodies[request]!);
    for (const at of sampledPositions(sealed.length)) {
      const code = await errorCodeOf(open(step, flipBit(sealed.slice(), at * 8 + (at % 8))));
      if (code !== 'security/envelope-invalid') expect.fail(`byte ${at}: ${code}`);
    }
    for (const length of [0, 1, 64, 65, 80, 81, sealed.length - 1])
      expect(await errorCodeOf(open(step, sealed.slice(0, length)))).toBe('security/envelope-invalid');
    expect(await errorCodeOf(open(step, concat(sealed, new Uint8Array(1))))).toBe(
      'security/envelope-invalid',
    );
  });

  it('[T20] one changed bit or a truncation of the response is refused with security/envelope-invalid', async () => {
    const { sealed, open: openResponse } = await seal(step, bodies[request]!);
    const sealedResponse = await (await open(step, sealed)).seal(bodies[response]!);
    for (const at of sampledPositions(sealedResponse.length)) {
      const code = await errorCodeOf(openResponse(flipBit(sealedResponse.slice(), at * 8 + (at % 8))));
      if (code !== 'security/envelope-invalid') expect.fail(`byte ${at}: ${code}`);
    }
    for (const length of [0, 31, 32, 47, sealedResponse.length - 1])
      expect(await errorCodeOf(openResponse(sealedResponse.slice(0, length)))).toBe(
        'security/envelope-invalid',
      );
  });

  it('[T21] is refused for another step, another user and another key with security/envelope-invalid', async () => {
    const { sealed } = await seal(step, bodies[request]!);
    for (const otherStep of ([1, 2, 3] as const).filter((other) => other !== step))
      expect(await errorCodeOf(open(otherStep, sealed))).toBe('security/envelope-invalid');
    expect(await errorCodeOf(open(step, sealed, { recognizeId: 'bea' }))).toBe('security/envelope-invalid');
    const otherKeys = await envelopeSuite.kem.generateKeyPair();
    expect(await errorCodeOf(open(step, sealed, { keys: otherKeys }))).toBe('security/envelope-invalid');
  });

  it('opens only the response to itself', async () => {
    const [first, second] = [await seal(step, bodies[request]!), await seal(step, bodies[request]!)];
    const sealedResponse = await (await open(step, first.sealed)).seal(bodies[response]!);
    expect(await errorCodeOf(second.open(sealedResponse))).toBe('security/envelope-invalid');
    expect(await first.open(sealedResponse)).toEqual(bodies[response]);
  });
});

it('seals the same body to different bytes each time', async () => {
  const body = bodies.evaluateRequest!;
  const [first, second] = [await seal(2, body), await seal(2, body)];
  expect(first.sealed).not.toEqual(second.sealed);
  const opened = await open(2, first.sealed);
  expect(await opened.seal(body)).not.toEqual(await opened.seal(body));
});

it('an encapsulation seals one body; the matcher cannot open a second one', async () => {
  const body = bodies.evaluateRequest!;
  const sealBody = await encapsulate({ matcherKey, step: 2, recognizeId });
  const [first, second] = [await sealBody(body), await sealBody(body)];
  expect((await open(2, first.sealed)).body).toEqual(body);
  expect(await errorCodeOf(open(2, second.sealed))).toBe('security/envelope-invalid');
});

it('refuses a matcher key that is not a point of the curve with security/matcher-key-mismatch', async () => {
  for (const key of [systemRandom(65), new Uint8Array(65), systemRandom(3), matcherKey.slice(1)])
    expect(await errorCodeOf(encapsulate({ matcherKey: key, step: 1, recognizeId }))).toBe(
      'security/matcher-key-mismatch',
    );
});

describe('the golden vectors', () => {
  it.each(golden.envelopes)(
    'request $step is opened and its response sealed byte for byte',
    async (vector) => {
      const goldenKeys = await keyPairOf(golden.recipient, 'ECDH');
      const step = vector.step as EnvelopeStep;
      const { recognizeId } = vector;
      const opened = await openRequest({ keys: goldenKeys, step, recognizeId, sealed: unhex(vector.sealed) });
      expect(hex(opened.body)).toBe(vector.body);
      const sealed = await opened.seal(unhex(vector.response), () => unhex(vector.responseNonce));
      expect(hex(sealed)).toBe(vector.sealedResponse);
    },
  );

  it.each(golden.envelopes)('a request $step that the browser seals to the key is opened', async (vector) => {
    // The browser's ephemeral key is random, so its bytes cannot be compared with the vector.
    const goldenKeys = await keyPairOf(golden.recipient, 'ECDH');
    const step = vector.step as EnvelopeStep;
    const { recognizeId } = vector;
    const sealBody = await encapsulate({ matcherKey: unhex(golden.envelopeKey), step, recognizeId });
    const request = await sealBody(unhex(vector.body));
    const opened = await openRequest({ keys: goldenKeys, step, recognizeId, sealed: request.sealed });
    expect(hex(opened.body)).toBe(vector.body);
    expect(hex(await request.open(await opened.seal(unhex(vector.response))))).toBe(vector.response);
  });
});
