import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A drawn face of the fixtures, as an address of its own. */
const picture = (name: string): string => {
  const file = fileURLToPath(new URL(`../../fixtures/faces/${name}.png`, import.meta.url));
  return `data:image/png;base64,${readFileSync(file, 'base64')}`;
};

/**
 * A script that puts a film in the place of the camera: the pictures in turn, a new one after each frame that somebody has taken.
 * Without pictures it is dark.
 *
 * @param share of the frame's height that a picture fills
 */
export const film = (names: readonly string[], share = 1): string => `{
  const pictures = ${JSON.stringify(names.map(picture))}.map((src) => Object.assign(new Image(), { src }));
  let shown = 0;
  const take = createImageBitmap;
  globalThis.createImageBitmap = (...args) => {
    shown++;
    return take(...args);
  };
  navigator.mediaDevices.getUserMedia = async () => {
    await Promise.all(pictures.map((one) => one.decode()));
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      const one = pictures[shown % pictures.length];
      context.fillRect(0, 0, 640, 480);
      if (one === undefined) return;
      const scale = (480 * ${share}) / one.height;
      context.drawImage(one, 0, 0, one.width * scale, one.height * scale);
    }, 30);
    return canvas.captureStream(30);
  };
}`;

/** A camera that opens and never shows anything. */
export const still = `navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream(0)`;

/** A camera that is pulled out after its first frames, however often it is opened. */
export const pulledOut = `${film(['ada-front'])}
{
  const open = navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = await open();
    setTimeout(() => {
      for (const track of stream.getTracks()) {
        track.stop();
        // Told by the browser when it is the device that ends.
        track.dispatchEvent(new Event('ended'));
      }
    }, 200);
    return stream;
  };
}`;

/** What a browser answers that cannot open the camera. */
export const refused = (name: string, message = ''): string =>
  `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('${message}', '${name}'))`;
