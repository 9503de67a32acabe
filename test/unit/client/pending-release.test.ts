import { expect, it } from 'vitest';
import { awaitRelease, pendingReleases } from '../../../src/client/pending-release.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('waits until every cancelled run has released what it held, also after a rejection', async () => {
  let release = () => {};
  awaitRelease(
    new Promise<void>((resolve) => {
      release = resolve;
    }),
  );
  awaitRelease(Promise.reject(new Error('a run that failed')));
  let waited = false;
  const waiting = pendingReleases().then(() => {
    waited = true;
  });
  await pause(10);
  expect(waited).toBe(false);
  release();
  await waiting;
});

it('stops waiting at the time limit when a run releases nothing', async () => {
  awaitRelease(new Promise(() => {}), 20);
  await pendingReleases();
  await pendingReleases();
});

it('does not wait when no run is pending', async () => {
  await pendingReleases();
});
