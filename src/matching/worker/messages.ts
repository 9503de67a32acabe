import type { RecognizeErrorJson } from '../../errors.ts';
import type { ClientProtocol } from '../client-protocol.ts';

/** Main thread → worker: one step. */
export interface Call {
  readonly id: number;
  readonly method: keyof ClientProtocol;
  readonly args: readonly unknown[];
}

/** Worker → main thread: its result, or its error in JSON form. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: RecognizeErrorJson };
