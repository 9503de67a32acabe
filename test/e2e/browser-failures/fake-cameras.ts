import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A rendered face of the fixtures as a data URL. */
const imageUrl = (name: string): string => {
  const file = fileURLToPath(new URL(`../../fixtures/faces/${name}.png`, import.meta.url));
  return `data:image/png;base64,${readFileSync(file, 'base64')}`;
};

/** A function that changes pixels of a frame of 640 × 480, as the noise of a sensor does. A camera whose frames are all equal counts as frozen. */
const addNoise = `(context) => {
  for (let k = 0; k < 300; k++) {
    context.fillStyle = 'rgb(255 255 255 / ' + 0.05 * Math.random() + ')';
    context.fillRect(640 * Math.random(), 480 * Math.random(), 8, 8);
  }
  context.fillStyle = 'black';
}`;

/**
 * A script that replaces the camera by pictures, the next one after each frame that was read.
 *
 * @param height of the picture as a share of the frame's height, 0 to 1
 * @param brightness of the picture, 0 to 1
 */
export const pictures = (names: readonly string[], height = 1, brightness = 1): string => `{
  const images = ${JSON.stringify(names.map(imageUrl))}.map((src) => Object.assign(new Image(), { src }));
  let framesRead = 0;
  const readFrame = createImageBitmap;
  globalThis.createImageBitmap = (...args) => {
    framesRead++;
    return readFrame(...args);
  };
  navigator.mediaDevices.getUserMedia = async () => {
    await Promise.all(images.map((image) => image.decode()));
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      const image = images[framesRead % images.length];
      context.fillRect(0, 0, 640, 480);
      const scale = (480 * ${height}) / image.height;
      context.filter = 'brightness(${brightness})';
      context.drawImage(image, 0, 0, image.width * scale, image.height * scale);
      context.filter = 'none';
      (${addNoise})(context);
    }, 30);
    return canvas.captureStream(30);
  };
}`;

/** A camera that opens and never delivers a frame. */
export const withoutFrames = `navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream(0)`;

/** A camera that is disconnected 200 ms after it was opened, every time. */
export const disconnected = `${pictures(['ada-front'])}
{
  const getUserMedia = navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = await getUserMedia();
    setTimeout(() => {
      for (const track of stream.getTracks()) {
        track.stop();
        // Browsers dispatch this event when the device ends the track, and not on stop().
        track.dispatchEvent(new Event('ended'));
      }
    }, 200);
    return stream;
  };
}`;

/** A browser that rejects getUserMedia with a DOMException. */
export const rejected = (name: string, message = ''): string =>
  `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('${message}', '${name}'))`;

/** A camera in front of which two people are. */
export const sideBySide = `{
  const images = ${JSON.stringify(['ada-front', 'bruno-front'].map(imageUrl))}.map((src) => Object.assign(new Image(), { src }));
  navigator.mediaDevices.getUserMedia = async () => {
    await Promise.all(images.map((image) => image.decode()));
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      for (const [i, image] of images.entries()) context.drawImage(image, 80, 0, 160, 240, 320 * i, 0, 320, 480);
      (${addNoise})(context);
    }, 30);
    return canvas.captureStream(30);
  };
}`;

/** A stream whose track names another device from time to time. */
export const otherDevices = `${pictures(['ada-front'])}
MediaStreamTrack.prototype.getSettings = () => ({ deviceId: String(Math.floor(performance.now() / 3_000)) });`;
