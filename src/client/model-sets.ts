import type { Models } from '../ceremonies/types.ts';
import type { Vision } from '../vision/client.ts';
import type { ModelLoader } from './model-loader.ts';

/** The models of a site: those of new enrollments and, after a change, those that it used before. */
export interface ModelSets {
  readonly current: ModelLoader;
  readonly previous?: ModelLoader | undefined;
}

/** The models that one run uses. */
export interface ChosenModels {
  /** Chooses and loads, as `CeremonyContext.models`. @throws RecognizeError as `createVision` */
  choose(modelId?: string): Promise<Models>;
  /** Loads the models that were chosen last, at first the current ones. @throws RecognizeError as `createVision` */
  load(): Promise<Vision>;
  /** Stops using the previous models. */
  release(): void;
}

/**
 * Chooses models for one run. The id of a set is known once it is loaded, so the previous set is loaded only for an id that is not the
 * current one.
 *
 * @param sets of a client that keeps `current` in use for the whole run
 * @param loadWith loads with one of the loaders
 */
export function chooseModels(
  { current, previous }: ModelSets,
  loadWith: (loader: ModelLoader) => Promise<Vision>,
): ChosenModels {
  let chosen = current;
  const releases: (() => void)[] = [];
  const load = () => loadWith(chosen);

  /** Chooses the previous models if they have this id. @returns the models that are chosen then */
  async function tryPrevious(loader: ModelLoader, modelId: string): Promise<Vision> {
    releases.push(loader.use());
    const vision = await loadWith(loader);
    if (vision.modelId !== modelId) return load();
    chosen = loader;
    return vision;
  }

  return {
    load,
    async choose(modelId) {
      let vision = await load();
      if (modelId !== undefined && vision.modelId !== modelId && previous !== undefined && chosen === current)
        vision = await tryPrevious(previous, modelId);
      return {
        modelId: vision.modelId,
        center: vision.center,
        n: vision.modelSet.matching.n,
        tau: vision.modelSet.matching.tau,
        previous: chosen === previous,
      };
    },
    release() {
      for (const release of releases) release();
    },
  };
}
