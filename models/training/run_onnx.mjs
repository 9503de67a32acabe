// Runs a model over many faces: node run_onnx.mjs model.onnx faces.u8 side output.f32 [bgr]
// faces.u8 holds N x side x side x 3 bytes, RGB; output.f32 gets N vectors, as the model gives them.
import { open, writeFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'

const [model, source, sideText, target, order] = process.argv.slice(2)
const side = Number(sideText)
const plane = side * side
const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
const [input, output] = [session.inputNames[0], session.outputNames[0]]

const file = await open(source)
const face = new Uint8Array(plane * 3)
const planes = new Float32Array(plane * 3)
const vectors = []
while ((await file.read(face, 0, face.length)).bytesRead === face.length) {
  for (let channel = 0; channel < 3; channel++) {
    const from = order === 'bgr' ? 2 - channel : channel
    for (let i = 0; i < plane; i++) planes[channel * plane + i] = face[i * 3 + from]
  }
  const answer = await session.run({ [input]: new Tensor('float32', planes, [1, 3, side, side]) })
  vectors.push(Float32Array.from(answer[output].data))
}
await file.close()
await writeFile(target, Buffer.concat(vectors.map(vector => Buffer.from(vector.buffer))))
