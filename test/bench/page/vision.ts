import * as ort from 'onnxruntime-web/wasm';

export interface Net {
  readonly url: string;
  /** Name of the input. */
  readonly input: string;
  readonly width: number;
  readonly height: number;
}

/** Runs before measuring, while the engine optimizes. */
const WARM_UP_RUNS = 5;

/** Opens a net. @returns a function that runs it once and returns milliseconds */
async function open({ url, input, width, height }: Net): Promise<() => Promise<number>> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const data = Float32Array.from({ length: 3 * width * height }, (_, i) => (i * 7_919) % 256);
  return async () => {
    const started = performance.now();
    await session.run({ [input]: new ort.Tensor('float32', data, [1, 3, height, width]) });
    return performance.now() - started;
  };
}

/** Runs in the page of the vision bench: nets in the package's runtime, wasm with one thread. */
const bench = {
  /** Runs the nets in turn, so that changes of the machine's speed affect all. @returns milliseconds of each run of each net */
  async times(nets: readonly Net[], runs: number): Promise<number[][]> {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = {
      mjs: new URL('/assets/ort-wasm-simd-threaded.mjs', location.href).href,
      wasm: new URL('/assets/ort-wasm-simd-threaded.wasm', location.href).href,
    };
    const runners = [];
    for (const net of nets) runners.push(await open(net));
    const times: number[][] = nets.map(() => []);
    for (let i = 0; i < runs + WARM_UP_RUNS; i++) {
      for (const [k, run] of runners.entries()) {
        const time = await run();
        if (i >= WARM_UP_RUNS) times[k]!.push(time);
      }
    }
    return times;
  },
};
Object.assign(window, { bench });
export type Bench = typeof bench;
