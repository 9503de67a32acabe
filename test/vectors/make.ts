import { writeFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { bitsFromEmbedding } from '../../src/matching/bits.ts';
import { captureClaim } from '../../src/wire/assertion.ts';
import { toBase64url } from '../../src/wire/base64url.ts';
import { concat, utf8 } from '../../src/wire/bytes.ts';
import { type CaptureReport, noCaptureFlags } from '../../src/wire/capture-report.ts';
import { encodeClientState } from '../../src/wire/client-state.ts';
import { envelopeKeyStatement } from '../../src/wire/configuration.ts';
import { envelopeSuite, openRequest } from '../../src/wire/envelope.ts';
import { encodeChallengeRequest, encodeChallengeResponse } from '../../src/wire/messages/challenge.ts';
import { encodeEnrollRequest, encodeEnrollResponse } from '../../src/wire/messages/enroll.ts';
import { rowCount } from '../../src/wire/suite.ts';
import { atDistance } from '../support/matching/bits.ts';
import { publicKeyOf, randomScalar } from '../support/matching/node-ecdh.ts';
import { seededRandom } from '../support/matching/seeded-random.ts';
import { hex, unhex } from './hex.ts';
import { keyPairOf } from './keys.ts';
import { playSession, type SessionInput } from './session.ts';

// Writes the golden vectors: node --import tsx test/vectors/make.ts. Run it only for a new version of the format. The vectors are what hosts have
// stored and what matchers in other languages implement. ECDSA signatures are random, so they differ at every run.

const random = seededRandom('recognize golden vectors 1');
const n = 64;
const tau = 18;
const CREATED = 1_790_000_000_000;
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
const recognizeId = 'rid-0001';
const origin = 'https://bank.example';
const modelId = 'recognize-1@0123456789abcdef';
const token = 'header.claims.signature';
const report: CaptureReport = {
  liveness: 'active',
  flags: { ...noCaptureFlags, repeatedFrames: true, cameraChanged: true },
};

const scalar = () => hex(randomScalar(random));
const write = (name: string, value: unknown) =>
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(value, null, 2)}\n`);

// The random values below are taken from one stream, so the order of the statements is part of the vectors.
const device = scalar();
const signing = scalar();
const signingKeys = await keyPairOf(signing, 'ECDSA');
const deviceKeys = await keyPairOf(device, 'ECDSA');
const deviceId = toBase64url(random(16));
const assertion = await signAssertion();
const bits = random(n / 8);
const enrollment = {
  bits: hex(bits),
  shareId: hex(random(16)),
  orderSeed: hex(random(32)),
  B: hex(random(n / 8)),
};
const sessionInput: Omit<SessionInput, 'capture'> = {
  n,
  tau,
  context: { recognizeId, modelId, origin, ceremony: 'recover', token },
  enrollment,
  device: { publicKey: hex(publicKeyOf(unhex(device))) },
  challenge: ['up', 'closer', 'left'],
  report,
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
  verdict: { deviceId, created: CREATED, assertion },
};
const { A, stateHash } = await writeMatches();
await writeEnrollment();
writeClientStates();
writeBits();
await writeEnvelopes();

function signAssertion(): Promise<string> {
  return new SignJWT({
    nonce: 'challenge-1',
    ceremony: 'recover',
    device_id: deviceId,
    amr: ['face', 'pop'],
    liveness: report.liveness,
    capture: captureClaim(report.flags),
  })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(origin)
    .setAudience(origin)
    .setSubject(recognizeId)
    .setJti('assertion-1')
    .setIssuedAt(CREATED / 1000)
    .setExpirationTime(CREATED / 1000 + 300)
    .sign(signingKeys.privateKey);
}

/** Matches at distances 0, tau, tau + 1 and n. The values that all of them share are written once. */
async function writeMatches() {
  const sign = async (message: Uint8Array) =>
    hex(new Uint8Array(await crypto.subtle.sign(ECDSA, deviceKeys.privateKey, new Uint8Array(message))));
  const cases = [];
  for (const distance of [0, tau, tau + 1, n]) {
    const capture = hex(atDistance(bits, distance));
    cases.push({ distance, capture, ...(await playSession({ ...sessionInput, capture }, sign)) });
  }
  const { A, stateHash, ctx, m1, m2, sid, transferKeys } = cases[0]!;
  const common = { A, stateHash, ctx, m1, m2, sid, transferKeys };
  const varying = cases.map((values) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !(key in common))),
  );
  const signingKey = hex(publicKeyOf(unhex(signing)));
  write('match', { signingKey, input: sessionInput, common, cases: varying });
  return common;
}

async function writeEnrollment() {
  const { shareId } = enrollment;
  const request = {
    type: 'BACKUP' as const,
    n,
    modelIdHash: new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(modelId))),
    token,
    shareId: unhex(shareId),
    share: unhex(A),
    stateHash: unhex(stateHash),
    report,
  };
  const answer = {
    deviceId,
    created: CREATED,
    expires: CREATED + 600_000,
    assertion,
    activationToken: 'another.short.token',
  };
  const hash = hex(Uint8Array.from({ length: 32 }, (_, i) => 7 * i));
  const photo = { scenario: 'DOCUMENT' as const, hash };
  const response = { ...answer, deviceId: new Uint8Array(Buffer.from(deviceId, 'base64url')) };
  write('enrollment', {
    c1: hex(encodeChallengeRequest({ liveness: report.liveness, token })),
    c2: hex(encodeChallengeResponse({ challenge: sessionInput.challenge })),
    input: {
      type: 'BACKUP',
      n,
      modelId,
      token,
      shareId,
      A,
      stateHash,
      challenge: sessionInput.challenge,
      report,
    },
    e1: hex(encodeEnrollRequest(request)),
    answer,
    e2: hex(encodeEnrollResponse(response)),
    photo,
    e1Photo: hex(
      encodeEnrollRequest({
        ...request,
        report: { liveness: 'off', flags: noCaptureFlags },
        photo: { ...photo, hash: unhex(photo.hash) },
      }),
    ),
  });
}

function writeClientStates() {
  const fieldsOf = (type: 'BACKUP' | 'TEMPORARY', id: string, expires: number, shareBytes: number) => ({
    version: 1 as const,
    type,
    recognizeId: id,
    deviceId,
    modelId,
    created: CREATED,
    expires,
    shareId: hex(random(16)),
    share: hex(random(shareBytes)),
    orderSeed: hex(random(32)),
  });
  const states = [
    fieldsOf('BACKUP', recognizeId, 0, 128),
    fieldsOf('TEMPORARY', 'zoë@例え.example', CREATED + 600_000, 32),
  ].map((fields) => {
    const { shareId, share, orderSeed, ...rest } = fields;
    const clientShare = { shareId: unhex(shareId), share: unhex(share), orderSeed: unhex(orderSeed) };
    return { fields, text: encodeClientState({ ...rest, share: clientShare }) };
  });
  write('client-state', { states });
}

function writeBits() {
  const embedding = Array.from({ length: 200 }, (_, i) => Math.round(1e4 * Math.sin(1 + i * i * 0.37)) / 1e4);
  const center = embedding.map((_, i) => Math.round(1e4 * 0.01 * Math.cos(i)) / 1e4);
  const bitsOf = (size: number) => hex(bitsFromEmbedding(embedding, { modelId, n: size, center }));
  const bits = Object.fromEntries([64, 256, 1024].map((size) => [size, bitsOf(size)]));
  write('bits', { modelId, embedding, center, bits });
}

async function writeEnvelopes() {
  const [recipient, ephemeral] = [scalar(), scalar()];
  const keys = await keyPairOf(recipient, 'ECDH');
  const envelopeKey = new Uint8Array([4, ...publicKeyOf(unhex(recipient))]);
  const expires = CREATED + 30 * 86_400_000;
  const statement = envelopeKeyStatement(envelopeKey, expires);
  const envelopes = [];
  for (const step of [0, 1, 2, 3] as const) {
    const body = random(100 * (step + 1));
    const context = await envelopeSuite.createSenderContext({
      recipientPublicKey: keys.publicKey,
      ekm: await keyPairOf(ephemeral, 'ECDH'),
      info: concat(utf8('recognize/match/v1'), new Uint8Array([step]), utf8(recognizeId)),
    });
    const ciphertext = new Uint8Array(await context.seal(body));
    const sealed = concat(new Uint8Array(context.enc), ciphertext);
    const [response, responseNonce] = [random(50 * (step + 1)), random(32)];
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
    signature: hex(new Uint8Array(await crypto.subtle.sign(ECDSA, signingKeys.privateKey, statement))),
    ephemeral,
    envelopes,
  });
}
