import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { type Movement, movements } from '../../../src/wire/liveness.ts';
import * as films from './films.ts';
import type { Half } from './halves.ts';
import { hashOf } from './hash.ts';
import type { Film } from './material-library.ts';
import type { Performer } from './performers.ts';
import { type AttackKind, attackKinds, type ClipKind } from './rates.ts';
import { filmScene, genuineScene, type PhotoOptions, photoScene, type Scene } from './scenes.ts';
import type { FacePicture } from './sheet.ts';

/** What clips are made of. */
export interface Library {
  readonly photos: readonly FacePicture[];
  /** The studio clip and its mirror image; both belong to the reported half. */
  readonly studio: readonly Film[];
}

/** Number of clips of one half. */
export interface ClipCounts {
  /** Of each kind of attack. */
  readonly attacks: number;
  readonly simulated: number;
  readonly studio: number;
}

/** Everything that identifies a clip; the clip itself is rendered while it is measured. */
export interface ClipPlan {
  readonly name: string;
  readonly kind: ClipKind;
  readonly half: Half;
  readonly index: number;
  /** Whether the person of the studio clip is in it. */
  readonly studio: boolean;
}

/** Kinds that show a film on a screen. */
const filmKinds: ReadonlySet<ClipKind> = new Set(['filmWrongOrder', 'filmRightOrder', 'cut', 'frozen']);

/** The clips of one half in the order in which they are measured: all kinds in turn. */
export function planClips(half: Half, counts: ClipCounts): ClipPlan[] {
  const plans: ClipPlan[] = [];
  const add = (kind: ClipKind, index: number, studio: boolean) =>
    plans.push({ name: `${half}-${kind}-${studio ? 'studio-' : ''}${index}`, kind, half, index, studio });
  const most = Math.max(counts.attacks, counts.simulated, counts.studio);
  for (let index = 0; index < most; index++) {
    if (index < counts.simulated) add('genuine', index, false);
    if (index < counts.studio) add('genuine', index, true);
    if (index >= counts.attacks) continue;
    // A fifth of the films shows the person of the studio clip, as far as this half may show him.
    const isStudio = counts.studio > 0 && index % 5 === 0;
    for (const kind of attackKinds) add(kind, index, isStudio && filmKinds.has(kind));
  }
  return plans;
}

/** Bend of a sheet in centimeters: 1.3 to 4 life-size eye distances. */
const BENDS = [8, 10, 13, 17, 25];

export interface Clip {
  readonly scene: Scene;
  readonly challenge: readonly Movement[];
}

/** The scene of a planned clip and its challenge. @param attempt 0, or 1 for a second try with other light and other movements */
export function openClip(plan: ClipPlan, library: Library, attempt = 0): Clip {
  const random = seededRandom(hashOf(`${plan.name} ${attempt}`));
  const studio = plan.studio ? library.studio[plan.index % library.studio.length]! : undefined;
  // The man of the studio clip comes no closer.
  const possible = studio === undefined ? movements : (Object.keys(studio.stretches) as Movement[]);
  const challenge = films.randomChallenge(random, possible);
  const person = (offset = 0): Performer =>
    studio === undefined
      ? films.simulated(plan.half, plan.index + offset, random)
      : films.studio(studio, random);
  if (plan.kind === 'genuine') return { challenge, scene: genuineScene(person(), random) };
  return {
    challenge,
    scene: attackScene(plan.kind, plan.index, challenge, possible, person, library, random),
  };
}

function attackScene(
  kind: AttackKind,
  index: number,
  challenge: readonly Movement[],
  possible: readonly Movement[],
  person: (offset?: number) => Performer,
  { photos }: Library,
  random: () => number,
): Scene {
  const photoAt = (offset: number) => photos[(index * 7 + offset) % photos.length]!;
  const photo = (options: Omit<PhotoOptions, 'photo'>) =>
    photoScene({ photo: photoAt(attackKinds.indexOf(kind) * 3), ...options }, random);
  const flat = Number.POSITIVE_INFINITY;
  switch (kind) {
    case 'still':
    case 'waved':
    case 'zoomed':
    case 'ordered':
      return photo({ handling: kind, radius: flat });
    case 'bent':
      return photo({ handling: 'ordered', radius: BENDS[index % BENDS.length]! });
    case 'cutout':
      return photo({ handling: 'ordered', radius: index % 2 === 0 ? flat : 11, behind: photoAt(1) });
    case 'filmWrongOrder':
      return filmScene(films.ownOrder(person(), films.wrongOrder(challenge, possible, random)), random);
    case 'filmRightOrder':
      return filmScene(person(), random);
    case 'cut':
      return filmScene(films.cutFilms([person(), person(index % 2 === 0 ? 17 : 0)]), random);
    case 'frozen': {
      const movement = index % 2 === 0 ? undefined : challenge[0];
      return filmScene(films.frozenFilm(person(), movement, 1.5 + 1.5 * random()), random);
    }
  }
}
