import type { RecognizeErrorJson } from '../../errors.ts';
import type { EvaluateInput } from '../../matching/matcher-session.ts';
import type { Bytes } from '../../wire/bytes.ts';

/** The two expensive steps of the matcher. */
export type Task =
  | {
      readonly kind: 'transfer-keys';
      readonly privateKey: Bytes;
      readonly points: Bytes;
      readonly sid: Bytes;
    }
  | ({ readonly kind: 'evaluate' } & EvaluateInput);

/** `fault`: message of an unexpected error, for the log only. */
export type Reply =
  | { readonly value: unknown }
  | { readonly error: RecognizeErrorJson }
  | { readonly fault: string };
