import { RecognizeError } from '../../errors.ts';
import { createBeginResponse, requireDeviceKey } from '../../matching/matcher-session.ts';
import { noStateHash } from '../../matching/secret-sharing.ts';
import { sessionId } from '../../matching/transcript.ts';
import { toBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { equal, systemRandom, wipe } from '../../wire/bytes.ts';
import { type BeginRequest, parseBeginRequest } from '../../wire/messages/begin.ts';
import type { AuthorizationClaims, Ceremony } from '../../wire/tokens.ts';
import type { Context } from '../context.ts';
import { lockPerson, requireRoom } from '../devices.ts';
import { nodeEcdh } from '../ecdh.ts';
import { thumbprintOf } from '../keys.ts';
import { requireOpen } from '../limits.ts';
import type { Sql } from '../storage/sql.ts';
import { checkAuthorization, spendAuthorization } from '../tokens.ts';
import { type Description, knownModel, openEnvelope, secretContext } from './records.ts';
import { requireLength } from './request-length.ts';
import type { TransferKeys } from './transfer-keys.ts';

interface Pair {
  readonly device_id: string;
  readonly type: string;
  readonly expires: number;
  readonly model_id: string;
  readonly n: number;
  readonly state_hash: Uint8Array | null;
  readonly public_key: Uint8Array | null;
}

/**
 * BeginRequest → BeginResponse, at once; the transfer keys are computed afterwards.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/too-many`,
 *   `server/device-limit`, `ceremony/locked`, `ceremony/session-expired`, `client-state/revoked`, `client-state/expired`,
 *   `client-state/model-mismatch`
 */
export async function begin(
  context: Context,
  transferKeys: TransferKeys,
  recognizeId: string,
  ceremony: Exclude<Ceremony, 'enroll'>,
  sealed: Bytes,
  description: Description,
): Promise<Bytes> {
  const { storage, now, policy } = context;
  requireLength(1, sealed);
  if (context.pool.full) throw new RecognizeError('server/too-many');
  const { body, seal } = await openEnvelope(context, 1, recognizeId, sealed);
  const beginRequest = parse(context, body);
  const claims = await checkAuthorization(context, beginRequest.token, { recognizeId, ceremony });
  await spendAuthorization(storage, claims);
  const pair = await findPair(context, recognizeId, ceremony, beginRequest);
  await requireKey(claims, beginRequest, pair);
  const ceremonyId = systemRandom(32);
  const stateHash = ceremony === 'recover' ? new Uint8Array(pair.state_hash!) : noStateHash();
  const { beginResponse, privateKey } = await createBeginResponse({ ceremonyId, stateHash }, nodeEcdh);
  try {
    const { origin } = claims;
    const { shareId, token, n } = beginRequest;
    const sid = sessionId(
      { n, recognizeId, shareId, modelId: pair.model_id, origin, ceremony, token },
      body,
      beginResponse,
    );
    const id = toBase64url(ceremonyId);
    const secret = context.keys.cipher.seal(privateKey, secretContext(id));
    const life = now() + policy.ceremonyLife;
    const row = [
      id,
      recognizeId,
      pair.device_id,
      toBase64url(shareId),
      { ...claims, description },
      beginRequest.deviceKey,
      sid,
      beginRequest.points,
      secret,
      life,
    ];
    const dropped = await storage.transaction(async (sql) => {
      await lockPerson(sql, recognizeId);
      await requireOpen(sql, { recognizeId, deviceId: pair.device_id }, now());
      const abandoned = await makeRoom(sql, transferKeys, recognizeId, policy.openCeremonies, now());
      if (ceremony === 'recover') await requireRoom(sql, recognizeId, policy.deviceLimit, now());
      await sql.query(
        `insert into recognize_ceremonies
         (ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, points, sealed_secret, expires)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        row,
      );
      return abandoned;
    });
    if (dropped !== undefined) transferKeys.forget(dropped);
    // The pool overwrites its copy, whenever its turn comes.
    transferKeys.compute(id, async () => ({
      privateKey: privateKey.slice(),
      points: beginRequest.points,
      sid,
    }));
    return seal(beginResponse);
  } finally {
    wipe(privateKey);
  }
}

/** A body belongs to one of the known numbers of bits; its length must be that of BeginRequest. */
function parse({ models }: Context, body: Bytes): BeginRequest {
  const n = ((body[2] ?? 0) << 8) | (body[3] ?? 0);
  if (!models.some(({ matching }) => matching.n === n))
    throw new RecognizeError('client-state/model-mismatch');
  const beginRequest = parseBeginRequest(body, n);
  requireDeviceKey(beginRequest.deviceKey);
  return beginRequest;
}

async function findPair(
  context: Context,
  recognizeId: string,
  ceremony: Ceremony,
  beginRequest: BeginRequest,
): Promise<Pair> {
  const [pair] = await context.storage.query<Pair>(
    `select d.* from recognize_shares s join recognize_devices d using (device_id)
     where s.share_id = $1 and d.recognize_id = $2`,
    [toBase64url(beginRequest.shareId), recognizeId],
  );
  if (pair === undefined) throw new RecognizeError('client-state/revoked');
  if (pair.expires !== 0 && pair.expires <= context.now()) throw new RecognizeError('client-state/expired');
  if ((pair.type === 'SDK') !== (ceremony === 'authenticate')) throw new RecognizeError('server/forbidden');
  if (knownModel(context, pair.model_id).matching.n !== beginRequest.n)
    throw new RecognizeError('client-state/model-mismatch');
  return pair;
}

/** The key in BeginRequest is the one that the token names, and the bound one where one is bound. */
async function requireKey(
  claims: AuthorizationClaims,
  { deviceKey }: BeginRequest,
  { public_key }: Pair,
): Promise<void> {
  const bound = public_key === null || equal(public_key, deviceKey);
  const named = claims.device_key === undefined || claims.device_key === (await thumbprintOf(deviceKey));
  if (!bound || !named) throw new RecognizeError('server/forbidden', { detail: 'another device key' });
}

/**
 * Keeps the number of a person's open runs; exact under `lockPerson`. The oldest one that has not come to its EvaluateRequest gives way: most likely somebody
 * closed the page, and nothing was counted for it. A run whose EvaluateRequest is being answered here has come to it, though it is stored later.
 *
 * @returns the run that gave way
 * @throws RecognizeError `server/too-many` when there is none
 */
async function makeRoom(
  sql: Sql,
  transferKeys: TransferKeys,
  recognizeId: string,
  most: number,
  now: number,
): Promise<string | undefined> {
  const open = await sql.query<{ ceremony_id: string; request2: string | null }>(
    `select ceremony_id, request2 from recognize_ceremonies
     where recognize_id = $1 and sid is not null and response3 is null and expires > $2 order by expires`,
    [recognizeId, now],
  );
  if (open.length < most) return undefined;
  const oldest = open.find(
    ({ ceremony_id, request2 }) => request2 === null && !transferKeys.isAnswering(ceremony_id),
  )?.ceremony_id;
  if (oldest === undefined || open.length > most) throw new RecognizeError('server/too-many');
  await sql.query('delete from recognize_ceremonies where ceremony_id = $1', [oldest]);
  return oldest;
}
