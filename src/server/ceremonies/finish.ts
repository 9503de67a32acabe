import { RecognizeError } from '../../errors.ts';
import { verifyFinishRequest } from '../../matching/matcher-session.ts';
import { refreshShare, type ShareRefresh } from '../../matching/secret-sharing.ts';
import { fromBase64url, toBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { systemRandom, wipe } from '../../wire/bytes.ts';
import { evaluateRequestBits } from '../../wire/messages/evaluate.ts';
import { encodeFinishResponse } from '../../wire/messages/finish.ts';
import type { Context } from '../context.ts';
import { insertDevice, lockPerson, requireRoom } from '../devices.ts';
import { thumbprintOf } from '../keys.ts';
import { countSuccess } from '../limits.ts';
import type { Sql } from '../storage/sql.ts';
import { signAssertion } from '../tokens.ts';
import { answerOfOther, type CeremonyRow, secretContext, shareContext, takeUp } from './records.ts';

/** New pairs of a device that no session has ended in yes under. */
const mostPending = 4;

interface Pair {
  readonly type: string;
  readonly sealed_share: Uint8Array;
  readonly model_id: string;
  readonly n: number;
  readonly created: number;
}

/**
 * FinishRequest → FinishResponse: decides, and binds or refreshes in one transaction with the stored answer.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `-expired`, `-spent`, `client-state/revoked`,
 *   `server/device-limit`
 */
export async function finish(
  context: Context,
  recognizeId: string,
  ceremonyId: string,
  sealed: Bytes,
): Promise<Bytes> {
  const { row, name, before, opened } = await takeUp(context, 3, recognizeId, ceremonyId, sealed);
  if (before !== undefined) return before;
  if (row.m4_hash === null)
    throw new RecognizeError('ceremony/session-spent', { detail: 'FinishRequest before EvaluateResponse' });
  const { body, seal } = await opened;
  const evaluateRequest = new Uint8Array(row.m3!);
  const key = context.keys.cipher.open(row.sealed_secret!, secretContext(ceremonyId));
  const verdict = await verifyFinishRequest({
    sid: new Uint8Array(row.sid),
    key,
    evaluateRequest,
    responseHash: new Uint8Array(row.m4_hash),
    finishRequest: body,
    deviceKey: new Uint8Array(row.device_key),
    n: evaluateRequestBits(evaluateRequest),
  }).finally(() => wipe(key));
  const storing = context.storage.transaction(async (sql) => {
    await lockPerson(sql, recognizeId);
    // Takes the row before anything is bound, so that parallel requests bind once.
    const first = await sql.query(
      `update recognize_ceremonies set request3 = $2, sealed_secret = null, m3 = null, m4_hash = null
       where ceremony_id = $1 and request3 is null returning ceremony_id`,
      [ceremonyId, name],
    );
    if (first.length === 0) return undefined;
    // Refusals come before the verdict is looked at, so that none of them tells it.
    const pair = await findPair(sql, row);
    if (row.claims.ceremony === 'recover')
      await requireRoom(sql, recognizeId, context.policy.deviceLimit, context.now());
    const finishResponse = verdict.recognized
      ? await bind(context, sql, row, pair, verdict.refresh)
      : encodeFinishResponse({ recognized: false });
    const response = await seal(finishResponse);
    await sql.query('update recognize_ceremonies set response3 = $2 where ceremony_id = $1', [
      ceremonyId,
      response,
    ]);
    return response;
  });
  const stored = await storing.finally(() => verdict.recognized && wipe(verdict.refresh.mask));
  if (stored !== undefined) {
    context.log({ event: verdict.recognized ? 'recognized' : 'not-recognized' });
    return stored;
  }
  return answerOfOther(context, row, 3, name);
}

/** The pair that the run began under, while it is still that device's; the device cannot be removed before the verdict is stored. */
async function findPair(sql: Sql, row: CeremonyRow): Promise<Pair> {
  const [pair] = await sql.query<Pair>(
    `select d.type, s.sealed_share, d.model_id, d.n, d.created from recognize_shares s join recognize_devices d using (device_id)
     where s.share_id = $1 and s.device_id = $2 for key share of d`,
    [row.share_id, row.device_id],
  );
  if (pair === undefined) throw new RecognizeError('client-state/revoked');
  return pair;
}

/** A yes: the new device (recover) or the new pair (authenticate), and FinishResponse. */
async function bind(
  context: Context,
  sql: Sql,
  row: CeremonyRow,
  pair: Pair,
  refresh: ShareRefresh,
): Promise<Bytes> {
  const { claims, recognize_id: recognizeId } = row;
  const now = context.now();
  const recovering = claims.ceremony === 'recover';
  const deviceId = recovering ? toBase64url(systemRandom(16)) : row.device_id;
  const thumbprint = await thumbprintOf(row.device_key);
  const assertion = assertionOf(context, row, deviceId, thumbprint);
  await countSuccess(sql, { recognizeId, deviceId: row.device_id }, row.counted!, now);
  if (recovering) {
    const { name = 'Browser', browser, system } = claims.description;
    await insertDevice(sql, {
      deviceId,
      recognizeId,
      type: 'SDK',
      name,
      created: now,
      expires: 0,
      modelId: pair.model_id,
      n: pair.n,
      publicKey: row.device_key,
      thumbprint,
      ...(browser === undefined ? {} : { browser }),
      ...(system === undefined ? {} : { system }),
    });
  } else await settlePair(sql, row);
  await keepPair(context, sql, { row, pair, refresh, deviceId, pending: !recovering, now });
  // It serves once.
  if (pair.type === 'TEMPORARY')
    await sql.query('delete from recognize_devices where device_id = $1', [row.device_id]);
  const created = recovering ? now : pair.created;
  return encodeFinishResponse({
    recognized: true,
    deviceId: fromBase64url(deviceId),
    created,
    expires: 0,
    assertion: await assertion,
  });
}

const assertionOf = (
  context: Context,
  { claims, recognize_id, ceremony_id }: CeremonyRow,
  deviceId: string,
  thumbprint: string,
): Promise<string> =>
  signAssertion(context, {
    aud: claims.origin,
    sub: recognize_id,
    nonce: claims.challenge ?? ceremony_id,
    ceremony: claims.ceremony,
    device_id: deviceId,
    amr: ['face', 'pop'],
    cnf: { jkt: thumbprint },
    ...(claims.transaction_hash === undefined ? {} : { transaction_hash: claims.transaction_hash }),
    ...(claims.operation === undefined ? {} : { operation: claims.operation }),
  });

/** A session under a pair ended in yes: that pair is the device's one, every other is erased. */
async function settlePair(sql: Sql, row: CeremonyRow): Promise<void> {
  const [used] = await sql.query<{ pending: boolean }>(
    'select pending from recognize_shares where share_id = $1',
    [row.share_id],
  );
  if (used?.pending !== true) return;
  await sql.query('delete from recognize_shares where device_id = $1 and share_id <> $2', [
    row.device_id,
    row.share_id,
  ]);
  await sql.query('update recognize_shares set pending = false where share_id = $1', [row.share_id]);
}

interface NewPair {
  readonly row: CeremonyRow;
  readonly pair: Pair;
  readonly refresh: ShareRefresh;
  readonly deviceId: string;
  readonly pending: boolean;
  readonly now: number;
}

async function keepPair(
  { keys }: Context,
  sql: Sql,
  { row, pair, refresh, deviceId, pending, now }: NewPair,
) {
  const old = keys.cipher.open(pair.sealed_share, shareContext(row.share_id, pair.model_id, pair.n));
  const shareId = toBase64url(refresh.shareId);
  const share = refreshShare(old, refresh);
  const sealed = keys.cipher.seal(share, shareContext(shareId, pair.model_id, pair.n));
  wipe(old, share);
  await sql.query('insert into recognize_shares values ($1, $2, $3, $4, $5)', [
    shareId,
    deviceId,
    pending,
    sealed,
    now,
  ]);
  if (!pending) return;
  await sql.query(
    `delete from recognize_shares where device_id = $1 and pending and share_id not in
       (select share_id from recognize_shares where device_id = $1 and pending
        order by created desc, share_id <> $3 limit $2)`,
    [deviceId, mostPending, shareId],
  );
}
