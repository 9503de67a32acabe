import type { RecognizeOptions } from '../client/options.ts';

type OptionName = 'assetsBase' | 'models' | 'previousModels' | 'execution' | 'liveness' | 'matcherKey';

/** The options of the client that a page sets on an element. Frameworks set null or the empty string for an attribute that is absent. */
export const clientOptions = (
  element: Pick<RecognizeOptions, OptionName>,
): Pick<RecognizeOptions, OptionName> => ({
  assetsBase: element.assetsBase || undefined,
  models: element.models || undefined,
  previousModels: element.previousModels || undefined,
  execution: element.execution || undefined,
  liveness: element.liveness || undefined,
  matcherKey: element.matcherKey || undefined,
});
