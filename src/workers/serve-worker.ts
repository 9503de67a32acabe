import { toRecognizeError } from '../errors.ts';
import { requireRelease } from '../release.ts';
import type { WorkerMethods, WorkerRequest, WorkerResponse } from './messages.ts';

/** The part of `DedicatedWorkerGlobalScope` that is used, by types that the programs with and without DOM types share. */
export interface WorkerScope {
  readonly name: string;
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** The methods of `Api`; each may report progress by a function that it gets after its own arguments. */
export type ServedMethods<Api extends WorkerMethods<Api>, Progress> = {
  readonly [Method in keyof Api]: (
    ...args: [...Parameters<Api[Method]>, onProgress: (progress: Progress) => void]
  ) => ReturnType<Api[Method]>;
};

/**
 * Answers the calls of a `WorkerBridge`. Calls run concurrently. Whatever a method throws returns as a RecognizeError, by default
 * `runtime/crashed`; a page of another release gets `assets/version-mismatch`.
 *
 * @param transferablesOf objects in a result whose ownership passes to the page
 */
export function serveWorker<Api extends WorkerMethods<Api>, Progress = never>(
  scope: WorkerScope,
  methods: ServedMethods<Api, Progress>,
  transferablesOf: (result: unknown) => Transferable[] = () => [],
): void {
  const respond = (response: WorkerResponse<Progress>, transfer: Transferable[] = []) =>
    scope.postMessage(response, transfer);

  scope.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
    const { id, method, args } = data;
    try {
      requireRelease(scope.name);
      // WorkerBridge checks method and arguments against the same interface; no other code can post to this worker.
      const onProgress = (progress: Progress) => respond({ id, progress });
      const value: unknown = await Reflect.apply(methods[method as keyof Api], methods, [
        ...args,
        onProgress,
      ]);
      respond({ id, value }, transferablesOf(value));
    } catch (thrown) {
      respond({ id, error: toRecognizeError(thrown, 'runtime/crashed').toJSON() });
    }
  };
}
