// Inference time of models in onnxruntime-web (wasm, one thread): node measure_latency.mjs model.onnx [other.onnx …]
// Alternates between the models; prints the minimum and the median of 40 runs in milliseconds.
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';

const WARMUP_RUNS = 5;
const MEASURED_RUNS = 40;

ort.env.wasm.numThreads = 1;
const models = [];
for (const path of process.argv.slice(2)) {
  const session = await ort.InferenceSession.create(await readFile(path));
  const { name, shape } = session.inputMetadata[0];
  const dims = shape.map((size) => (typeof size === 'number' && size > 0 ? size : 1));
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => Math.random() * 255);
  models.push({ path, session, feeds: { [name]: new ort.Tensor('float32', data, dims) }, times: [] });
}
for (let run = 0; run < WARMUP_RUNS + MEASURED_RUNS; run++) {
  for (const { session, feeds, times } of models) {
    const start = performance.now();
    await session.run(feeds);
    if (run >= WARMUP_RUNS) times.push(performance.now() - start);
  }
}
for (const { path, times } of models) {
  times.sort((a, b) => a - b);
  console.log(`${path}: ${times[0].toFixed(2)} ms minimum, ${times[MEASURED_RUNS / 2].toFixed(2)} ms median`);
}
