import { RecognizeError } from '../../errors.ts';
import { refreshShare, type ShareRefresh } from '../../matching/secret-sharing.ts';
import { distinctName } from '../../visible-text.ts';
import { captureClaim } from '../../wire/assertion.ts';
import { fromBase64url, toBase64url } from '../../wire/base64url.ts';
import { type Bytes, systemRandom, wipe } from '../../wire/bytes.ts';
import type { CaptureReport } from '../../wire/capture-report.ts';
import { encodeFinishResponse } from '../../wire/messages/finish.ts';
import { recordMatch } from '../attempts.ts';
import type { Context } from '../context.ts';
import { eraseDevice } from '../devices.ts';
import { shareContext } from '../encryption.ts';
import { recordHandoffSuccess } from '../handoffs/ceremony.ts';
import { recordOutcome } from '../issued-challenges.ts';
import { thumbprintOf } from '../keys.ts';
import type { CeremonyRecord } from '../repositories/ceremony-record.ts';
import { insertDevice, selectDeviceNames } from '../repositories/devices.ts';
import { commitShare, deleteOldPendingShares, insertShare, type Share } from '../repositories/shares.ts';
import type { Sql } from '../storage/sql.ts';
import { signAssertion } from '../tokens.ts';

/** New shares of a device with which no ceremony has ended in a match yet. More than one exists when responses were lost. */
const MAX_PENDING_SHARES = 4;

interface Match {
  /** The share that the ceremony began with. */
  readonly share: Share;
  readonly refresh: ShareRefresh;
  readonly report: CaptureReport;
  /** The device that the new one replaces. */
  readonly replacedDeviceId: string | undefined;
}

/**
 * After a match: binds the browser (recover) or refreshes its share pair (authenticate). Call it in the transaction that stores the
 * response.
 *
 * @returns FinishResponse
 */
export async function applyMatch(
  context: Context,
  sql: Sql,
  ceremony: CeremonyRecord,
  { share, refresh, report, replacedDeviceId }: Match,
): Promise<Bytes> {
  const now = context.now();
  const recovering = ceremony.claims.ceremony === 'recover';
  const deviceId = recovering ? toBase64url(systemRandom(16)) : ceremony.deviceId;
  const thumbprint = await thumbprintOf(ceremony.deviceKey);
  // Signs while the statements below run.
  const signing = sign(context, ceremony, { deviceId, thumbprint, report });
  signing.catch(() => {});
  await recordMatch(sql, ceremony, ceremony.countedAt!, now);
  await recordOutcome(context, sql, ceremony.claims, 'passed');
  if (replacedDeviceId !== undefined) {
    const replaced = { recognizeId: ceremony.recognizeId, deviceId: replacedDeviceId };
    await eraseDevice(context, sql, replaced, 'replaced');
  }
  if (recovering) await insertBoundDevice(context, sql, ceremony, share, { deviceId, thumbprint, now });
  // The first match with a new share proves that the browser has its counterpart.
  else if (share.pending) await commitShare(sql, context.keys.rows, share);
  await storeRefreshedShare(context, sql, share, refresh, { deviceId, pending: !recovering, now });
  const assertion = await signing;
  await recordHandoffSuccess(context, sql, ceremony.claims, { assertion, deviceId });
  // A temporary client state allows one recovery.
  if (share.deviceType === 'TEMPORARY') await eraseDevice(context, sql, ceremony, 'used');
  return encodeFinishResponse({
    recognized: true,
    deviceId: fromBase64url(deviceId),
    created: recovering ? now : share.deviceCreated,
    expires: 0,
    assertion,
  });
}

async function insertBoundDevice(
  { keys }: Context,
  sql: Sql,
  { recognizeId, claims, deviceKey }: CeremonyRecord,
  { modelId, n, scenario }: Share,
  { deviceId, thumbprint, now }: { deviceId: string; thumbprint: string; now: number },
): Promise<void> {
  const { name = 'Browser', browser, system } = claims.description;
  await insertDevice(sql, keys.rows, {
    deviceId,
    recognizeId,
    type: 'SDK',
    name: distinctName(name, await selectDeviceNames(sql, recognizeId)),
    created: now,
    expires: 0,
    modelId,
    n,
    publicKey: deviceKey,
    thumbprint,
    scenario,
    ...(browser === undefined ? {} : { browser }),
    ...(system === undefined ? {} : { system }),
  });
}

async function storeRefreshedShare(
  { keys: { cipher, rows } }: Context,
  sql: Sql,
  share: Share,
  refresh: ShareRefresh,
  { deviceId, pending, now }: { deviceId: string; pending: boolean; now: number },
): Promise<void> {
  const oldShare = cipher.open(share.sealedShare, shareContext(share));
  const newShare = refreshShare(oldShare, refresh);
  const shareId = toBase64url(refresh.shareId);
  const sealedShare = cipher.seal(newShare, shareContext({ ...share, shareId, deviceId }));
  wipe(oldShare, newShare);
  const { recognizeId } = share;
  const row = { shareId, deviceId, recognizeId, pending, sealedShare, created: now };
  const inserted = await insertShare(sql, rows, row);
  // Share ids are 16 pseudorandom bytes, so this means a fault.
  if (!inserted) throw new RecognizeError('server/unavailable', { detail: 'share id: exists already' });
  if (pending) await deleteOldPendingShares(sql, deviceId, shareId, MAX_PENDING_SHARES);
}

const sign = (
  context: Context,
  { claims, recognizeId, ceremonyId }: CeremonyRecord,
  {
    deviceId,
    thumbprint,
    report,
  }: { readonly deviceId: string; readonly thumbprint: string; readonly report: CaptureReport },
): Promise<string> =>
  signAssertion(context, {
    aud: claims.origin,
    sub: recognizeId,
    nonce: claims.challenge ?? ceremonyId,
    ceremony: claims.ceremony,
    device_id: deviceId,
    amr: ['face', 'pop'],
    cnf: { jkt: thumbprint },
    liveness: report.liveness,
    capture: captureClaim(report.flags),
    ...(claims.transaction_hash === undefined ? {} : { transaction_hash: claims.transaction_hash }),
    ...(claims.operation === undefined ? {} : { operation: claims.operation }),
    ...(claims.handoff === undefined ? {} : { handoff: claims.handoff }),
  });
