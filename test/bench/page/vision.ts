import * as ort from 'onnxruntime-web/wasm';

/** Nets in the runtime of the package: wasm, one thread, in turns, so that all of them meet the same machine. */
export interface Net {
  readonly url: string;
  readonly input: string;
  readonly width: number;
  readonly height: number;
}

async function open({ url, input, width, height }: Net) {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const data = Float32Array.from({ length: 3 * width * height }, (_, i) => (i * 7_919) % 256);
  return async () => {
    const began = performance.now();
    await session.run({ [input]: new ort.Tensor('float32', data, [1, 3, height, width]) });
    return performance.now() - began;
  };
}

const bench = {
  /** Milliseconds of each run of each net, the first ones left out. */
  async times(nets: readonly Net[], runs: number): Promise<number[][]> {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = {
      mjs: new URL('/assets/ort-wasm-simd-threaded.mjs', location.href).href,
      wasm: new URL('/assets/ort-wasm-simd-threaded.wasm', location.href).href,
    };
    const opened = [];
    for (const net of nets) opened.push(await open(net));
    const times: number[][] = nets.map(() => []);
    for (let i = 0; i < runs + 5; i++) {
      for (const [k, run] of opened.entries()) {
        const time = await run();
        if (i >= 5) times[k]!.push(time);
      }
    }
    return times;
  },
};
Object.assign(window, { bench });
export type Bench = typeof bench;
