import { personFromSeed } from '../../../src/simulated-camera/people/random-person.ts';
import { type Movement, movements } from '../../../src/wire/liveness.ts';
import { type Half, simulatedSeed } from './halves.ts';
import type { Film } from './material-library.ts';
import type { Request } from './motion.ts';
import { filmedPerformer, type Performer, randomOptions, simulatedPerformer } from './performers.ts';

type Random = () => number;

/** The simulated person with this index, in any light. */
export function simulated(half: Half, index: number, random: Random): Performer {
  return simulatedPerformer(randomOptions(personFromSeed(simulatedSeed(half, index)), random), random);
}

/** The man of the studio clip. */
export function studio({ frames, stretches, framesPerSecond }: Film, random: Random): Performer {
  return filmedPerformer(frames, stretches, framesPerSecond, random);
}

/** Seconds for which a film that does not follow shows each pose. */
const BEAT_SECONDS = 1.5;

/** A film in which the person does movements in an order of its own, straight ahead in between, over and over. */
export function ownOrder(film: Performer, order: readonly Movement[]): Performer {
  let seconds = 0;
  return {
    next(_request, step) {
      seconds += step;
      const beat = Math.floor(seconds / BEAT_SECONDS);
      return film.next(beat % 2 === 1 ? order[((beat - 1) / 2) % order.length] : undefined, step);
    },
  };
}

/** Another order of the movements that a challenge asks for, or other movements; never the challenge itself. */
export function wrongOrder(
  challenge: readonly Movement[],
  possible: readonly Movement[],
  random: Random,
): Movement[] {
  for (;;) {
    const order = shuffled(possible, random).slice(0, challenge.length);
    if (order.some((movement, k) => movement !== challenge[k])) return order;
  }
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Films of two people, or two films of one person: each movement is followed, and every pause cuts to the other film. */
export function cutFilms(films: readonly Performer[]): Performer {
  let [shown, asked]: [number, Request] = [0, undefined];
  return {
    next(request, step) {
      if (asked !== undefined && request === undefined) shown += 1;
      asked = request;
      const pictures = films.map((film) => film.next(request, step));
      return pictures[shown % films.length]!;
    },
  };
}

/** A film that stops at its first picture, or repeats `loopSeconds` of a movement. */
export function frozenFilm(film: Performer, movement: Movement | undefined, loopSeconds: number): Performer {
  const pictures: ReturnType<Performer['next']>[] = [];
  let [seconds, position] = [0, 0];
  return {
    next(_request, step) {
      seconds += step;
      if (movement === undefined) {
        pictures[0] ??= film.next(undefined, step);
        return pictures[0];
      }
      // Recorded while it plays for the first time, then repeated.
      if (seconds < loopSeconds) {
        pictures.push(film.next(seconds < loopSeconds / 3 ? undefined : movement, step));
        return pictures.at(-1)!;
      }
      const picture = pictures[position % pictures.length]!;
      position += 1;
      return picture;
    },
  };
}

/** A challenge of the possible movements, as the server draws one. */
export function randomChallenge(random: Random, possible: readonly Movement[] = movements): Movement[] {
  return shuffled(possible, random).slice(0, 3);
}
