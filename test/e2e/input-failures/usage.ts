import { type FailureCase, withAttributes, withScript } from '../support/failure-cases.ts';
import { type Fixture, startRun } from '../support/fixture.ts';

/** Sets properties of the wrong type; scripts can do that although the types forbid it. */
const authenticateWith = (beforeRun: () => void) => async (fixture: Fixture) =>
  startRun(await fixture.ada.openTab(), { tag: 'recognize-authenticate', beforeRun });

/** Attributes and properties that the page has set wrongly. */
export const usageFailures: readonly FailureCase[] = [
  ['usage/missing-property', 'recognize-id is not set', withAttributes({ 'recognize-id': undefined })],
  [
    'usage/missing-property',
    'authorization is not set',
    withScript(() => {
      Object.assign(document.querySelector('recognize-recover')!, { authorization: undefined });
    }),
  ],
  ['usage/invalid-attribute', 'execution is "gpu"', withAttributes({ execution: 'gpu' })],
  ['usage/invalid-attribute', 'the camera is not registered', withAttributes({ camera: 'unknown:ada' })],
  [
    'usage/invalid-property',
    'an entry of transaction is an object',
    authenticateWith(() => {
      const transaction = { amount: { value: 12 } };
      Object.assign(document.querySelector('recognize-authenticate')!, { transaction });
    }),
  ],
];
