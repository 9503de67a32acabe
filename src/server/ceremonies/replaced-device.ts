import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { verifyEs256 } from '../../wire/es256.ts';
import type { BeginRequest } from '../../wire/messages/begin.ts';
import { formerKeyStatement, replaceUnusedStatement } from '../../wire/replacement-statements.ts';
import type { Context } from '../context.ts';
import { countActiveDevices, isActiveDevice } from '../repositories/active-devices.ts';
import type { CeremonyClaims } from '../repositories/ceremony-record.ts';
import { selectDeviceIdByKey, selectUnusedDeviceId } from '../repositories/replaceable-devices.ts';
import type { Share } from '../repositories/shares.ts';
import type { Sql } from '../storage/sql.ts';

/** What a browser sends with its BeginRequest to replace an earlier device. */
export interface ReplacementProofs {
  /** The key of its former device, 64 bytes, and that key's signature over `formerKeyStatement`. */
  readonly former?: { readonly key: Bytes; readonly signature: Bytes } | undefined;
  /** The new key's signature over `replaceUnusedStatement`. */
  readonly replaceUnused?: Bytes | undefined;
}

/** What of it was proven. Stored with the claims of the ceremony. */
export type Replacement = Pick<CeremonyClaims, 'formerDeviceId' | 'replaceUnused'>;

/**
 * Verifies the proofs of a recovery.
 *
 * @param beginRequest as it was opened
 * @throws RecognizeError `server/bad-request` when a signature is wrong
 */
export async function verifyReplacement(
  { storage, keys }: Context,
  recognizeId: string,
  { deviceKey }: BeginRequest,
  beginRequest: Bytes,
  { former, replaceUnused }: ReplacementProofs,
): Promise<Replacement> {
  if (former !== undefined) await requireSignature('former', former, formerKeyStatement(beginRequest));
  if (replaceUnused !== undefined) {
    const proof = { key: deviceKey, signature: replaceUnused };
    await requireSignature('replaceUnused', proof, replaceUnusedStatement(beginRequest));
  }
  const formerDeviceId =
    former === undefined ? undefined : await selectDeviceIdByKey(storage, keys.rows, recognizeId, former.key);
  return {
    ...(formerDeviceId === undefined ? {} : { formerDeviceId }),
    ...(replaceUnused === undefined ? {} : { replaceUnused: true }),
  };
}

async function requireSignature(
  field: keyof ReplacementProofs,
  { key, signature }: { readonly key: Bytes; readonly signature: Bytes },
  statement: Bytes,
): Promise<void> {
  const valid = await verifyEs256(key, signature, statement).catch(() => false);
  if (!valid)
    throw new RecognizeError('server/bad-request', {
      detail: `${field}: expected a signature over this BeginRequest`,
    });
}

/**
 * The device that the new one replaces: the former device of this browser; at the device limit, with the person's consent, the
 * oldest one of the same browser and system that was never used. The caller deletes it in the transaction that binds the new device, so
 * only after a match.
 *
 * The result does not depend on the verdict. It is exact in a transaction after `lockUser`.
 *
 * @param share that the recovery begins with. A TEMPORARY one ends with a match, so it does not count
 * @returns undefined when there is room for one more device
 * @throws RecognizeError `server/device-limit`, with `replaceable` when consent would make room
 */
export async function findReplacedDevice(
  { policy, keys, now }: Context,
  sql: Sql,
  recognizeId: string,
  { formerDeviceId, replaceUnused, description }: Pick<CeremonyClaims, keyof Replacement | 'description'>,
  { deviceType }: Pick<Share, 'deviceType'>,
): Promise<string | undefined> {
  if (formerDeviceId !== undefined) {
    const former = { recognizeId, deviceId: formerDeviceId };
    if (await isActiveDevice(sql, keys.rows, former, now())) return formerDeviceId;
  }
  const temporary = deviceType === 'TEMPORARY' ? 1 : 0;
  const limit = policy.deviceLimit;
  if ((await countActiveDevices(sql, recognizeId, now())) - temporary < limit) return undefined;
  const unused = await selectUnusedDeviceId(sql, keys.rows, recognizeId, description);
  if (unused !== undefined && replaceUnused === true) return unused;
  throw new RecognizeError('server/device-limit', {
    detail: `policy.deviceLimit: ${limit} devices`,
    ...(unused === undefined ? {} : { replaceable: true }),
  });
}
