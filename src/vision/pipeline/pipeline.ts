import type { ModelSet } from '../../manifest/types.ts';
import type { Face, Frame, Landmarks, Observation, ObserveOptions } from '../types.ts';
import { detect } from './detect.ts';
import { fitted } from './downscale.ts';
import { align, embedAligned } from './embed.ts';
import { lookAgain } from './landmark-refinement.ts';
import { foremost } from './primary-face.ts';
import { assess } from './quality.ts';
import type { NetSession } from './session.ts';

/** Faces from pixels: the same arithmetic in every engine, over whatever runs the two nets. */
export interface Pipeline {
  /** Every face, in pixels of the frame, best score first. */
  detect(frame: Frame): Promise<Face[]>;
  /** A detected face with its points as exact as a ceremony takes them. */
  locate(frame: Frame, face: Face): Promise<Face>;
  /** The unit vector of the face whose five points are given, or of its mirror image. */
  embed(frame: Frame, points: Landmarks, mirrored?: boolean): Promise<Float32Array>;
  /** Detection and quality of the foremost face, and its embedding when asked for; in pixels of the frame as `fitted` leaves it. */
  observe(frame: Frame, options: ObserveOptions): Promise<Observation>;
  release(): Promise<void>;
}

export function createPipeline(set: ModelSet, detector: NetSession, embedder: NetSession): Pipeline {
  const embed = (frame: Frame, points: Landmarks, mirrored?: boolean) =>
    embedAligned(align(frame, points, set.embedder, mirrored), set.embedder, embedder);

  const locate = (frame: Frame, face: Face) => lookAgain(frame, face, set.detector, detector);

  return {
    detect: (frame) => detect(frame, set.detector, detector),
    locate,
    embed,
    async observe(full, options) {
      const started = performance.now();
      const frame = fitted(full);
      const faces = await detect(frame, set.detector, detector);
      const { face: found, rivals } = foremost(faces, frame);
      const face = found === undefined ? undefined : await locate(frame, found);
      const detected = performance.now();
      const view = { width: frame.width, height: frame.height, faces: faces.length, rivals };
      if (face === undefined) return { ...view, timings: { detectMs: detected - started, embedMs: 0 } };
      const quality = assess(frame, face);
      const before = performance.now();
      const embedding = options.embed ? await embed(frame, face.points, options.mirrored) : undefined;
      const timings = { detectMs: detected - started, embedMs: performance.now() - before };
      return { ...view, face, quality, timings, ...(embedding === undefined ? {} : { embedding }) };
    },
    async release() {
      await Promise.all([detector.release(), embedder.release()]);
    },
  };
}
