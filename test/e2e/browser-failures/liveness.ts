import type { FailureCase } from '../support/failure-cases.ts';
import { startAdasRecovery } from '../support/fixture.ts';

/**
 * A recovery by Ada, who does other movements than those that she is asked for.
 *
 * @param answers the movement that she does instead of each one
 */
const doing =
  (answers: Readonly<Record<string, string>>): FailureCase[2] =>
  (fixture) =>
    startAdasRecovery(fixture, {
      attributes: { camera: 'other-movements:ada' },
      claims: { liveness: 'active' },
      beforeRun: `(async () => {
        const { simulatedCamera } = await import('/recognize/simulated-camera.js');
        const answers = ${JSON.stringify(answers)};
        hostPage.registerCamera('other-movements', async (name, signal) => {
          const camera = await simulatedCamera(name, signal);
          return { ...camera, perform: (movement) => camera.perform(answers[movement] ?? movement) };
        });
      })()`,
    });

/** What the liveness check refuses. */
export const livenessFailures: readonly FailureCase[] = [
  [
    'capture/liveness-failed',
    'the head moves in the opposite direction',
    doing({ left: 'right', right: 'left', up: 'down', down: 'up', closer: 'left' }),
  ],
];
