import type * as v from 'valibot';
import type { modelSetSchema } from './schema.ts';

/** Recursive `readonly`, of objects and lists. */
type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/** A parsed manifest: a detector and an embedder that belong together, and the parameters of matching. Fields: docs/models.md. */
export type ModelSet = Immutable<v.InferOutput<typeof modelSetSchema>>;

export type DetectorModel = ModelSet['detector'];
export type EmbedderModel = ModelSet['embedder'];
/** The passive net of the liveness check. */
export type LivenessModel = NonNullable<ModelSet['liveness']>;

/** The operating point of private matching, measured for the embedder. */
export type MatchingParameters = ModelSet['matching'];

/** The fields of a model set that hold nets. */
export type NetName = 'detector' | 'embedder' | 'liveness';

/** One value for each net of a model set. The passive net is optional. */
export interface PerNet<T> {
  readonly detector: T;
  readonly embedder: T;
  readonly liveness?: T | undefined;
}

/** The file of a net. */
export type NetFile = Pick<DetectorModel, 'file' | 'sha256' | 'bytes' | 'license'>;

/** How a net reads its image: one planar float32 tensor `1 × 3 × height × width`, (pixel − mean) · scale with pixels 0..255. */
export type NetInput = DetectorModel['input'];

/** Position of a landmark in the input of the embedder: x, y in pixels. */
export type TemplatePoint = EmbedderModel['template'][number];
