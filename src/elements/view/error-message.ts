import type { RecognizeErrorCode, RecognizeErrorJson } from '../../errors.ts';
import { messageFor } from '../../i18n/message-for.ts';
import type { Message, Pack } from '../../i18n/types.ts';

/** The message of an error for the user. A lock without an end is permanent. */
export function errorMessage({ messages }: Pack, { code, until }: RecognizeErrorJson): Message {
  if (code === 'ceremony/locked' && until === undefined) return messages.frozen;
  return messages[messageFor[code]];
}

/** Errors that the same page cannot overcome: neither the user nor the passing of time changes them. */
const PERMANENT =
  /^environment\/|^assets\/(wrong-type|hash-mismatch|version-mismatch)$|^client-state\/(expired|revoked)$|^ceremony\/already-enrolled$/;

/** Whether the view offers to try again. */
export const canRetry = (code: RecognizeErrorCode): boolean => !PERMANENT.test(code);
