import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { movements } from '../../../src/wire/liveness.ts';
import { cutFilms, frozenFilm, ownOrder, randomChallenge, wrongOrder } from './films.ts';
import type { Request } from './motion.ts';
import type { Performer } from './performers.ts';

/** A film that notes what it is asked for; each picture has its number in its data. */
function recorder(first = 0): Performer & { readonly requests: Request[] } {
  const requests: Request[] = [];
  let count = first;
  return {
    requests,
    next(request) {
      requests.push(request);
      return { width: 1, height: 1, data: new Uint8ClampedArray([count++, 0, 0, 255]) };
    },
  };
}
const play = (film: Performer, requests: readonly Request[], step = 0.5) =>
  requests.map((request) => film.next(request, step).data[0]!);

describe('wrongOrder', () => {
  it('never gives the challenge', () => {
    const random = seededRandom(5);
    for (let k = 0; k < 200; k++) {
      const challenge = randomChallenge(random);
      expect(wrongOrder(challenge, movements, random)).not.toEqual(challenge);
    }
  });
});

describe('ownOrder', () => {
  it('ignores the page and does its own movements with pauses', () => {
    const film = recorder();
    play(ownOrder(film, ['up', 'left']), Array(16).fill('right'));
    expect([...new Set(film.requests)]).toEqual([undefined, 'up', 'left']);
  });
});

describe('cutFilms', () => {
  it('changes the film after each movement', () => {
    const shown = play(cutFilms([recorder(), recorder(100)]), [
      undefined,
      'up',
      undefined,
      'left',
      undefined,
    ]);
    expect(shown).toEqual([0, 1, 102, 103, 4]);
  });
});

describe('frozenFilm', () => {
  it('stays at its first picture without a movement', () => {
    expect(play(frozenFilm(recorder(), undefined, 2), [undefined, 'up', 'up'])).toEqual([0, 0, 0]);
  });

  it('repeats the pictures of a loop', () => {
    const shown = play(frozenFilm(recorder(), 'left', 2), Array(8).fill(undefined));
    expect(shown).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  });
});
