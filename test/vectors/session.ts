import { ClientSession } from '../../src/matching/client-session.ts';
import {
  createBeginResponse,
  createEvaluateResponse,
  refreshed,
  senderKeys,
  verifyFinishRequest,
} from '../../src/matching/matcher-session.ts';
import { split } from '../../src/matching/secret-sharing.ts';
import { contextHash, evaluateResponseHash, sessionId } from '../../src/matching/transcript.ts';
import { fromBase64url } from '../../src/wire/base64url.ts';
import { parseBeginRequest } from '../../src/wire/messages/begin.ts';
import { encodeFinishResponse } from '../../src/wire/messages/finish.ts';
import { multiplyX, publicKeyOf } from '../unit/matching/support.ts';
import { cut, drawn, hex, unhex } from './hex.ts';

/** Everything that a match draws or is given; byte strings as hex, lists of them joined. */
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
  readonly browser: {
    readonly rho: string;
    readonly nonceC: string;
    readonly s: string;
    /** x_1 … x_n */
    readonly x: string;
    /** Takes the place of K where K was not found. */
    readonly decoyK: string;
    /** Takes the place of the proof where K was not found. */
    readonly decoyProof: string;
  };
  readonly matcher: {
    readonly y: string;
    readonly nonceS: string;
    readonly ceremonyId: string;
    readonly delta: string;
    readonly K: string;
    /** The n/2 − tau rows that no distance opens. */
    readonly filling: string;
  };
  readonly capture: string;
  readonly verdict: {
    readonly deviceId: string;
    readonly created: number;
    readonly assertion: string;
  };
}

/** What comes of it. */
export interface SessionOutput {
  readonly A: string;
  readonly stateHash: string;
  readonly ctx: string;
  readonly m1: string;
  readonly m2: string;
  readonly sid: string;
  /** k_1[0] k_1[1] k_2[0] … as the matcher has them. */
  readonly transferKeys: string;
  readonly m3: string;
  readonly m4: string;
  readonly m5: string;
  readonly recognized: boolean;
  readonly m6: string;
  /** Halves of the new pair; the browser's is meaningless after a no. */
  readonly newShareId: string;
  readonly newB: string;
  readonly newA: string;
}

/** Plays one match through both sides with what is written down. @param sign signs H("bind", …) */
export async function playSession(
  input: SessionInput,
  sign: (message: Uint8Array) => Promise<string>,
): Promise<SessionOutput> {
  const { n, tau, enrollment, device, browser, matcher, verdict } = input;
  const { client, server } = split(
    unhex(enrollment.bits),
    drawn(enrollment.shareId, enrollment.orderSeed, enrollment.B),
  );
  const context = { ...input.context, n, shareId: client.shareId };
  const scalars = cut(browser.x, 32).map(unhex);
  const session = await ClientSession.prepare(
    { ...context, share: client, expectedStateHash: server.stateHash, deviceKey: unhex(device.publicKey) },
    drawn(browser.rho, browser.nonceC, browser.s, browser.decoyK, browser.decoyProof),
    async () => ({
      publicKeys: scalars.map(publicKeyOf),
      shared: async (point) => scalars.map((x) => multiplyX(x, point)),
    }),
  );
  const y = unhex(matcher.y);
  const multiplier = {
    generate: async () => ({ privateKey: y, publicKey: publicKeyOf(y) }),
    multiply: async (key: typeof y, points: readonly (typeof y)[]) => points.map((p) => multiplyX(key, p)),
  };
  const { beginRequest } = session;
  const { beginResponse } = await createBeginResponse(
    { ceremonyId: unhex(matcher.ceremonyId), stateHash: server.stateHash },
    multiplier,
    drawn(matcher.nonceS),
  );
  await session.acceptBeginResponse(beginResponse);
  const sid = sessionId(context, beginRequest, beginResponse);
  const keys = await senderKeys(y, parseBeginRequest(beginRequest, n).points, sid, multiplier);
  const transferKeys = hex(keys);
  const evaluateRequest = session.createEvaluateRequest(unhex(input.capture));
  const rows = drawn(matcher.delta, matcher.K, ...cut(matcher.filling, 32));
  const { evaluateResponse, key } = createEvaluateResponse(
    { sid, keys, evaluateRequest, share: server.share, tau },
    rows,
  );
  const { finishRequest, pending } = await session.createFinishRequest(evaluateResponse, async (message) =>
    unhex(await sign(message)),
  );
  const checked = await verifyFinishRequest({
    sid,
    key,
    evaluateRequest,
    responseHash: evaluateResponseHash(evaluateResponse),
    finishRequest,
    deviceKey: unhex(device.publicKey),
    n,
  });
  session.checkVerdict(checked.recognized);
  const finishResponse = checked.recognized
    ? encodeFinishResponse({
        ...verdict,
        recognized: true,
        deviceId: fromBase64url(verdict.deviceId),
        expires: 0,
      })
    : encodeFinishResponse({ recognized: false });
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
    recognized: checked.recognized,
    m6: hex(finishResponse),
    newShareId: hex(pending.shareId),
    newB: hex(pending.share),
    newA: checked.recognized ? hex(refreshed(server.share, checked.refresh)) : '',
  };
}
