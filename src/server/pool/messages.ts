import type { RecognizeErrorJson } from '../../errors.ts';
import type { Bytes } from '../../matching/bytes.ts';
import type { AnswerInput } from '../../matching/matcher-session.ts';

/** The matcher's heavy steps. */
export type Task =
  | { readonly kind: 'keys'; readonly privateKey: Bytes; readonly points: Bytes; readonly sid: Bytes }
  | ({ readonly kind: 'answer' } & AnswerInput);

/** `fault`: what nobody foresaw, for the log alone. */
export type Reply =
  | { readonly value: unknown }
  | { readonly error: RecognizeErrorJson }
  | { readonly fault: string };
