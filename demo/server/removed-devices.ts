import type { OnRemoved } from 'recognize-elements/server';
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
    if (reason !== 'de-enrolled') {
      for (const deviceId of deviceIds) await clientStates.remove(sql, recognizeId, deviceId);
      return;
    }
    await clientStates.remove(sql, recognizeId);
    await setEnrolled(sql, recognizeId, false);
    // One factor opens an account without a face, and these sessions have no more than that.
    await endSessionsWithOneFactor(sql, recognizeId);
  };
