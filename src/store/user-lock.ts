import { RecognizeError } from '../errors.ts';

/** Runs `work` while no other run for the same user is active in any tab of this browser. */
export type UserLock = <Result>(recognizeId: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * A UserLock based on the Web Locks API, which all current browsers provide. Without the API, `work` runs unlocked, and only the matcher
 * protects against runs in several tabs.
 *
 * @throws RecognizeError `ceremony/busy` if a run for this user is active, `storage/unavailable` if the browser refuses the lock;
 *   whatever `work` rejects with
 */
export const withUserLock: UserLock = async (recognizeId, work) => {
  if (navigator.locks === undefined) return work();
  let refused = true;
  const request = navigator.locks.request(
    `recognize-elements ${recognizeId}`,
    { ifAvailable: true },
    (lock) => {
      refused = false;
      if (lock === null) throw new RecognizeError('ceremony/busy');
      return work();
    },
  );
  return request.catch((thrown: unknown) => {
    // Browsers that block site data also refuse locks, and then never call back.
    throw refused ? new RecognizeError('storage/unavailable', { cause: thrown }) : thrown;
  }) as ReturnType<typeof work>;
};
