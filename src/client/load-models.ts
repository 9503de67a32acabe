import { toRecognizeError } from '../errors.ts';
import type { Vision } from '../vision/client.ts';
import { type Diagnostics, INITIAL_DIAGNOSTICS } from './diagnostics.ts';
import type { ModelLoader } from './model-loader.ts';
import type { Run } from './run.ts';

/**
 * Loads the models, once for a client.
 *
 * @param run gets the progress
 *
 * @throws RecognizeError `environment/*`, `assets/*`, `models/*`, `runtime/*`
 */
export async function loadModels(models: ModelLoader, run?: Pick<Run<never>, 'loading'>): Promise<Vision> {
  const vision = await models
    .load((progress) => run?.loading(progress))
    .catch((thrown: unknown) => {
      throw toRecognizeError(thrown, 'runtime/crashed').at('loading');
    });
  run?.loading(models.progress, loadedDiagnostics(models));
  return vision;
}

/** Diagnostics of the client, with those of the models that were loaded last. */
export const loadedDiagnostics = (models: ModelLoader): Diagnostics => ({
  ...INITIAL_DIAGNOSTICS,
  ...models.diagnostics,
});
