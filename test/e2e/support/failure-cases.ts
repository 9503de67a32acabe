import { it } from 'vitest';
import type { PlacedElement, Visitor } from '../../support/visitor.ts';
import { expectFailure } from './expect-failure.ts';
import { type Fixture, startAdasRecovery } from './fixture.ts';

/** An error code, what causes it, and a function that starts a run which fails with it. It returns the visitor who started the run. */
export type FailureCase = readonly [
  code: string,
  cause: string,
  start: (fixture: Fixture) => Promise<Visitor>,
];

/** Defines a test for each case: the run fails with the code, and the element explains it. */
export const testFailures = (cases: readonly FailureCase[], fixture: () => Fixture): void =>
  it.each(cases)('reports %s: %s', async (code, _cause, start) => {
    const visitor = await start(fixture());
    try {
      await expectFailure(visitor, await visitor.runResult(), code);
    } finally {
      if (visitor !== fixture().ada) await visitor.page.close();
    }
  });

/** A recovery by Ada with other attributes. */
export const withAttributes =
  (attributes: PlacedElement['attributes'] & {}): FailureCase[2] =>
  (fixture) =>
    startAdasRecovery(fixture, { attributes });

/** A recovery by Ada after a script has run in the page. */
export const withScript =
  (beforeRun: PlacedElement['beforeRun'] & {}): FailureCase[2] =>
  (fixture) =>
    startAdasRecovery(fixture, { beforeRun });

/** A recovery by Ada with another backend module. */
export const withBackend = (name: string): FailureCase[2] =>
  withScript(`hostPage.handleRequest = hostPage.forwardTo('/${name}')`);

/** Runs in the page: the element has its authorization before the run. */
export const authorizeInAdvance = async (): Promise<void> => {
  const authorization = await hostPage.authorization('recover')();
  Object.assign(document.querySelector('recognize-recover')!, { authorization });
};
