import { expect, test } from 'vitest';
import { ClientSession } from '../../../src/matching/client-session.ts';
import {
  createBeginResponse,
  createEvaluateResponse,
  senderKeys,
} from '../../../src/matching/matcher-session.ts';
import { permuteBits } from '../../../src/matching/permutation.ts';
import { evaluate, garble } from '../../../src/matching/threshold-gate.ts';
import { sessionId } from '../../../src/matching/transcript.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { bitAt, systemRandom, xor } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import { parseEvaluateRequest, parseEvaluateResponse } from '../../../src/wire/messages/evaluate.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import {
  browserMatch,
  hamming,
  makeDeviceKey,
  makeScene,
  nodeMultiplier,
  nodeReceiverKeys,
  play,
} from './support.ts';

/** Two attacks that shaped the design, each shown to work on the variant that invites it and to fail on ours. */
const n = 64;
const words = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i));
};
const bytes = (values: Uint32Array): Bytes => {
  const out = new Uint8Array(values.length * 4);
  const view = new DataView(out.buffer);
  values.forEach((value, i) => {
    view.setUint32(4 * i, value);
  });
  return out;
};

/** Corrections that put e_i into bit i of the sum, whatever A is: label(e_i = 1) − label(e_i = 0) = 2^(i mod 32) in word i / 32. */
function readingCorrections(keys: Bytes, choices: Bytes): { corrections: Bytes; base: Uint32Array } {
  const k = words(keys);
  const corrections = new Uint32Array(n * 8);
  const base = new Uint32Array(8);
  for (let i = 0; i < n; i++) {
    const c = bitAt(choices, i);
    for (let w = 0; w < 8; w++) {
      const [zero, other] = [k[(2 * i + c) * 8 + w]!, k[(2 * i + 1 - c) * 8 + w]!];
      corrections[i * 8 + w] = zero - other + (w === i >> 5 ? 2 ** (i & 31) : 0);
      base[w]! += zero;
    }
  }
  return { corrections: bytes(corrections), base };
}

/** Reads e out of what should be a sum of labels. */
function readInput(sum: Bytes, base: Uint32Array): Bytes {
  const difference = words(sum).map((word, w) => word - base[w]!);
  const e = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) e[i >> 3]! |= ((difference[i >> 5]! >>> (i & 31)) & 1) << (7 - (i & 7));
  return e;
}

test('a client that returned the output label would hand every input bit to a tampered server', () => {
  const [e, rho, keys] = [systemRandom(8), systemRandom(8), systemRandom(n * 64)];
  const { corrections, base } = readingCorrections(keys, xor(e, rho));
  // The variant: Σ k_i[ρ_i] + e_i y_i goes back as it is.
  const [k, y, sum] = [words(keys), words(corrections), new Uint32Array(8)];
  for (let at = 0; at < n * 8; at++) {
    const i = at >> 3;
    sum[at & 7]! += k[(2 * i + bitAt(rho, i)) * 8 + (at & 7)]! + bitAt(e, i) * y[at]!;
  }
  expect(readInput(bytes(sum), base)).toEqual(e);
});

test('ours answers the same tampered server with bytes that tell it nothing', async () => {
  const device = await makeDeviceKey();
  let agreeing = 0;
  const rounds = 20;
  for (let round = 0; round < rounds; round++) {
    const scene = makeScene(`label ${round}`, device);
    let base: Uint32Array = new Uint32Array(8);
    const capture = systemRandom(8);
    const { accepted, evaluation } = await play(scene, {
      capture,
      garble(input) {
        const { choices } = parseEvaluateRequest(input.evaluateRequest, n);
        const read = readingCorrections(input.keys, choices);
        base = read.base;
        const honest = createEvaluateResponse(input);
        const evaluateResponse = honest.evaluateResponse.slice();
        evaluateResponse.set(read.corrections);
        return { ...honest, evaluateResponse };
      },
    });
    expect(accepted).toBe(false);
    const { proof } = parseFinishRequest(evaluation!.finishRequest);
    expect(proof).toHaveLength(32);
    const e = xor(permuteBits(capture, scene.client.orderSeed), scene.client.share);
    agreeing += n - hamming(readInput(proof, base), e);
  }
  // 1,280 fair coins: 6 standard deviations either way.
  expect(Math.abs(agreeing - (rounds * n) / 2)).toBeLessThan(6 * Math.sqrt((rounds * n) / 4));
});

/** From two answers to c and its complement: y_i + y'_i = (1 − 2 A_i)(Δ + Δ'), one of two values, one for each value of A_i. */
function shareUpToComplement(first: Bytes, second: Bytes): Bytes {
  const [a, b] = [words(first), words(second)];
  const sum = (i: number) =>
    Array.from({ length: 8 }, (_, w) => (a[8 * i + w]! + b[8 * i + w]!) >>> 0).join();
  const out = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) out[i >> 3]! |= Number(sum(i) !== sum(0)) << (7 - (i & 7));
  return out;
}

test('a matcher that answered twice for one batch would hand over its share up to complement', () => {
  const [sid, keys, share, choices] = [
    systemRandom(32),
    systemRandom(n * 64),
    systemRandom(8),
    systemRandom(8),
  ];
  const twice = [choices, xor(choices, new Uint8Array(8).fill(255))].map(
    (c) => garble({ sid, keys, choices: c, share, tau: 20 }, systemRandom).corrections,
  );
  const found = shareUpToComplement(twice[0]!, twice[1]!);
  expect([0, n]).toContain(hamming(found, share));
});

