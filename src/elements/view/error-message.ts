import type { RecognizeErrorCode, RecognizeErrorJson } from '../../errors.ts';
import type { HintName } from '../../events.ts';
import { messageFor } from '../../i18n/message-for.ts';
import type { Message, Pack, PhotoIssue } from '../../i18n/types.ts';
import { verdictFor } from '../../i18n/verdict-for.ts';

/** From this rest of a lock on, waiting is no advice. */
const LONG_LOCK_MS = 2 * 86_400_000;

/** The message of an error for the user. A capture repeats the hint that was shown; a lock without an end, or one of days, advises another way. */
export function errorMessage(
  pack: Pack,
  { code, hint, until, remainingMs = 0 }: Pick<RecognizeErrorJson, 'code' | 'hint' | 'until' | 'remainingMs'>,
): Message {
  const { messages } = pack;
  const isLong = until === undefined || remainingMs >= LONG_LOCK_MS;
  if (code === 'ceremony/locked' && isLong) return messages.frozen;
  if (code === 'photo/low-quality') return photoMessage(pack, hint);
  return verdictFor(pack, { code, ...(hint === undefined ? {} : { hint }) }) ?? messages[messageFor[code]];
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

/** Says what is wrong with a photo, then what to do. */
function photoMessage({ messages, photo }: Pack, hint: string | undefined): Message {
  const message = messages['photo-low-quality'];
  if (hint === undefined || !isPhotoIssue(photo.issues, hint)) return message;
  return { ...message, text: `${photo.issues[hint]} ${message.text}` };
}

const isPhotoIssue = (issues: Pack['photo']['issues'], hint: string): hint is PhotoIssue =>
  Object.hasOwn(issues, hint);

/** Whether another camera helps, such as that of a phone. */
export const needsCamera = ({
  code,
  hint,
}: Pick<RecognizeErrorJson, 'code'> & { readonly hint?: HintName | undefined }): boolean =>
  hint === 'no-picture' ||
  hint === 'coarse-camera' ||
  code.startsWith('camera/') ||
  code === 'environment/no-camera-api' ||
  code === 'environment/opened-in-app';
