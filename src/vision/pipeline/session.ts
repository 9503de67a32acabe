import type { PerNet } from '../../manifest/types.ts';

/** One output tensor, row-major. */
export interface NetOutput {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** One loaded net, independent of its runtime. Calls must not overlap. */
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

/** The nets of a model set, opened. */
export type NetSessions = PerNet<NetSession>;

/** The interface that the sessions of onnxruntime-node and onnxruntime-web have in common. */
interface OrtSession<Tensor> {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: { readonly [name: string]: Tensor }): Promise<unknown>;
  release(): Promise<void>;
}

/** Adapts a session of onnxruntime. @param tensor creates a float32 tensor of that runtime */
export const sessionOf = <Tensor>(
  session: OrtSession<Tensor>,
  tensor: (data: Float32Array, dims: readonly number[]) => Tensor,
): NetSession => ({
  inputNames: session.inputNames,
  outputNames: session.outputNames,
  run: async (name, data, dims) =>
    (await session.run({ [name]: tensor(data, dims) })) as Readonly<Record<string, NetOutput>>,
  release: () => session.release(),
});
