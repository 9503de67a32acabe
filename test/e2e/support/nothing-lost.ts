import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetAttempts } from './attempts.ts';
import { type Blow, blows, pointName } from './blows.ts';
import { type Host, startHost } from './host.ts';
import { type State, stateOf } from './state.ts';
import { strike } from './strike.ts';
import { launch, Visitor } from './visitor.ts';

/**
 * Kills what a run needs, at each point of it. Afterwards the old state or the new one is whole on both sides, the lists agree, and the run
 * can be repeated. Each case goes on from the state that the one before has left.
 *
 * @param victims keys of `blows`
 * @param long with the rows that take their time, and a login after each
 */
export function nothingIsLost(victims: readonly (keyof typeof blows)[], long: boolean): void {
  let host: Host;
  let browser: Browser;
  beforeAll(async () => {
    [host, browser] = await Promise.all([startHost(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  describe.each(victims)('when %s is killed', (victim) => {
    let life: Life;
    beforeAll(async () => {
      life = new Life(await Visitor.arrive(browser, host, victim.replace(' ', '-')));
      expect((await life.visitor.run({ tag: 'recognize-enroll' })).type).toBe('complete');
    });
    afterAll(() => life?.visitor.close());

    const cases = blows[victim].filter((row) => long || row.long === undefined);
    const nameOf = ({ ceremony, victim, at }: Blow) => `${victim} of ${ceremony}, ${pointName(at)}`;
    it.each(cases.map((blow) => [nameOf(blow), blow] as const))('%s', async (_name, blow) => {
      const { own } = await life.suffer(blow);
      if (own !== undefined && (long || blow.leaves === 'pendingAfterReconcile')) await life.login();
    });

    it('still signs in with what it has', () => life.login());
  });
}

/** A person with one browser. */
class Life {
  readonly visitor: Visitor;
  #runs = 0;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  /** @returns what stands in the end */
  async suffer(blow: Blow): Promise<State> {
    await forgetAttempts(this.visitor);
    const before = await stateOf(this.visitor);
    const name = this.#name();
    const end = await strike(this.visitor, blow, () => this.#start(blow.ceremony, name));
    expect(blow.ends).toContain(end);
    const after = await stateOf(this.visitor);
    expect(after).toEqual(expected(blow, before, name, end, after));

    const another = this.#name();
    await this.#start(blow.ceremony, another);
    expect(await this.visitor.ended()).toMatchObject({ type: 'complete' });
    const last = await stateOf(this.visitor);
    expect(last).toEqual(expected(blow, after, another, 'complete', last));
    return last;
  }

  async login(): Promise<void> {
    const { error, type } = await this.visitor.run({ tag: 'recognize-authenticate' });
    expect(error ?? type).toBe('complete');
  }

  #name(): string {
    return `browser ${++this.#runs}`;
  }

  async #start(ceremony: Blow['ceremony'], name: string): Promise<void> {
    const activate = ceremony === 'activate';
    await this.visitor.place({
      tag: activate ? 'recognize-enroll' : `recognize-${ceremony}`,
      ...(activate
        ? { attributes: { activate: '' }, wishes: { activate } }
        : { attributes: { 'device-name': name } }),
      again: true,
    });
    await this.visitor.start();
  }
}

/** What must stand after a run that ended so. The newest device is listed first. */
function expected({ ceremony, leaves }: Blow, before: State, name: string, end: string, now: State): State {
  const complete = end === 'complete';
  if (ceremony === 'recover') return bound(before, name, complete ? 'pendingAfterReconcile' : leaves);
  if (!complete && ceremony === 'enroll')
    return leaves === 'orphan' ? { ...before, backups: before.backups + 1 } : before;
  const enrolled = { ...before, backups: before.backups + 1 };
  if (end === 'gone') return bound(enrolled, now.own!, leaves);
  // A new client state in the place of the old one, which the backend still knows.
  expect(now.clientState).not.toBe(before.clientState);
  const kept = { ...enrolled, clientState: now.clientState };
  if (ceremony === 'enroll') return kept;
  return bound(kept, now.own!, complete ? 'pendingAfterReconcile' : leaves);
}

/** The browser bound as `name`, or an answer outstanding. */
function bound(before: State, name: string, leaves: Blow['leaves']): State {
  if (leaves === 'pendingAfterReconcile')
    return { ...before, bound: [name, ...before.bound], own: name, pending: 0 };
  return leaves === 'pending' ? { ...before, pending: 1 } : before;
}
