import { RecognizeError } from '../errors.ts';

/** Runs `work` alone for a person, over all tabs of this browser. */
export type UserLock = <Result>(recognizeId: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * UserLock by the Web Locks API, which every current browser has; without it several tabs are told apart by the matcher alone.
 *
 * @throws RecognizeError `ceremony/busy` when another tab is at it, `storage/unavailable`
 */
export const withUserLock: UserLock = async (recognizeId, work) => {
  if (navigator.locks === undefined) return work();
  let asked = true;
  const request = navigator.locks.request(
    `recognize-elements ${recognizeId}`,
    { ifAvailable: true },
    (lock) => {
      asked = false;
      if (lock === null) throw new RecognizeError('ceremony/busy');
      return work();
    },
  );
  return request.catch((thrown: unknown) => {
    // Blocked site data close the locks, too.
    throw asked ? new RecognizeError('storage/unavailable', { cause: thrown }) : thrown;
  }) as ReturnType<typeof work>;
};
