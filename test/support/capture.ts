import type { CeremonyContext } from '../../src/ceremonies/types.ts';
import { type CaptureReport, noCaptureFlags } from '../../src/wire/capture-report.ts';

/** The report of a capture without a liveness check, in which nothing was noticed. */
export const plainReport: CaptureReport = { liveness: 'off', flags: noCaptureFlags };

/** A capture that does what is asked for: it waits for the challenge, then takes the face. @param face returns the embedding */
export const captureOf =
  (face: () => Float32Array | Promise<Float32Array>): CeremonyContext['capture'] =>
  async ({ level, challenge }) => {
    await challenge;
    return { embedding: await face(), liveness: level, flags: noCaptureFlags };
  };

/** A photo that shows a face. @param face returns the embedding */
export const photoOf =
  (face: () => Float32Array): CeremonyContext['openPhoto'] =>
  async ({ file }) => ({
    hash: new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())),
    examine: async () => face(),
  });
