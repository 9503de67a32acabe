import { writeFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { bitsFromEmbedding } from '../../src/matching/bits.ts';
import { toBase64url } from '../../src/wire/base64url.ts';
import { concat, utf8 } from '../../src/wire/bytes.ts';
import { encodeClientState } from '../../src/wire/client-state.ts';
import { envelopeKeyStatement } from '../../src/wire/configuration.ts';
import { envelopeSuite, openRequest } from '../../src/wire/envelope.ts';
import { encodeEnrollRequest, encodeEnrollResponse } from '../../src/wire/messages/enroll.ts';
import { rowCount } from '../../src/wire/suite.ts';
import { publicKeyOf, seeded, withDistance } from '../unit/matching/support.ts';
import { hex, unhex } from './hex.ts';
import { keyPairOf } from './keys.ts';
import { playSession, type SessionInput } from './session.ts';

/**
 * Writes the golden vectors anew: node --import tsx test/vectors/make.ts. Only for a new version of the format: what is written down here is
 * what hosts have stored and what matchers in other languages speak.
 */
const random = seeded('recognize golden vectors 1');
const n = 64;
const tau = 18;
const scalar = () => {
  const bytes = random(32);
  bytes[0]! &= 0x7f;
  return hex(bytes);
};
const write = (name: string, value: unknown) =>
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(value, null, 2)}\n`);

const device = scalar();
const signing = scalar();
const signKey = await keyPairOf(signing, 'ECDSA');
const deviceKey = await keyPairOf(device, 'ECDSA');
const ecdsa = { name: 'ECDSA', hash: 'SHA-256' };
const created = 1_790_000_000_000;
const recognizeId = 'rid-0001';
const origin = 'https://bank.example';
const modelId = 'recognize-1@0123456789abcdef';
const deviceId = toBase64url(random(16));
const assertion = await new SignJWT({
  nonce: 'challenge-1',
  ceremony: 'recover',
  device_id: deviceId,
  amr: ['face', 'pop'],
})
  .setProtectedHeader({ alg: 'ES256' })
  .setIssuer(origin)
  .setAudience(origin)
  .setSubject(recognizeId)
  .setJti('assertion-1')
  .setIssuedAt(created / 1000)
  .setExpirationTime(created / 1000 + 300)
  .sign(signKey.privateKey);

const bits = random(n / 8);
const enrollment = {
  bits: hex(bits),
  shareId: hex(random(16)),
  orderSeed: hex(random(32)),
  B: hex(random(n / 8)),
};
const input: Omit<SessionInput, 'capture'> = {
  n,
  tau,
  context: { recognizeId, modelId, origin, ceremony: 'recover', token: 'header.claims.signature' },
  enrollment,
  device: { publicKey: hex(publicKeyOf(unhex(device))) },
  browser: {
    rho: hex(random(n / 8)),
    nonceC: hex(random(32)),
    s: hex(random(32)),
    x: Array.from({ length: n }, scalar).join(''),
    decoyK: hex(random(16)),
    decoyProof: hex(random(32)),
  },
  matcher: {
    y: scalar(),
    nonceS: hex(random(32)),
    ceremonyId: hex(random(32)),
    delta: hex(random(32)),
    K: hex(random(16)),
    filling: hex(random(32 * (rowCount(n) - tau - 1))),
  },
  verdict: { deviceId, created, assertion },
};
const cases = [];
for (const distance of [0, tau, tau + 1, n]) {
  const capture = hex(withDistance(bits, distance));
  const sign = async (message: Uint8Array) =>
    hex(new Uint8Array(await crypto.subtle.sign(ecdsa, deviceKey.privateKey, new Uint8Array(message))));
  cases.push({ distance, capture, ...(await playSession({ ...input, capture }, sign)) });
}
const { A, stateHash, ctx, m1, m2, sid, transferKeys } = cases[0]!;
const common = { A, stateHash, ctx, m1, m2, sid, transferKeys };
const own = cases.map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => !(key in common))));
write('match', { signingKey: hex(publicKeyOf(unhex(signing))), input, common, cases: own });

const modelIdHash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(modelId)));
const e1 = { type: 'BACKUP', n, modelIdHash, token: 'header.claims.signature' } as const;
const halves = { shareId: unhex(enrollment.shareId), share: unhex(A), stateHash: unhex(stateHash) };
write('enrollment', {
  input: { type: 'BACKUP', n, modelId, token: e1.token, shareId: enrollment.shareId, A, stateHash },
  e1: hex(encodeEnrollRequest({ ...e1, ...halves })),
  answer: {
    deviceId,
    created,
    expires: created + 600_000,
    assertion,
    activationToken: 'another.short.token',
  },
  e2: hex(
    encodeEnrollResponse({
      deviceId: new Uint8Array(Buffer.from(deviceId, 'base64url')),
      created,
      expires: created + 600_000,
      assertion,
      activationToken: 'another.short.token',
    }),
  ),
});

const state = (type: 'BACKUP' | 'TEMPORARY', expires: number, bytes: number) => ({
  version: 1,
  type,
  recognizeId: type === 'BACKUP' ? recognizeId : 'zoë@例え.example',
  deviceId,
  modelId,
  created,
  expires,
  shareId: hex(random(16)),
  share: hex(random(bytes)),
  orderSeed: hex(random(32)),
});
const states = [state('BACKUP', 0, 128), state('TEMPORARY', created + 600_000, 32)].map((fields) => {
  const { version: _, shareId, share, orderSeed, ...rest } = fields;
  const halves = { shareId: unhex(shareId), share: unhex(share), orderSeed: unhex(orderSeed) };
  return { fields, text: encodeClientState({ ...rest, version: 1, share: halves }) };
});
write('client-state', { states });

const embedding = Array.from({ length: 200 }, (_, i) => Math.round(1e4 * Math.sin(1 + i * i * 0.37)) / 1e4);
const center = embedding.map((_, i) => Math.round(1e4 * 0.01 * Math.cos(i)) / 1e4);
write('bits', {
  modelId,
  embedding,
  center,
  bits: Object.fromEntries(
    [64, 256, 1024].map((size) => [size, hex(bitsFromEmbedding(embedding, { modelId, n: size, center }))]),
  ),
});

const [recipient, ephemeral] = [scalar(), scalar()];
const keys = await keyPairOf(recipient, 'ECDH');
const envelopeKey = new Uint8Array([4, ...publicKeyOf(unhex(recipient))]);
const expires = created + 30 * 86_400_000;
const statement = envelopeKeyStatement(envelopeKey, expires);
const envelopes = [];
for (const step of [1, 2, 3] as const) {
  const body = random(100 * step);
  const context = await envelopeSuite.createSenderContext({
    recipientPublicKey: keys.publicKey,
    ekm: await keyPairOf(ephemeral, 'ECDH'),
    info: concat(utf8('recognize/match/v1'), new Uint8Array([step]), utf8(recognizeId)),
  });
  const ciphertext = new Uint8Array(await context.seal(body));
  const sealed = concat(new Uint8Array(context.enc), ciphertext);
  const [response, responseNonce] = [random(50 * step), random(32)];
  const opened = await openRequest({ keys, step, recognizeId, sealed });
  envelopes.push({
    step,
    recognizeId,
    body: hex(body),
    sealed: hex(sealed),
    response: hex(response),
    responseNonce: hex(responseNonce),
    sealedResponse: hex(await opened.seal(response, () => responseNonce)),
  });
}
write('envelope', {
  recipient,
  envelopeKey: hex(envelopeKey),
  signingKey: hex(publicKeyOf(unhex(signing))),
  expires,
  signature: hex(new Uint8Array(await crypto.subtle.sign(ecdsa, signKey.privateKey, statement))),
  ephemeral,
  envelopes,
});
