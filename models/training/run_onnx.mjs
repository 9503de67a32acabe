// Runs a model on many images: node run_onnx.mjs model.onnx images.u8 side output.f32 [bgr]
// images.u8 holds N x side x side x 3 bytes, RGB. output.f32 receives the first output of the model for each image, as
// float32. With `bgr` the model gets its channels in that order.
import { open, writeFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, source, sideArgument, target, channelOrder] = process.argv.slice(2);
const side = Number(sideArgument);
const pixels = side * side;
const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const [inputName, outputName] = [session.inputNames[0], session.outputNames[0]];

const file = await open(source);
const image = new Uint8Array(pixels * 3);
const tensor = new Float32Array(pixels * 3);
const vectors = [];
while ((await file.read(image, 0, image.length)).bytesRead === image.length) {
  for (let channel = 0; channel < 3; channel++) {
    const sourceChannel = channelOrder === 'bgr' ? 2 - channel : channel;
    for (let i = 0; i < pixels; i++) tensor[channel * pixels + i] = image[i * 3 + sourceChannel];
  }
  const outputs = await session.run({ [inputName]: new Tensor('float32', tensor, [1, 3, side, side]) });
  vectors.push(Float32Array.from(outputs[outputName].data));
}
await file.close();
await writeFile(target, Buffer.concat(vectors.map((vector) => Buffer.from(vector.buffer))));
