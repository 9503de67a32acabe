import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import { encodeClientState } from '../wire/client-state.ts';
import { encodeEnrollRequest, parseEnrollResponse } from '../wire/messages/enroll.ts';
import { verifyAssertion } from '../wire/tokens.ts';
import { authorize } from './authorization.ts';
import { connectMatcher } from './matcher.ts';
import { recoverUnderLock } from './recover.ts';
import type { CeremonyContext, EnrollInput, EnrollResult, RecoverResult } from './types.ts';

/**
 * Live face → client state; with `activate` this browser is bound with it at once, from a second capture.
 *
 * @throws RecognizeError as `recover`, and `ceremony/already-enrolled`, `host/bad-response` for an unknown type
 */
export async function enroll(context: CeremonyContext, input: EnrollInput): Promise<EnrollResult> {
  context.onStep('loading');
  if (input.type !== 'BACKUP' && input.type !== 'TEMPORARY')
    throw new RecognizeError('host/bad-response', { detail: 'type: neither BACKUP nor TEMPORARY' });
  const { token, claims } = await authorize(input.authorization, 'enroll', input.recognizeId, context.signal);
  return context.withUserLock(claims.sub, () => enrollUnderLock(context, input, token, claims.sub));
}

async function enrollUnderLock(
  context: CeremonyContext,
  { type, activate = false, name }: EnrollInput,
  token: string,
  recognizeId: string,
): Promise<EnrollResult> {
  const { matching, signal, origin } = context;
  const { modelId, center, n } = await context.models();
  const matcher = await connectMatcher(context, 'enroll', recognizeId);
  const embedding = await context.capture();
  context.onStep('verify');
  const { client, server } = await matching.enroll(embedding, { modelId, n, center }, signal);
  const modelIdHash = await sha256(modelId);
  const e1 = encodeEnrollRequest({ type, n, modelIdHash, token, ...server });
  const message = { ceremony: 'enroll', step: 1, device: name ? { name } : {} };
  // Both halves together are the template: only the browser's own stays.
  const sent = matcher.send(1, { operation: 'begin', path: 'ceremonies' }, message, e1);
  const e2 = parseEnrollResponse(await sent.finally(() => wipe(server.share, e1)));
  const deviceId = toBase64url(e2.deviceId);
  const expected = { sub: recognizeId, aud: origin, ceremony: 'enroll', deviceId } as const;
  await verifyAssertion(e2.assertion, matcher.configuration.signingKey, expected);
  const { created, expires } = e2;
  const clientState = encodeClientState({
    version: 1,
    type,
    recognizeId,
    deviceId,
    modelId,
    created,
    expires,
    share: client,
  });
  const result = { recognizeId, deviceId, type, assertion: e2.assertion };
  if (!activate || e2.activationToken === '') return { ...result, clientState };
  if (type === 'BACKUP') context.onDurableResult({ ...result, clientState });
  const binding = recoverUnderLock(context, { recognizeId, clientState, authorization: e2.activationToken });
  if (type === 'TEMPORARY') return { ...result, ...(await bound(binding)) };
  // A client state that the host is to keep must not be lost with a binding that did not succeed, or was cancelled.
  return { ...result, clientState, ...(await bound(binding).catch(() => ({}))) };
}

const bound = async (binding: Promise<RecoverResult>) => {
  const { device, assertion } = await binding;
  return { device, assertion };
};

const sha256 = async (text: string): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