test('ours spends the transfer keys with the first answer', () => {
  const [sid, keys, share] = [systemRandom(32), systemRandom(n * 64), systemRandom(8)];
  const input = { sid, keys, share, tau: 20 };
  createEvaluateResponse({ ...input, evaluateRequest: systemRandom(40) });
  expect(keys.every((byte) => byte === 0)).toBe(true);
  expect(() => createEvaluateResponse({ ...input, evaluateRequest: systemRandom(40) })).toThrow(
    'ceremony/session-spent',
  );
});

test('a browser session evaluates one EvaluateResponse, makes one EvaluateRequest, accepts one BeginResponse', async () => {
  const device = await makeDeviceKey();
  const scene = makeScene('once', device);
  const browser = await ClientSession.prepare(
    browserMatch(scene),
    systemRandom,
    nodeReceiverKeys(systemRandom),
  );
  expect(() => browser.createEvaluateRequest(scene.bits)).toThrow('ceremony/session-spent');
  const multiplier = nodeMultiplier(systemRandom);
  const offered = await createBeginResponse(
    { ceremonyId: systemRandom(32), stateHash: scene.server.stateHash },
    multiplier,
  );
  await browser.acceptBeginResponse(offered.beginResponse);
  await expect(browser.acceptBeginResponse(offered.beginResponse)).rejects.toThrow('ceremony/session-spent');
  const evaluateRequest = browser.createEvaluateRequest(scene.bits);
  expect(() => browser.createEvaluateRequest(systemRandom(8))).toThrow('ceremony/session-spent');
  const sid = sessionId(scene.context, browser.beginRequest, offered.beginResponse);
  const keys = await senderKeys(
    offered.privateKey,
    parseBeginRequest(browser.beginRequest, n).points,
    sid,
    multiplier,
  );
  const { evaluateResponse } = createEvaluateResponse({
    sid,
    keys,
    evaluateRequest,
    share: scene.server.share,
    tau: scene.tau,
  });
  await browser.createFinishRequest(evaluateResponse, device.sign);
  await expect(browser.createFinishRequest(evaluateResponse, device.sign)).rejects.toThrow(
    'ceremony/session-spent',
  );
  browser.checkVerdict(true);
  expect(() => browser.checkVerdict(true)).toThrow('ceremony/session-spent');
});

test('a reused transfer batch: two sessions of one BeginRequest share no transfer key, since nonceS and S are in the session id', async () => {
  const device = await makeDeviceKey();
  const scene = makeScene('reuse', device);
  const source = nodeReceiverKeys(systemRandom);
  const browser = await ClientSession.prepare(browserMatch(scene), systemRandom, source);
  const { points } = parseBeginRequest(browser.beginRequest, n);
  const multiplier = nodeMultiplier(systemRandom);
  const privateKey = (await multiplier.generate()).privateKey;
  const [one, two] = await Promise.all(
    [systemRandom(160), systemRandom(160)].map((beginResponse) =>
      senderKeys(
        privateKey,
        points,
        sessionId(scene.context, browser.beginRequest, beginResponse),
        multiplier,
      ),
    ),
  );
  for (let i = 0; i < n * 64; i += 32) expect(one!.subarray(i, i + 32)).not.toEqual(two!.subarray(i, i + 32));
});

test('a verdict against the evaluation is a security error, both ways', async () => {
  const device = await makeDeviceKey();
  const scene = makeScene('verdict', device);
  for (const [distance, lie] of [
    [0, false],
    [64, true],
  ] as const) {
    const browser = await ClientSession.prepare(
      browserMatch(scene),
      systemRandom,
      nodeReceiverKeys(systemRandom),
    );
    const multiplier = nodeMultiplier(systemRandom);
    const offered = await createBeginResponse(
      { ceremonyId: systemRandom(32), stateHash: scene.server.stateHash },
      multiplier,
    );
    const sid = sessionId(scene.context, browser.beginRequest, offered.beginResponse);
    const keys = await senderKeys(
      offered.privateKey,
      parseBeginRequest(browser.beginRequest, n).points,
      sid,
      multiplier,
    );
    await browser.acceptBeginResponse(offered.beginResponse);
    const capture = distance === 0 ? scene.bits : xor(scene.bits, new Uint8Array(8).fill(255));
    const { evaluateResponse } = createEvaluateResponse({
      sid,
      keys,
      evaluateRequest: browser.createEvaluateRequest(capture),
      share: scene.server.share,
      tau: scene.tau,
    });
    await browser.createFinishRequest(evaluateResponse, device.sign);
    expect(() => browser.checkVerdict(lie)).toThrow('security/assertion-invalid');
  }
});

test('a label of a wrong sum opens no row', () => {
  const [sid, keys, share, rho] = [systemRandom(32), systemRandom(n * 64), systemRandom(8), systemRandom(8)];
  const garbled = garble({ sid, keys, choices: xor(share, rho), share, tau: 20 }, systemRandom);
  const { found } = evaluate({ sid, keys: systemRandom(n * 32), input: share, ...garbled });
  expect(found).toBe(0);
  expect(
    parseEvaluateResponse(new Uint8Array([...garbled.corrections, ...garbled.commitment, ...garbled.rows]), n)
      .rows,
  ).toEqual(garbled.rows);
});
