import type { RecognizeErrorJson } from '../errors.ts';

/** What a worker offers: asynchronous methods whose arguments and results structured clone can copy. */
export type WorkerMethods<Api> = { readonly [Method in keyof Api]: (...args: never[]) => Promise<unknown> };

/** Page → worker: one call. */
export interface WorkerRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Worker → page: zero or more progress messages, then the result of the call or its error. */
export type WorkerResponse<Progress> =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: RecognizeErrorJson };
