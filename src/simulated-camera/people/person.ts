import { seededRandom } from '../math/random.ts';

/**
 * What makes one drawn person differ from another: name, lowest and highest value. Lengths are factors of an average adult
 * head or centimeters of offset; shares run from 0 (none) to 1 (full); colors are places on the scales of colors.ts.
 */
export const traits = {
  headWidth: [0.9, 1.1],
  forehead: [0.9, 1.1],
  faceLength: [0.92, 1.1],
  cheekWidth: [0.9, 1.1],
  jawWidth: [0.8, 1.2],
  chinWidth: [0.7, 1.35],
  chinDrop: [-0.6, 0.7],
  chinForward: [-0.6, 0.6],
  cheekbone: [0, 1],
  cheekFullness: [0, 1],
  cheekHollow: [0, 1],
  browRidge: [0, 1],
  foreheadSlope: [-1, 1],
  neckWidth: [0.82, 1.12],
  eyeSpacing: [0.9, 1.1],
  eyeWidth: [0.86, 1.14],
  eyeOpen: [0.7, 1.3],
  eyeTilt: [-0.12, 0.18],
  eyeDepth: [0.3, 1.3],
  eyeCrease: [0, 1],
  eyeBags: [0, 1],
  lashes: [0, 1],
  iris: [0, 1],
  browHeight: [-0.45, 0.5],
  browThickness: [0.5, 1.7],
  browArch: [-0.1, 0.6],
  browTilt: [-0.35, 0.35],
  browDensity: [0.3, 1],
  browGap: [-0.5, 0.45],
  noseLength: [0.85, 1.2],
  noseHeight: [0.75, 1.3],
  noseWidth: [0.75, 1.4],
  noseBridge: [0.5, 1.5],
  noseBump: [-0.3, 0.4],
  noseTip: [0.75, 1.35],
  mouthWidth: [0.82, 1.2],
  mouthDrop: [-0.4, 0.4],
  lipUpper: [0.5, 1.6],
  lipLower: [0.6, 1.5],
  lipBow: [0, 1],
  lipCurve: [-0.05, 0.24],
  lipTint: [0, 1],
  melanin: [0, 1],
  redness: [0, 1],
  freckles: [0, 1],
  age: [0, 1],
  makeup: [0, 1],
  hairShade: [0, 1],
  hairGray: [0, 1],
  hairVolume: [0, 1],
  hairLength: [0, 1],
  hairCurl: [0, 1],
  hairline: [-1, 1],
  hairRecession: [0, 1],
  hairPart: [-1, 1],
  fringe: [0, 1],
  stubble: [0, 1],
  mustache: [0, 1],
  beard: [0, 1],
  beardLength: [0, 1],
  glasses: [0, 1],
  glassesShape: [0, 1],
  glassesShade: [0, 1],
  earSize: [0.85, 1.2],
  earProtrusion: [0, 1],
  skew: [-1, 1],
  shirt: [0, 1],
} as const satisfies Record<string, readonly [number, number]>;

export type Trait = keyof typeof traits;

/** One drawn person. `seed` fixes the small things: mottling, freckles, strands. */
export type Person = Readonly<Record<Trait, number>> & { readonly seed: number };

export const traitNames = Object.keys(traits) as Trait[];

type Draw = () => number;

/** A number near the middle of [0, 1] more often than near its ends. */
const central = (draw: Draw): number => (draw() + draw()) / 2;

/** Zero in `share` of the people, anything above for the others. */
const sometimes = (draw: Draw, share: number): number => {
  const value = draw();
  return draw() < share ? 0.25 + 0.75 * value : 0;
};

/** Traits that nature ties together: hair on the face and its absence, make-up, age and grey. */
function tied(draw: Draw): Partial<Record<Trait, number>> {
  const masculine = draw() < 0.5;
  const age = draw() ** 1.4;
  const hairy = masculine ? draw() : 1;
  return {
    age,
    melanin: draw(),
    hairGray: age > 0.55 ? draw() * (age - 0.4) * 1.6 : 0,
    makeup: masculine ? 0 : draw(),
    lashes: masculine ? 0.3 * draw() : 0.4 + 0.6 * draw(),
    stubble: masculine ? draw() : 0,
    mustache: hairy < 0.35 ? 0.4 + 0.6 * draw() : 0,
    beard: hairy < 0.25 ? 0.4 + 0.6 * draw() : 0,
    beardLength: draw(),
    browRidge: masculine ? 0.4 + 0.6 * draw() : 0.4 * draw(),
    browThickness: masculine ? 0.35 + 0.65 * draw() : 0.7 * draw(),
    jawWidth: masculine ? 0.3 + 0.7 * draw() : 0.65 * draw(),
    neckWidth: masculine ? 0.5 + 0.5 * draw() : 0.5 * draw(),
    hairLength: masculine ? 0.25 * draw() : 0.2 + 0.8 * draw(),
    hairRecession: masculine ? draw() * (0.3 + 0.7 * age) : 0,
    fringe: masculine ? 0 : sometimes(draw, 0.35),
    freckles: sometimes(draw, 0.25),
    glasses: sometimes(draw, 0.25),
    hairCurl: draw(),
    hairShade: draw(),
    iris: draw(),
    glassesShape: draw(),
    glassesShade: draw(),
    shirt: draw(),
    hairPart: draw(),
  };
}

/** A random but fixed person for any integer `seed`. */
export function personFromSeed(seed: number): Person {
  const draw = seededRandom(seed * 2654435761 + 97);
  const fixed = tied(draw);
  const person: Record<string, number> = { seed };
  for (const name of traitNames) {
    const [low, high] = traits[name];
    person[name] = low + (high - low) * (fixed[name] ?? central(draw));
  }
  return person as Person;
}
