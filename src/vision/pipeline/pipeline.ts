import type { ModelSet } from '../../manifest/types.ts';
import type {
  Face,
  Frame,
  Landmarks,
  Observation,
  ObserveOptions,
  PictureMeasures,
  QuarterTurns,
} from '../types.ts';
import { detect } from './detect.ts';
import { downscale } from './downscale.ts';
import { align, embedAligned } from './embed.ts';
import { refineLandmarks } from './landmark-refinement.ts';
import { createLivenessMeter } from './liveness.ts';
import { MissedFaceCheck } from './missed-face.ts';
import { PictureMeter } from './picture.ts';
import { primaryFace } from './primary-face.ts';
import { assessQuality } from './quality.ts';
import type { NetSessions } from './session.ts';
import { turnFrame } from './turn-frame.ts';
import { measureUpright } from './upright.ts';

/**
 * Faces from pixels. The arithmetic around the nets is the same in every JavaScript engine; only the nets depend on the runtime.
 * Calls must not overlap.
 */
export interface Pipeline {
  /** Detects faces. @returns every face in pixels of the frame, highest score first; landmarks are not refined */
  detect(frame: Frame): Promise<Face[]>;
  /** Refines the landmarks of a detected face as `observe` does; returns `face` itself if nothing is gained. */
  refineLandmarks(frame: Frame, face: Face): Promise<Face>;
  /**
   * Embeds the face with these landmarks.
   *
   * @param landmarks in pixels of the frame
   * @param mirrored embeds the mirror image of the face instead
   * @returns a unit vector of `modelSet.embedder.dimension` values
   */
  embed(frame: Frame, landmarks: Landmarks, mirrored?: boolean): Promise<Float32Array>;
  /**
   * Detects, measures and optionally embeds the primary face. The frame is first reduced to at most 1280 px on its longer side. With
   * `options.liveness` it also measures what the liveness check needs, partly against earlier frames.
   */
  observe(frame: Frame, options: ObserveOptions): Promise<Observation>;
  /** Overwrites what is kept of earlier frames for the liveness check: the frontal reference and the hashes of frames. */
  forgetFrames(): void;
  /** Frees the nets. The pipeline cannot be used after that. */
  release(): Promise<void>;
}

export function createPipeline(set: ModelSet, nets: NetSessions): Pipeline {
  const { detector, embedder, liveness: passiveNet } = nets;
  const embed = (frame: Frame, landmarks: Landmarks, mirrored?: boolean) =>
    embedAligned(align(frame, landmarks, set.embedder, mirrored), set.embedder, embedder);

  const livenessMeter = createLivenessMeter(set.liveness, passiveNet);

  const pictureMeter = new PictureMeter();
  const missedFaceCheck = new MissedFaceCheck();
  const detectIn = (picture: Frame) => detect(picture, set.detector, detector);
  const measurePicture = async (frame: Frame, face: Face | undefined): Promise<PictureMeasures> => {
    const measures = pictureMeter.measure(frame);
    return { ...measures, missed: await missedFaceCheck.update(frame, face, detectIn) };
  };
  const forgetFrames = () => {
    livenessMeter.forget();
    pictureMeter.forget();
    missedFaceCheck.forget();
  };

  const refine = (frame: Frame, face: Face) => refineLandmarks(frame, face, set.detector, detector);
  /** Finds the primary face, and measures it. */
  const measureFace = async (frame: Frame, quarterTurns: QuarterTurns, largest?: boolean) => {
    const faces = await detectIn(frame);
    const { face: primary, otherFaces } = primaryFace(faces, frame, largest);
    const face = primary === undefined ? undefined : await refine(frame, primary);
    const quality = face === undefined ? undefined : assessQuality(frame, face);
    return { frame, quarterTurns, faces: faces.length, otherFaces, face, quality };
  };

  return {
    detect: detectIn,
    refineLandmarks: refine,
    embed,
    async observe(original, options) {
      const started = performance.now();
      const { largest, quarterTurns: turns = 0 } = options;
      const reduced = downscale(original);
      const { frame, face, quality, ...seen } =
        turns === 'upright'
          ? await measureUpright(reduced, (turned, by) => measureFace(turned, by, largest))
          : await measureFace(turns === 0 ? reduced : turnFrame(reduced, turns), turns, largest);
      const picture = options.picture && (await measurePicture(frame, face));
      const detectMs = performance.now() - started;
      const livenessStarted = performance.now();
      const liveness =
        options.liveness && (await livenessMeter.measure(original, frame, face, options.liveness));
      const common = {
        ...seen,
        width: frame.width,
        height: frame.height,
        ...(picture ? { picture } : {}),
        ...(liveness === undefined ? {} : { liveness }),
      };
      const livenessMs = performance.now() - livenessStarted;
      if (face === undefined || quality === undefined)
        return { ...common, timings: { detectMs, embedMs: 0, livenessMs } };
      const embedStarted = performance.now();
      const embedding = options.embed ? await embed(frame, face.landmarks, options.mirrored) : undefined;
      const timings = { detectMs, embedMs: performance.now() - embedStarted, livenessMs };
      return { ...common, face, quality, timings, ...(embedding === undefined ? {} : { embedding }) };
    },
    forgetFrames,
    async release() {
      forgetFrames();
      await Promise.all([detector.release(), embedder.release(), passiveNet?.release()]);
    },
  };
}
