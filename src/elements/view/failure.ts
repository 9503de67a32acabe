import type { RecognizeErrorCode, RecognizeErrorJson } from '../../errors.ts';
import { messageFor } from '../../i18n/message-for.ts';
import type { Message, Pack } from '../../i18n/types.ts';

/** What a failure says. A lock without an end is one for good. */
export function failureText({ messages }: Pack, { code, until }: RecognizeErrorJson): Message {
  if (code === 'ceremony/locked' && until === undefined) return messages.frozen;
  return messages[messageFor[code]];
}

/** Whether the person can do something about it, if only wait: no button should ask to try again in vain. */
export function worthTrying(code: RecognizeErrorCode): boolean {
  return !/^(environment|client-state)\//.test(code) && code !== 'ceremony/already-enrolled';
}
