import type { Sql } from './storage/sql.ts';

/**
 * Why client devices were erased.
 *
 * - `removed`: one device, by `DELETE people/{recognizeId}/devices/{deviceId}`
 * - `de-enrolled`: all devices of a user, by `DELETE people/{recognizeId}`; the list can be empty
 * - `replaced`: all earlier devices of a user, by an enrollment with `replace`; one device, by a browser that is bound again
 * - `used`: a TEMPORARY client state, by the recovery with it
 * - `expired`: devices that had expired
 */
export type RemovalReason = 'removed' | 'de-enrolled' | 'replaced' | 'used' | 'expired';

/**
 * Called in the transaction that erases client devices, so that the host's copies are erased with them or not at all. A rejection rolls
 * back the transaction. The transaction can be repeated after a deadlock, so change nothing outside of it.
 *
 * @param transaction runs statements of the host; the storage itself would wait for the end of the transaction
 * @example
 * ```ts
 * const onRemoved: OnRemoved = async (recognizeId, deviceIds, transaction) => {
 *   await transaction.query('delete from client_states where recognize_id = $1 and device_id = any($2)', [
 *     recognizeId,
 *     deviceIds,
 *   ]);
 * };
 * ```
 */
export type OnRemoved = (
  recognizeId: string,
  deviceIds: readonly string[],
  transaction: Sql,
  reason: RemovalReason,
) => Promise<void> | void;
