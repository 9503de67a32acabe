import type { VisionDiagnostics } from '../vision/types.ts';

/** Versions, effective execution and timings for bug reports. Plain JSON without biometric data. */
export interface Diagnostics extends Partial<VisionDiagnostics> {
  /** Release of the package. */
  readonly version: string;
  /** Label of the open camera; empty while none is open. */
  readonly camera?: string;
}
