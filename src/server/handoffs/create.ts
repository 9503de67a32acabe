import { RecognizeError } from '../../errors.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { type Bytes, systemRandom } from '../../wire/bytes.ts';
import type { CreatedHandoff } from '../../wire/handoff.ts';
import { taggedHash } from '../../wire/hash.ts';
import type { LivenessLevel } from '../../wire/liveness.ts';
import { requireAuthorizedSource } from '../../wire/photo-authorization.ts';
import { type Ceremony, requiredLiveness } from '../../wire/tokens.ts';
import type { Permission } from '../authorize.ts';
import type { Context } from '../context.ts';
import type { DeviceDescription } from '../device-description.ts';
import { requireLiveness } from '../liveness.ts';
import {
  type Handoff,
  insertHandoff,
  listHandoffsSince,
  lockHandoffsOf,
  updateHandoff,
} from '../repositories/handoffs.ts';
import { checkAuthorization, consumeAuthorization } from '../tokens.ts';
import { HANDOFF_LIFETIME_MS, HANDOFFS_OF_USER, isOpen, withoutPayload } from './state.ts';

export interface CreateInput {
  readonly permission: Permission;
  readonly ceremony: Ceremony;
  /** The host's token. The hand-off uses it up. */
  readonly authorization: string;
  /** Hash of the link key. */
  readonly link: Bytes;
  /** The level of the liveness check that the page wants; default: the one of the authorization. */
  readonly liveness?: LivenessLevel | undefined;
  /** Encrypted for the phone. */
  readonly payload: Bytes;
  readonly description: DeviceDescription;
  /** The origin that the request names; undefined when it names none. */
  readonly pageOrigin: string | undefined;
}

/**
 * Creates a hand-off, and cancels an earlier one of the same session.
 *
 * @throws RecognizeError `server/forbidden` when the server has no page for phones, or the host names no session; `server/unauthorized`,
 *   `ceremony/session-expired` as `checkAuthorization`; `server/too-many`; `photo/required` for the authorization of a photo
 */
export async function createHandoff(context: Context, input: CreateInput): Promise<CreatedHandoff> {
  const { storage, keys, now } = context;
  const { ceremony, authorization, pageOrigin, permission } = input;
  const { recognizeId } = permission;
  const sessionHash = sessionHashOf(permission);
  const claims = await checkAuthorization(context, authorization, { recognizeId, ceremony, pageOrigin });
  // The file is on this device, and a phone uses its camera.
  requireAuthorizedSource(claims, undefined);
  const liveness = input.liveness ?? requiredLiveness(claims);
  requireLiveness(claims, liveness);
  const page = pageOf(context, claims.origin);
  const created = now();
  const handoff: Handoff = {
    handoffId: toBase64url(systemRandom(16)),
    recognizeId,
    sessionHash,
    linkHash: toBase64url(input.link),
    phoneHash: undefined,
    claims: { ...claims, liveness },
    description: input.description,
    payload: input.payload,
    state: 'waiting',
    tries: 0,
    authorizations: 0,
    assertion: undefined,
    deviceId: undefined,
    result: undefined,
    created,
    expires: created + HANDOFF_LIFETIME_MS,
  };
  await storage.transaction(async (sql) => {
    await lockHandoffsOf(sql, recognizeId);
    const since = created - HANDOFFS_OF_USER.windowMs;
    const earlier = await listHandoffsSince(sql, keys.rows, recognizeId, since, HANDOFFS_OF_USER.count);
    if (earlier.length >= HANDOFFS_OF_USER.count)
      throw new RecognizeError('server/too-many', {
        detail: `${HANDOFFS_OF_USER.count} hand-offs of this user in ten minutes`,
      });
    for (const other of earlier)
      if (other.sessionHash === sessionHash && isOpen(other, created))
        await updateHandoff(sql, keys.rows, { ...other, ...withoutPayload, state: 'cancelled' });
    await consumeAuthorization(sql, claims, created);
    await insertHandoff(sql, keys.rows, handoff);
  });
  const { handoffId } = handoff;
  return { handoffId, page, code: keys.handoffCode(handoffId), remainingMs: HANDOFF_LIFETIME_MS };
}

/**
 * What is stored of the session of a request.
 *
 * @throws RecognizeError `server/forbidden` when the host does not name it
 */
export function sessionHashOf({ session }: Permission): string {
  if (session === undefined)
    throw new RecognizeError('server/forbidden', {
      detail: 'handoffs: authorize must return the id of the session, as { recognizeId, allow, session }',
    });
  return toBase64url(taggedHash('handoff/session', session));
}

/** The page that the link leads to. It has the origin of the authorization, for which the phone's ceremony must run. */
function pageOf({ handoffPage }: Context, origin: string): string {
  if (handoffPage === undefined)
    throw new RecognizeError('server/forbidden', {
      detail: 'handoffs: set the option handoffPage to the path of your page for phones',
    });
  return new URL(handoffPage, origin).href;
}
