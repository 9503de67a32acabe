import sharp from 'sharp';
import { findPerson } from '../../src/simulated-camera/people/find-person.ts';
import { render } from '../../src/simulated-camera/renderer/render.ts';
import { frontView } from '../../src/simulated-camera/renderer/view.ts';

/** A JPEG photo, 640 × 480, of a person who also stands in front of the simulated camera. */
export async function renderedPhoto(person: string): Promise<Buffer> {
  const [width, height] = [640, 480];
  const view = { ...frontView, distance: 50, noise: 0, yaw: 4, room: 2 };
  const pixels = render(findPerson(person), view, width, height);
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 92 })
    .toBuffer();
}
