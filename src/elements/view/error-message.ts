import type { RecognizeErrorCode, RecognizeErrorJson } from '../../errors.ts';
import { messageFor } from '../../i18n/message-for.ts';
import type { Message, Pack } from '../../i18n/types.ts';

/** From this rest of a lock on, waiting is no advice. */
const LONG_LOCK_MS = 2 * 86_400_000;

/** The message of an error for the user. A lock without an end, or one of days, advises another way. */
export function errorMessage(
  { messages }: Pack,
  { code, until, remainingMs = 0 }: Pick<RecognizeErrorJson, 'code' | 'until' | 'remainingMs'>,
): Message {
  const isLong = until === undefined || remainingMs >= LONG_LOCK_MS;
  if (code === 'ceremony/locked' && isLong) return messages.frozen;
  return messages[messageFor[code]];
}

/** Codes that are not retryable as they are, but after something that a person can do without leaving the page, or that the page completes. */
const AFTER_AN_ACTION: ReadonlySet<RecognizeErrorCode> = new Set([
  'camera/denied',
  'camera/denied-by-system',
  'camera/none',
  'storage/unavailable',
  'storage/full',
  'host/no-response',
  'usage/missing-property',
  'usage/invalid-attribute',
  'usage/invalid-property',
  'server/unauthorized',
  'server/forbidden',
  'server/device-limit',
]);

/** Whether the view offers to try again: only where that can help. */
export const canRetry = ({
  code,
  retryable,
  until,
}: Pick<RecognizeErrorJson, 'code' | 'retryable' | 'until'>): boolean =>
  retryable || AFTER_AN_ACTION.has(code) || (code === 'ceremony/locked' && until !== undefined);
