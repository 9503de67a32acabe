import { release } from '../release.ts';
import type { VisionDiagnostics } from '../vision/types.ts';

/** Versions, effective execution and timings for bug reports. Plain JSON without biometric data. */
export interface Diagnostics extends Partial<VisionDiagnostics> {
  /** Release of the package. */
  readonly version: string;
  /** Label of the open camera; empty while none is open. */
  readonly camera?: string;
}

/** The diagnostics of a client that has loaded nothing. */
export const INITIAL_DIAGNOSTICS: Diagnostics = { version: release };
