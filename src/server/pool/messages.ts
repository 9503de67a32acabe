import type { RecognizeErrorJson } from '../../errors.ts';
import type { EvaluateInput } from '../../matching/matcher-session.ts';
import type { Bytes } from '../../wire/bytes.ts';

/** The matcher's heavy steps. */
export type Task =
  | { readonly kind: 'keys'; readonly privateKey: Bytes; readonly points: Bytes; readonly sid: Bytes }
  | ({ readonly kind: 'answer' } & EvaluateInput);

/** `fault`: what nobody foresaw, for the log alone. */
export type Reply =
  | { readonly value: unknown }
  | { readonly error: RecognizeErrorJson }
  | { readonly fault: string };
