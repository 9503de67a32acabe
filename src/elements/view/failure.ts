import type { RecognizeErrorCode, RecognizeErrorJson } from '../../errors.ts';
import { messageFor } from '../../i18n/message-for.ts';
import type { Message, Pack } from '../../i18n/types.ts';

/** What a failure says. A lock without an end is one for good. */
export function failureText({ messages }: Pack, { code, until }: RecognizeErrorJson): Message {
  if (code === 'ceremony/locked' && until === undefined) return messages.frozen;
  return messages[messageFor[code]];
}

/** What neither the person nor time can change: no button asks to try again in vain. */
const final = /^environment\/|^client-state\/(expired|revoked)$|^ceremony\/already-enrolled$/;
export const worthTrying = (code: RecognizeErrorCode): boolean => !final.test(code);
