import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { Visitor } from '../../support/visitor.ts';
import { resetAttempts } from './attempt-counter.ts';
import { type Host, startHost } from './host.ts';
import { interrupt } from './interrupt.ts';
import { type Interruption, interruptions, pointName } from './interruptions.ts';
import { readState, type State } from './state.ts';

/**
 * Interrupts runs at each of their points. Afterwards browser, backend and host have the old state or the new one, completely and
 * consistently, and the run can be repeated. Each test continues with the state that the previous one left.
 *
 * @param targets keys of `interruptions`
 * @param full includes the rows of the full table, and an authentication after each
 */
export function testInterruptions(
  targets: readonly (keyof typeof interruptions)[],
  { full }: { readonly full: boolean },
): void {
  let host: Host;
  let browser: Browser;
  beforeAll(async () => {
    [host, browser] = await Promise.all([startHost(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  describe.each(targets)('after an interruption of %s', (target) => {
    let user: InterruptedUser;
    beforeAll(async () => {
      const visitor = await Visitor.arrive(browser, host, target.replace(' ', '-'));
      user = new InterruptedUser(visitor, host);
      expect((await visitor.run({ tag: 'recognize-enroll' })).type).toBe('complete');
    });
    afterAll(() => user?.visitor.close());

    const cases = interruptions[target].filter(({ fullOnly }) => full || !fullOnly);
    const nameOf = ({ ceremony, target, at }: Interruption) =>
      `keeps a consistent state: ${target}, ${ceremony}, ${pointName(at)}`;
    it.each(cases.map((row) => [nameOf(row), row] as const))('%s', async (_name, interruption) => {
      const { thisDevice } = await user.interruptAndRepeat(interruption);
      if (thisDevice !== undefined && (full || interruption.leaves === 'bound')) await user.authenticate();
    });

    it('authenticates with the stored record', () => user.authenticate());
  });
}

/** A user with one browser. */
class InterruptedUser {
  readonly visitor: Visitor;
  readonly #host: Host;
  #runs = 0;

  constructor(visitor: Visitor, host: Host) {
    this.visitor = visitor;
    this.#host = host;
  }

  /** @returns the state after the repeated run */
  async interruptAndRepeat(interruption: Interruption): Promise<State> {
    const { ceremony, ends } = interruption;
    await resetAttempts(this.visitor);
    const before = await readState(this.visitor);
    const name = this.#nextName();
    const end = await interrupt(this.visitor, this.#host, interruption, () => this.#start(ceremony, name));
    expect(ends).toContain(end);
    const after = await readState(this.visitor);
    expect(after).toEqual(expectedState(interruption, before, name, end, after));

    const nextName = this.#nextName();
    await this.#start(ceremony, nextName);
    expect(await this.visitor.runResult()).toMatchObject({ type: 'complete' });
    const last = await readState(this.visitor);
    expect(last).toEqual(expectedState(interruption, after, nextName, 'complete', last));
    return last;
  }

  async authenticate(): Promise<void> {
    const { error, type } = await this.visitor.run({ tag: 'recognize-authenticate' });
    expect(error ?? type).toBe('complete');
  }

  #nextName(): string {
    return `browser ${++this.#runs}`;
  }

  async #start(ceremony: Interruption['ceremony'], name: string): Promise<void> {
    const activate = ceremony === 'activate';
    await this.visitor.place({
      tag: activate ? 'recognize-enroll' : `recognize-${ceremony}`,
      ...(activate
        ? { attributes: { activate: '' }, claims: { activate } }
        : { attributes: { 'device-name': name } }),
      reuse: true,
    });
    await this.visitor.start();
  }
}

/** The state after a run that ended with `end`. An activation names the device itself, so its name is taken from `actual`. */
function expectedState(
  { ceremony, leaves }: Interruption,
  before: State,
  name: string,
  end: string,
  actual: State,
): State {
  const complete = end === 'complete';
  if (ceremony === 'recover') return afterBinding(before, name, complete ? 'bound' : leaves);
  if (!complete && ceremony === 'enroll')
    return leaves === 'orphan' ? { ...before, backups: before.backups + 1 } : before;
  const enrolled = { ...before, backups: before.backups + 1 };
  if (end === 'gone') return afterBinding(enrolled, actual.thisDevice!, leaves);
  // The host has stored the new client state. The backend still knows the old one as well.
  expect(actual.clientState).not.toBe(before.clientState);
  const stored = { ...enrolled, clientState: actual.clientState };
  if (ceremony === 'enroll') return stored;
  return afterBinding(stored, actual.thisDevice!, complete ? 'bound' : leaves);
}

/** The newest device is listed first. It replaces the former device of this browser. */
function afterBinding(before: State, name: string, leaves: Interruption['leaves']): State {
  const others = before.bound.filter((other) => other !== before.thisDevice);
  if (leaves === 'bound') return { ...before, bound: [name, ...others], thisDevice: name, pending: 0 };
  return leaves === 'pending' ? { ...before, pending: 1 } : before;
}
