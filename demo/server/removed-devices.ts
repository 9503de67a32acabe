import type { OnRemoved, Sql } from 'recognize-elements/server';
import type { ClientStates } from './client-states.ts';
import { endSessionsWithOneFactor } from './sessions.ts';
import { setEnrolled } from './users.ts';

/**
 * Removes the host's copies of what the backend module erases, in the same transaction, whatever the reason is. A host that looked at the
 * paths of requests instead would miss expiry, replacement, and paths in another form.
 */
export const removeCopiesWith =
  (clientStates: ClientStates): OnRemoved =>
  async (recognizeId, deviceIds, sql, reason) => {
    await recordActivated(sql, recognizeId, reason === 'used' ? deviceIds : []);
    if (reason !== 'de-enrolled') {
      for (const deviceId of deviceIds) await clientStates.remove(sql, recognizeId, deviceId);
      return;
    }
    await clientStates.remove(sql, recognizeId);
    await setEnrolled(sql, recognizeId, false);
    // One factor opens an account without a face, and these sessions have no more than that.
    await endSessionsWithOneFactor(sql, recognizeId);
  };

/** Keeps the ids of TEMPORARY client states that a browser was bound with. Whatever else is erased ends earlier ones. */
async function recordActivated(sql: Sql, recognizeId: string, deviceIds: readonly string[]): Promise<void> {
  await sql.query('delete from demo_activated_devices where recognize_id = $1', [recognizeId]);
  for (const deviceId of deviceIds)
    await sql.query(
      'insert into demo_activated_devices (device_id, recognize_id) select $1, recognize_id from demo_people where recognize_id = $2',
      [deviceId, recognizeId],
    );
}

/** Whether the last device of the user that was erased is this one, because a browser was bound with it. */
export async function isActivated(sql: Sql, recognizeId: string, deviceId: string): Promise<boolean> {
  const rows = await sql.query(
    'select 1 from demo_activated_devices where device_id = $1 and recognize_id = $2',
    [deviceId, recognizeId],
  );
  return rows.length > 0;
}
