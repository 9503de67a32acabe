// Times models in onnxruntime-web (wasm, one thread): node speed.mjs model.onnx [other.onnx …]
// Takes turns, prints the minimum and the median of 40 runs in milliseconds.
import { readFile } from 'node:fs/promises'
import * as ort from 'onnxruntime-web/wasm'

ort.env.wasm.numThreads = 1
const entries = []
for (const path of process.argv.slice(2)) {
  const session = await ort.InferenceSession.create(await readFile(path))
  const { name, shape } = session.inputMetadata[0]
  const dims = shape.map((size) => (typeof size === 'number' && size > 0 ? size : 1))
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => Math.random() * 255)
  entries.push({ path, session, feed: { [name]: new ort.Tensor('float32', data, dims) }, times: [] })
}
for (let round = 0; round < 45; round++) {
  for (const entry of entries) {
    const start = performance.now()
    await entry.session.run(entry.feed)
    if (round >= 5) entry.times.push(performance.now() - start)
  }
}
for (const { path, times } of entries) {
  times.sort((a, b) => a - b)
  console.log(`${path}: ${times[0].toFixed(2)} ms minimum, ${times[20].toFixed(2)} ms median`)
}
