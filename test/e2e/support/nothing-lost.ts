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
      await life.suffer(blow);
      if (long || blow.leaves === 'healed') await life.login();
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

  async suffer(blow: Blow): Promise<void> {
    await forgetAttempts(this.visitor);
    const before = await stateOf(this.visitor);
    const name = this.#name();
    const end = await strike(this.visitor, blow, () => this.#start(blow.ceremony, name));
    expect(blow.ends).toContain(end);
    const after = await stateOf(this.visitor);
    expect(after).toEqual(expected(blow, before, name, end === 'complete', after));

    const another = this.#name();
    await this.#start(blow.ceremony, another);
    expect(await this.visitor.ended()).toMatchObject({ type: 'complete' });
    const last = await stateOf(this.visitor);
    expect(last).toEqual(expected(blow, after, another, true, last));
  }

  async login(): Promise<void> {
    const { error, type } = await this.visitor.run({ tag: 'recognize-authenticate' });
    expect(error ?? type).toBe('complete');
  }

  #name(): string {
    return `browser ${++this.#runs}`;
  }

  async #start(ceremony: Blow['ceremony'], name: string): Promise<void> {
    await this.visitor.place({
      tag: `recognize-${ceremony}`,
      attributes: { 'device-name': name },
      again: true,
    });
    await this.visitor.start();
  }
}

/** What must stand after a run that completed, or that ended as the blow says. The newest device is listed first. */
function expected(
  { ceremony, leaves }: Blow,
  before: State,
  name: string,
  complete: boolean,
  now: State,
): State {
  if (ceremony === 'enroll') {
    if (!complete) return { ...before, backups: before.backups + (leaves === 'orphan' ? 1 : 0) };
    // A new client state in the place of the old one, which the backend still knows.
    expect(now.clientState).not.toBe(before.clientState);
    return { ...before, backups: before.backups + 1, clientState: now.clientState };
  }
  if (complete || leaves === 'healed')
    return { ...before, bound: [name, ...before.bound], own: name, pending: 0 };
  return leaves === 'pending' ? { ...before, pending: 1 } : before;
}
