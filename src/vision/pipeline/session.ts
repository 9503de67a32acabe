export interface NetOutput {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** One loaded net, whatever runs it. Calls are made one after the other. */
export interface NetSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** @param dims `[1, 3, height, width]`, planar */
  run(
    inputName: string,
    data: Float32Array,
    dims: readonly number[],
  ): Promise<Readonly<Record<string, NetOutput>>>;
  release(): Promise<void>;
}
