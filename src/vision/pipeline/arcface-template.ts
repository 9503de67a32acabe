import type { TemplatePoint } from '../../manifest/types.ts';

/** Side of the crop that the template refers to, in pixels. */
export const ARCFACE_SIDE = 112;

/**
 * Landmarks of an aligned face in a 112 × 112 crop, pixel centers at whole numbers: left eye, right eye, nose tip, left and right mouth
 * corner as seen in the image (InsightFace `arcface_dst`; Deng et al., "ArcFace", 2019). Every other size is derived from this one.
 */
export const ARCFACE_TEMPLATE = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
] as const satisfies readonly TemplatePoint[];
