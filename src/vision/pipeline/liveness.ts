import type { LivenessModel } from '../../manifest/types.ts';
import type { Face, Frame, LivenessMeasures, LivenessOptions } from '../types.ts';
import { FrameSignalMeter } from './frame-signals.ts';
import { passiveScore } from './passive.ts';
import { PlanarityMeter } from './planarity.ts';
import type { NetSession } from './session.ts';

/** Measures frames for the liveness check and keeps what later frames are compared with. */
export interface LivenessMeter {
  /**
   * @param original before `downscale`
   * @param frame that `face` refers to
   */
  measure(
    original: Frame,
    frame: Frame,
    face: Face | undefined,
    options: LivenessOptions,
  ): Promise<LivenessMeasures>;
  /** Overwrites what is kept of earlier frames. */
  forget(): void;
}

/** @param model and `session`: the passive net, if the set has one */
export function createLivenessMeter(
  model: LivenessModel | undefined,
  session: NetSession | undefined,
): LivenessMeter {
  const signalMeter = new FrameSignalMeter();
  const planarityMeter = new PlanarityMeter();
  return {
    async measure(original, frame, face, { reference, passive }) {
      const signals = signalMeter.measure(original);
      if (face === undefined) return { signals };
      if (reference === 'set') planarityMeter.setReference(frame, face.landmarks);
      const planarity = reference === 'compare' ? planarityMeter.compare(frame, face.landmarks) : undefined;
      const live =
        passive && model !== undefined && session !== undefined
          ? await passiveScore(frame, face.box, model, session)
          : undefined;
      return {
        signals,
        ...(planarity === undefined ? {} : { planarity }),
        ...(live === undefined ? {} : { live }),
      };
    },
    forget() {
      signalMeter.forget();
      planarityMeter.forget();
    },
  };
}
