import { BrowserSession } from '../../src/matching/browser-session.ts';
import { contextHash, hashOfM4, sessionId } from '../../src/matching/context.ts';
import { answer, check, offer, refreshed, senderKeys } from '../../src/matching/matcher-session.ts';
import { parseM1 } from '../../src/matching/messages.ts';
import { split } from '../../src/matching/shares.ts';
import { fromBase64url } from '../../src/protocol/encoding.ts';
import { encodeM6 } from '../../src/protocol/messages.ts';
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
  const session = await BrowserSession.prepare(
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
  const { m1 } = session;
  const { m2 } = await offer(
    { ceremonyId: unhex(matcher.ceremonyId), stateHash: server.stateHash },
    multiplier,
    drawn(matcher.nonceS),
  );
  await session.acceptM2(m2);
  const sid = sessionId(context, m1, m2);
  const keys = await senderKeys(y, parseM1(m1, n).points, sid, multiplier);
  const transferKeys = hex(keys);
  const m3 = session.makeM3(unhex(input.capture));
  const rows = drawn(matcher.delta, matcher.K, ...cut(matcher.filling, 32));
  const { m4, key } = answer({ sid, keys, m3, share: server.share, tau }, rows);
  const { m5, pending } = await session.makeM5(m4, async (message) => unhex(await sign(message)));
  const checked = await check({
    sid,
    key,
    m3,
    m4Hash: hashOfM4(m4),
    m5,
    deviceKey: unhex(device.publicKey),
    n,
  });
  session.settle(checked.recognized);
  const m6 = checked.recognized
    ? encodeM6({ ...verdict, recognized: true, deviceId: fromBase64url(verdict.deviceId), expires: 0 })
    : encodeM6({ recognized: false });
  return {
    A: hex(server.share),
    stateHash: hex(server.stateHash),
    ctx: hex(contextHash(context)),
    m1: hex(m1),
    m2: hex(m2),
    sid: hex(sid),
    transferKeys,
    m3: hex(m3),
    m4: hex(m4),
    m5: hex(m5),
    recognized: checked.recognized,
    m6: hex(m6),
    newShareId: hex(pending.shareId),
    newB: hex(pending.share),
    newA: checked.recognized ? hex(refreshed(server.share, checked.refresh)) : '',
  };
}
