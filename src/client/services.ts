import type { Host } from '../ceremonies/types.ts';
import type { ModelLoader } from './model-loader.ts';
import type { ClientSettings } from './options.ts';

/** What the runs of one client share. */
export interface ClientServices {
  readonly settings: ClientSettings;
  readonly host: Host;
  readonly models: ModelLoader;
  /** The models that the site used before. */
  readonly previousModels?: ModelLoader | undefined;
}
