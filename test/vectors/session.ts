import { ClientSession } from '../../src/matching/client-session.ts';
import {
  createBeginResponse,
  createEvaluateResponse,
  verifyFinishRequest,
} from '../../src/matching/matcher-session.ts';
import { deriveSenderKeys } from '../../src/matching/oblivious-transfer.ts';
import { refreshShare, split } from '../../src/matching/secret-sharing.ts';
import { contextHash, evaluateResponseHash, sessionId } from '../../src/matching/transcript.ts';
import { fromBase64url } from '../../src/wire/base64url.ts';
import type { CaptureReport } from '../../src/wire/capture-report.ts';
import type { Movement } from '../../src/wire/liveness.ts';
import { parseBeginRequest } from '../../src/wire/messages/begin.ts';
import { encodeFinishResponse } from '../../src/wire/messages/finish.ts';
import { keyBatch, publicKeyOf, sharedSecret } from '../support/matching/node-ecdh.ts';
import { fixedRandomness, hex, splitHex, unhex } from './hex.ts';

/** All inputs of a match, random values included. Byte strings in hex; lists of them are joined. */
export interface SessionInput {
  readonly n: number;
  readonly tau: number;
  readonly context: {
    readonly recognizeId: string;
    readonly modelId: string;
    readonly origin: string;
    readonly ceremony: 'recover' | 'authenticate';
    readonly token: string;
  };
  readonly enrollment: {
    readonly bits: string;
    readonly shareId: string;
    readonly orderSeed: string;
    readonly B: string;
  };
  readonly device: { readonly publicKey: string };
  /** The level of BeginRequest, the challenge of BeginResponse, and the report of FinishRequest. */
  readonly challenge: readonly Movement[];
  readonly report: CaptureReport;
  readonly browser: {
    readonly rho: string;
    readonly nonceC: string;
    readonly s: string;
    /** x_1 … x_n */
    readonly x: string;
    /** Replaces K when K was not found. */
    readonly decoyK: string;
    /** Replaces the proof when K was not found. */
    readonly decoyProof: string;
  };
  readonly matcher: {
    readonly y: string;
    readonly nonceS: string;
    readonly ceremonyId: string;
    readonly delta: string;
    readonly K: string;
    /** The n/2 − tau rows that no accepted distance opens. */
    readonly filling: string;
  };
  readonly capture: string;
  readonly verdict: {
    readonly deviceId: string;
    readonly created: number;
    readonly assertion: string;
  };
}

/** Everything that the match computes, in hex. The messages have the names of docs/private-matching/protocol.md. */
export interface SessionOutput {
  readonly A: string;
  readonly stateHash: string;
  readonly ctx: string;
  readonly m1: string;
  readonly m2: string;
  readonly sid: string;
  /** k_1[0] k_1[1] k_2[0] … of the matcher. */
  readonly transferKeys: string;
  readonly m3: string;
  readonly m4: string;
  readonly m5: string;
  readonly recognized: boolean;
  readonly m6: string;
  /** The refreshed pair. Without a match, the browser's values have no meaning and `newA` is empty. */
  readonly newShareId: string;
  readonly newB: string;
  readonly newA: string;
}

/** Plays one match between both sides of src/matching with fixed random values. @param sign signs H("bind", …) */
export async function playSession(
  input: SessionInput,
  sign: (message: Uint8Array) => Promise<string>,
): Promise<SessionOutput> {
  const { n, tau, enrollment, device, browser, matcher, challenge, report } = input;
  const shareRandomness = fixedRandomness(enrollment.shareId, enrollment.orderSeed, enrollment.B);
  const { client, server } = split(unhex(enrollment.bits), shareRandomness);
  const context = { ...input.context, n, shareId: client.shareId };
  const deviceKey = unhex(device.publicKey);
  const session = await ClientSession.create(
    { ...context, share: client, expectedStateHash: server.stateHash, deviceKey, liveness: report.liveness },
    fixedRandomness(browser.rho, browser.nonceC, browser.s, browser.decoyK, browser.decoyProof),
    async () => keyBatch(splitHex(browser.x, 32).map(unhex)),
  );
  const { beginRequest } = session;

  const ecdh = fixedSenderEcdh(unhex(matcher.y));
  const { beginResponse, privateKey } = await createBeginResponse(
    { ceremonyId: unhex(matcher.ceremonyId), stateHash: server.stateHash, challenge },
    ecdh,
    fixedRandomness(matcher.nonceS),
  );
  const sid = sessionId(context, beginRequest, beginResponse);
  const keys = await deriveSenderKeys(privateKey, parseBeginRequest(beginRequest, n).points, sid, ecdh);
  const transferKeys = hex(keys);

  await session.acceptBeginResponse(beginResponse);
  const evaluateRequest = session.createEvaluateRequest(unhex(input.capture));
  const { evaluateResponse, key } = createEvaluateResponse(
    { sid, keys, evaluateRequest, share: server.share, tau },
    fixedRandomness(matcher.delta, matcher.K, ...splitHex(matcher.filling, 32)),
  );
  const { finishRequest, pendingShare } = await session.createFinishRequest(
    evaluateResponse,
    report,
    async (message) => unhex(await sign(message)),
  );
  const responseHash = evaluateResponseHash(evaluateResponse);
  const verdict = await verifyFinishRequest({
    sid,
    key,
    evaluateRequest,
    responseHash,
    finishRequest,
    deviceKey,
    n,
  });
  session.checkVerdict(verdict.recognized);
  return {
    A: hex(server.share),
    stateHash: hex(server.stateHash),
    ctx: hex(contextHash(context)),
    m1: hex(beginRequest),
    m2: hex(beginResponse),
    sid: hex(sid),
    transferKeys,
    m3: hex(evaluateRequest),
    m4: hex(evaluateResponse),
    m5: hex(finishRequest),
    recognized: verdict.recognized,
    m6: hex(finishResponse(input, verdict.recognized)),
    newShareId: hex(pendingShare.shareId),
    newB: hex(pendingShare.share),
    newA: verdict.recognized ? hex(refreshShare(server.share, verdict.refresh)) : '',
  };
}

const fixedSenderEcdh = (privateKey: Uint8Array<ArrayBuffer>) => ({
  generateKeyPair: async () => ({ privateKey, publicKey: publicKeyOf(privateKey) }),
  sharedSecrets: async (scalar: typeof privateKey, points: readonly (typeof privateKey)[]) =>
    points.map((point) => sharedSecret(scalar, point)),
});

const finishResponse = ({ verdict }: SessionInput, recognized: boolean) =>
  recognized
    ? encodeFinishResponse({
        ...verdict,
        recognized,
        deviceId: fromBase64url(verdict.deviceId),
        expires: 0,
      })
    : encodeFinishResponse({ recognized });
