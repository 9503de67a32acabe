import type { PrivateMatching } from '../matching/private-matching.ts';
import type { RecordStore } from '../store/store.ts';
import type { Vision, VisionOptions } from '../vision/client.ts';

/** What elements run on; joined by the package's entries, so that elements import neither workers nor databases. */
export interface Runtime {
  /** Release of the package. */
  readonly version: string;
  /** Where worker, wasm and models lie unless an element says otherwise; ends in a slash. */
  readonly assetsBase: URL;
  createVision(options: VisionOptions): Promise<Vision>;
  createMatching(assetsBase: URL): PrivateMatching;
  /** @throws RecognizeError `storage/unavailable` */
  openStore(): RecordStore;
}
