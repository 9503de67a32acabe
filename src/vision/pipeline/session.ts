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

/** What the sessions of onnxruntime-node and onnxruntime-web share. */
interface RuntimeSession<Tensor> {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: { readonly [name: string]: Tensor }): Promise<unknown>;
  release(): Promise<void>;
}

/** A runtime's session as the pipeline sees it. */
export const sessionOf = <Tensor>(
  session: RuntimeSession<Tensor>,
  tensor: (data: Float32Array, dims: readonly number[]) => Tensor,
): NetSession => ({
  inputNames: session.inputNames,
  outputNames: session.outputNames,
  run: async (name, data, dims) =>
    (await session.run({ [name]: tensor(data, dims) })) as Readonly<Record<string, NetOutput>>,
  release: () => session.release(),
});
