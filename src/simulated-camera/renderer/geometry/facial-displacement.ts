import { evaluateSpline, gaussian, gaussian2d, smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import { type Anatomy, browAt, type Eye, mouthLine } from './anatomy.ts';

/** Displacement map of the face: distance of the skin from the skull's surface at (x, y), in centimeters, positive outward. */
export function facialDisplacement(p: Person, a: Anatomy, x: number, y: number): number {
  let displacement = eyeSocket(p, a, x, y) + boneStructure(p, a, x, y);
  if (y < 2.5 && y > a.noseBase - 1.2 && Math.abs(x) < 4) displacement += nose(p, a, x, y);
  if (y < a.noseBase + 1 && y > a.mouth - 3.2) displacement += mouth(p, a, x, y);
  return displacement;
}

// Each function returns its part of the displacement. `ax` is |x|.

/** The bulge of the eyeball, the fold of the upper lid and bags under the eye. */
function eyeball(p: Person, eye: Eye, x: number, y: number): number {
  const dx = (x - eye.x * 1.0) / (1.34 * p.eyeWidth);
  const dy = (y - eye.y + 0.02) / 0.98;
  const rr = dx * dx + dy * dy;
  const crease = 0.55 + 0.1 * p.eyeOpen;
  const fold = -0.1 * gaussian((y - eye.y - crease - 0.1 * (1 - dx * dx)) / 0.16) * gaussian(dx * 0.85);
  const bag =
    p.eyeBags *
    (0.13 * gaussian2d(x, y, eye.x, eye.y - 1.15, 1.1, 0.34) -
      0.1 * gaussian2d(x, y, eye.x * 0.96, eye.y - 1.65, 1.3, 0.22));
  return 0.6 * Math.exp(-rr * rr) + fold + bag;
}

/** The eye socket with the brow ridge and the eyeball. */
function eyeSocket(p: Person, a: Anatomy, x: number, y: number): number {
  const eye = x < 0 ? a.eyes[0] : a.eyes[1];
  const side = eye.side;
  const depth = 0.85 * p.eyeDepth + 0.15;
  const socket = -depth * gaussian2d(x, y, eye.x * 0.93, eye.y + 0.35, 1.8, 1.08);
  const inner = -0.5 * gaussian2d(x, y, side * 1.75, 0.2, 0.75, 0.8);
  const t = Math.max(0, Math.min(1, (Math.abs(x) - 0.9) / 4.2));
  const [brow] = browAt(p, a, t);
  const ridge =
    (0.12 + 0.42 * p.browRidge) * gaussian((y - brow + 0.15) / 0.8) * smoothstep(5.6, 4, Math.abs(x));
  return socket + inner + ridge + eyeball(p, eye, x, y);
}

/** Cheekbones, cheeks, temples and chin. */
function boneStructure(p: Person, a: Anatomy, x: number, y: number): number {
  const ax = Math.abs(x);
  const zygoma = (0.15 + 0.55 * p.cheekbone) * gaussian2d(ax, y, 5.0, -1.7, 1.7, 1.25);
  const apple = (0.1 + 0.5 * p.cheekFullness) * gaussian2d(ax, y, 3.5, -3.2, 1.7, 1.7);
  const jowl = 0.5 * (p.cheekFullness - 0.4) * gaussian2d(ax, y, 4.3, -6.8, 1.9, 2.2);
  const hollow = -0.75 * p.cheekHollow * gaussian2d(ax, y, 4.9, -5.4, 1.5, 2.0);
  const temple = -0.35 * gaussian2d(ax, y, 6.4, 2.6, 1.3, 2.2);
  const chinY = a.chin - p.chinDrop * 0.3;
  const chin =
    0.45 * gaussian2d(x, y, 0, chinY, 1.55 * p.chinWidth, 0.95) -
    0.3 * gaussian2d(x, y, 0, a.mouth - a.lipBottom - 0.75, 1.9, 0.5);
  return zygoma + apple + jowl + hollow + temple + chin + nasolabialFold(p, a, ax, y);
}

/** The nasolabial fold, from the wing of the nose to the corner of the mouth. It deepens with age. */
function nasolabialFold(p: Person, a: Anatomy, ax: number, y: number): number {
  const y0 = a.noseBase + 0.75;
  const y1 = a.mouth - 0.25;
  if (y > y0 + 1 || y < y1 - 1) return 0;
  const t = Math.max(0, Math.min(1, (y0 - y) / (y0 - y1)));
  const line = a.noseWing + 0.25 + t * (a.mouthHalfWidth + 0.75 - a.noseWing - 0.25);
  const ends = smoothstep(y0 + 0.6, y0 - 0.2, y) * smoothstep(y1 - 0.7, y1 + 0.3, y);
  return -(0.06 + 0.2 * p.age) * gaussian((ax - line) / 0.32) * ends;
}

/** Bridge, tip, wings and nostrils; `t` is 0 at the root and 1 at the base of the nose. */
function nose(p: Person, a: Anatomy, x0: number, y: number): number {
  const span = a.noseRoot - a.noseBase;
  const t = (a.noseRoot - y) / span;
  const x = x0 - a.noseLean * smoothstep(0, 0.8, t);
  const ridge = evaluateSpline(
    [
      [-0.35, 0],
      [-0.1, 0.12 * p.noseBridge],
      [0.04, 0.3 * p.noseBridge],
      [0.25, 0.78 * p.noseBridge + 0.3 * p.noseBump],
      [0.48, 1.2 * p.noseBridge ** 0.5 + 0.5 * p.noseBump],
      [0.68, 1.65 + 0.1 * p.noseBump],
      [0.79, 1.92],
      [0.87, 1.72],
      [0.94, 1.1],
      [1.0, 0.42],
      [1.08, 0.1],
      [1.2, 0],
    ],
    t,
  );
  const baseWidth = evaluateSpline(
    [
      [-0.3, 0.9],
      [0.05, 0.62],
      [0.35, 0.68],
      [0.6, 0.8],
      [0.8, 0.92],
      [1, 0.95],
    ],
    t,
  );
  const width = baseWidth * (0.55 + 0.45 * p.noseWidth) * (t > 0.6 ? 0.4 + 0.6 * p.noseTip : 1);
  const body = ridge * p.noseHeight * Math.exp(-(Math.abs(x / width) ** 2.1) * 0.9);
  const wingY = a.noseBase + 0.62;
  const ax = Math.abs(x);
  const wing =
    0.95 *
    p.noseHeight ** 0.5 *
    Math.exp(-(((ax - (a.noseWing - 0.55)) / 0.56) ** 4)) *
    gaussian((y - wingY) / 0.68);
  const groove = -0.16 * gaussian((ax - a.noseWing - 0.12) / 0.24) * gaussian((y - wingY) / 0.75);
  const nostril = -0.35 * gaussian2d(ax, y, 0.42 * a.noseWing, a.noseBase + 0.14, 0.34, 0.17);
  return Math.max(body, 0.85 * wing + 0.35 * body) + groove + nostril;
}

/** Lips, corners of the mouth and philtrum; `t` is −1 and 1 at the corners. */
function mouth(p: Person, a: Anatomy, x: number, y: number): number {
  const muzzle = 0.35 * gaussian2d(x, y, 0, a.mouth + 0.3, 2.7, 1.8);
  const t = x / a.mouthHalfWidth;
  const inside = smoothstep(1.08, 0.7, Math.abs(t));
  const line = mouthLine(p, a, x);
  const upper = 0.24 * a.lipTop ** 0.5 * gaussian((y - line - 0.52 * a.lipTop) / (0.62 * a.lipTop)) * inside;
  const lower =
    0.34 *
    a.lipBottom ** 0.5 *
    gaussian((y - line + 0.48 * a.lipBottom) / (0.58 * a.lipBottom)) *
    smoothstep(1.0, 0.5, Math.abs(t));
  const seam = -0.2 * gaussian((y - line) / 0.15) * smoothstep(1.1, 0.9, Math.abs(t));
  const corner = -0.18 * gaussian2d(Math.abs(x), y, a.mouthHalfWidth + 0.15, line, 0.4, 0.42);
  const lips =
    smoothstep(a.noseBase - 0.15, a.noseBase - 0.6, y) *
    smoothstep(line + a.lipTop - 0.2, line + a.lipTop + 0.25, y);
  const philtrum = (0.07 * gaussian((Math.abs(x) - 0.55) / 0.22) - 0.11 * gaussian(x / 0.32)) * lips;
  return muzzle + upper + lower + seam + corner + philtrum;
}
