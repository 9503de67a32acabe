import { describe, expect, it } from 'vitest';
import { answers, guessing, refusals } from './bad-input/answers.ts';
import { clientStates } from './bad-input/client-states.ts';
import { hosting } from './bad-input/hosting.ts';
import { arrange } from './support/arrange.ts';
import { recover } from './support/setting.ts';

/** What files, hosts and backends give that is bad. Where the other codes are tested: codes.test.ts. */
const { rows, setting } = arrange();

describe('hosting', () => void rows(hosting));
describe('the client state', () => void rows(clientStates));
describe("the host's answer", () => void rows(answers));
describe('a refusal of the backend', () => void rows(refusals));

it('goes on where it stopped, once everything is mended', async () => {
  const visitor = await recover()(setting());
  expect(await visitor.ended()).toMatchObject({ type: 'complete' });
});

describe('guessing', () => void rows(guessing));
