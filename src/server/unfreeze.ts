import * as v from 'valibot';
import { findInvisible, hasVisibleText } from '../visible-text.ts';
import type { Context } from './context.ts';
import { requireDeviceId, unknownDevice } from './devices.ts';
import type { DeviceRef } from './repositories/devices.ts';
import { clearDeviceFailures } from './repositories/devices.ts';
import { lockUserRow } from './repositories/people.ts';
import { validate } from './validation.ts';

export interface UnfreezeDecision {
  /** Who decided it, for example the id of an employee. */
  readonly by: string;
  readonly reason: string;
}

const expected = 'expected text of 1 to 200 visible characters in one line';
/** Text for the log: a line break could forge another entry, and an invisible character could make it look like another name. */
const lineOfText = v.pipe(
  v.string(expected),
  v.trim(),
  v.check((line) => [...line].length <= 200 && hasVisibleText(line), expected),
  v.check(
    (line) => findInvisible(line) === undefined,
    ({ input }) => `${expected}, not ${findInvisible(input)}`,
  ),
);
const decisionSchema = v.strictObject({ by: lineOfText, reason: lineOfText }, 'expected an object');

/**
 * Lifts the rate limits of one share pair and logs who decided it.
 *
 * @throws RecognizeError `server/not-found`; Error that names a wrong value
 */
export async function unfreeze(
  { storage, log }: Pick<Context, 'storage' | 'log'>,
  device: DeviceRef,
  decision: UnfreezeDecision,
): Promise<void> {
  const { by, reason } = validate(decisionSchema, decision, (detail) => new Error(`unfreeze: ${detail}`));
  requireDeviceId(device);
  const found = await storage.transaction(async (sql) => {
    // The user's row first, as in `lockUser`.
    await lockUserRow(sql, device.recognizeId);
    return clearDeviceFailures(sql, device);
  });
  if (!found) throw unknownDevice();
  log({ event: 'unfrozen', ...device, by, reason });
}
