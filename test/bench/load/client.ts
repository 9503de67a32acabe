import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { ClientSession } from '../../../src/matching/client-session.ts';
import type { ReceiverEcdh } from '../../../src/matching/ecdh.ts';
import { split, stateHash } from '../../../src/matching/secret-sharing.ts';
import { nodeEcdh } from '../../../src/server/ecdh.ts';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { type Bytes, systemRandom, utf8 } from '../../../src/wire/bytes.ts';
import { type Configuration, verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../../../src/wire/envelope.ts';
import { parseBeginResponse } from '../../../src/wire/messages/begin.ts';
import { encodeEnrollRequest } from '../../../src/wire/messages/enroll.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import type { ClientShare } from '../../../src/wire/shares.ts';
import { plainReport } from '../../support/capture.ts';

/** Of the pages. No browser takes part. */
export const PAGE_ORIGIN = 'https://load.example';

/** A user who has enrolled, and always shows the same face. */
export interface EnrolledUser {
  readonly recognizeId: string;
  readonly bits: Bytes;
  readonly clientShare: ClientShare;
}

/** A backend of one or more processes, and what a browser knows about it. */
export interface Backend {
  readonly addresses: readonly string[];
  readonly modelSet: ModelSet;
  readonly modelId: string;
  readonly matcherKey: Bytes;
}

export async function connect(addresses: readonly string[], modelSet: ModelSet): Promise<Backend> {
  const response = await fetch(`${addresses[0]}/.well-known/recognize`);
  const configuration = (await response.json()) as Configuration;
  const matcherKey = await verifyEnvelopeKey(configuration, undefined, Date.now());
  return { addresses, modelSet, modelId: await modelId(modelSet), matcherKey };
}

/**
 * One pair of keys for all transfers. A browser uses a pair for each. The matcher does the same work, and this client does nearly none, so that
 * it does not compete for the processor.
 */
const sharedKeyPair: ReceiverEcdh = async (count) => {
  const { privateKey, publicKey } = await nodeEcdh.generateKeyPair();
  return {
    publicKeys: Array(count).fill(publicKey),
    sharedSecrets: async (peer) => Array(count).fill((await nodeEcdh.sharedSecrets(privateKey, [peer]))[0]),
  };
};

/** A refused request. */
export class Refusal extends Error {}

/** Posts JSON. @throws Refusal with the code of the server */
export async function post(
  address: string,
  recognizeId: string,
  path: string,
  message: object,
): Promise<string> {
  const response = await fetch(`${address}/${path}`, {
    method: 'POST',
    headers: { 'x-user': recognizeId, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  const { body, error } = (await response.json()) as { body: string; error?: { code: string } };
  if (error !== undefined) throw new Refusal(error.code);
  return body;
}

async function sendSealed(
  { matcherKey }: Backend,
  address: string,
  recognizeId: string,
  request: { step: EnvelopeStep; path: string; body: Bytes; fields?: object },
): Promise<Bytes> {
  const { step, path, body, fields } = request;
  const seal = await encapsulate({ matcherKey, step, recognizeId });
  const { sealed, open } = await seal(body);
  const message = { recognizeId, body: toBase64url(sealed), ...fields };
  return open(fromBase64url(await post(address, recognizeId, path, message)));
}

export async function issueTokens(
  { addresses }: Backend,
  user: string,
  ceremony: 'enroll' | 'recover',
  count = 1,
): Promise<string[]> {
  const response = await fetch(`${addresses[0]}/tokens?user=${user}&ceremony=${ceremony}&count=${count}`);
  return (await response.json()) as string[];
}

export async function enroll(backend: Backend, recognizeId: string): Promise<EnrolledUser> {
  const { n } = backend.modelSet.matching;
  const bits = new Uint8Array(randomBytes(n / 8));
  const { client, server } = split(bits);
  const [token = ''] = await issueTokens(backend, recognizeId, 'enroll');
  const modelIdHash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(backend.modelId)));
  const body = encodeEnrollRequest({ type: 'BACKUP', n, modelIdHash, token, ...server, report: plainReport });
  const fields = { ceremony: 'enroll' };
  await sendSealed(backend, backend.addresses[0]!, recognizeId, {
    step: 1,
    path: 'ceremonies',
    body,
    fields,
  });
  return { recognizeId, bits, clientShare: client };
}

/** A recovery up to its BeginRequest, which is not sent yet. */
export async function prepareRecovery(
  backend: Backend,
  { recognizeId, clientShare }: EnrolledUser,
  token: string,
) {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const publicKey = await crypto.subtle.exportKey('raw', keys.publicKey);
  const session = await ClientSession.create(
    {
      recognizeId,
      ceremony: 'recover',
      token,
      modelId: backend.modelId,
      origin: PAGE_ORIGIN,
      share: clientShare,
      deviceKey: new Uint8Array(publicKey).slice(1),
      expectedStateHash: stateHash(clientShare),
      liveness: 'off',
    },
    systemRandom,
    sharedKeyPair,
  );
  const sign = async (message: Bytes) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, message));
  return { session, sign };
}

/** Milliseconds. */
export interface RecoveryTimes {
  /** Of all three requests, without the capture. */
  readonly totalMs: number;
  /** From sending EvaluateRequest to its response. */
  readonly evaluateMs: number;
  /** From sending FinishRequest to its response. */
  readonly finishMs: number;
}

/**
 * A recovery. Each request goes to another process than the one before.
 *
 * @param captureMs time between the first two requests
 * @param matching whether the captured face is the enrolled one
 * @throws Refusal
 */
export async function recover(
  backend: Backend,
  user: EnrolledUser,
  captureMs = 0,
  matching = true,
): Promise<RecoveryTimes> {
  const { recognizeId, bits } = user;
  const { addresses } = backend;
  const [token = ''] = await issueTokens(backend, recognizeId, 'recover');
  const { session, sign } = await prepareRecovery(backend, user, token);
  let processIndex = Math.floor(Math.random() * addresses.length);
  let ceremony = '';
  const sendTimed = async (step: EnvelopeStep, path: string, body: Bytes, fields?: object) => {
    const address = addresses[processIndex++ % addresses.length]!;
    const start = performance.now();
    const response = await sendSealed(backend, address, recognizeId, {
      step,
      path: `ceremonies${ceremony}${path}`,
      body,
      ...(fields === undefined ? {} : { fields }),
    });
    return { response, durationMs: performance.now() - start };
  };

  const fields = { ceremony: 'recover', device: { name: 'Load' } };
  const begin = await sendTimed(1, '', session.beginRequest, fields);
  await session.acceptBeginResponse(begin.response);
  ceremony = `/${toBase64url(parseBeginResponse(begin.response).ceremonyId)}`;
  await setTimeout(captureMs);
  const captured = matching ? bits : new Uint8Array(randomBytes(bits.length));
  const evaluate = await sendTimed(2, '/evaluate', session.createEvaluateRequest(captured));
  const { finishRequest } = await session.createFinishRequest(evaluate.response, plainReport, sign);
  const finish = await sendTimed(3, '/finish', finishRequest);
  if (parseFinishResponse(finish.response).recognized !== matching) throw new Error('the wrong verdict');
  return {
    totalMs: begin.durationMs + evaluate.durationMs + finish.durationMs,
    evaluateMs: evaluate.durationMs,
    finishMs: finish.durationMs,
  };
}
