import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientShare } from '../../../src/matching/secret-sharing.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { begin, enroll, recovered, refused, rowsOf, run, send } from './client.ts';
import { dieAtStatements } from './dying.ts';

let world: TestBackend;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
}, 60_000);
afterAll(() => world.close());

type Bound = Awaited<ReturnType<typeof recovered>>;

let people = 0;
async function bound(): Promise<Bound & { recognizeId: string }> {
  const recognizeId = `person-${++people}`;
  const enrolled = await enroll(world, recognizeId, face());
  return { recognizeId, ...(await recovered(world, enrolled, face())) };
}

const options = (
  { recognizeId, keys, share }: Bound & { recognizeId: string },
  client: ClientShare = share,
) => ({ recognizeId, ceremony: 'authenticate', client, keys }) as const;

const login = (person: Bound & { recognizeId: string }, client?: ClientShare, look = face()) =>
  run(world, options(person, client), look);

/** Share ids that the matcher keeps, the current one first. */
async function kept({ deviceId }: Bound): Promise<{ current: string[]; pending: string[] }> {
  const rows = await rowsOf<{ share_id: string; pending: boolean }>(world, 'shares', 'device_id = $1', [
    deviceId,
  ]);
  const named = (pending: boolean) =>
    rows.filter((row) => row.pending === pending).map(({ share_id }) => share_id);
  return { current: named(false), pending: named(true) };
}
const nameOf = ({ shareId }: ClientShare) => toBase64url(shareId);

describe('the pair of a bound browser', () => {
  it('is joined by a new one at each yes; the old one goes when a session under a new one ends in yes', async () => {
    const person = await bound();
    const first = await login(person);
    expect(await kept(person)).toEqual({ current: [nameOf(person.share)], pending: [nameOf(first.pending)] });
    // The answer was lost: the browser is at its old half, and that one is good.
    const again = await login(person);
    expect((await kept(person)).pending.sort()).toEqual([first.pending, again.pending].map(nameOf).sort());
    const next = await login(person, again.pending);
    expect(await kept(person)).toEqual({ current: [nameOf(again.pending)], pending: [nameOf(next.pending)] });
    for (const old of [person.share, first.pending]) {
      expect(await refused(login(person, old))).toEqual({ code: 'client-state/revoked', status: 409 });
    }
    expect((await login(person, next.pending)).finishResponse.recognized).toBe(true);
  });

  it('loses nothing by a mere BeginRequest, an EvaluateResponse, or a no under a new pair', async () => {
    const person = await bound();
    const first = await login(person);
    const both = await kept(person);
    await begin(world, options(person, first.pending));
    expect(await kept(person)).toEqual(both);
    const asked = await begin(world, options(person, first.pending));
    await send(world, person.recognizeId, await asked.second(asked.evaluateRequest(face())));
    expect(await kept(person)).toEqual(both);
    expect((await login(person, first.pending, drawnFace(5)())).finishResponse.recognized).toBe(false);
    expect(await kept(person)).toEqual(both);
    expect((await login(person)).finishResponse.recognized).toBe(true);
  });

  it('is kept with the newest four that wait', async () => {
    const person = await bound();
    const waiting: string[] = [];
    for (let i = 0; i < 7; i++) {
      world.clock.now += 1;
      waiting.push(nameOf((await login(person)).pending));
    }
    const { current, pending } = await kept(person);
    expect(current).toEqual([nameOf(person.share)]);
    expect(pending.sort()).toEqual(waiting.slice(-4).sort());
  });

  it('is refused to a session that began under it, when another one has replaced it meanwhile', async () => {
    const person = await bound();
    const first = await login(person);
    const slow = await begin(world, options(person));
    const evaluateResponse = await send(
      world,
      person.recognizeId,
      await slow.second(slow.evaluateRequest(face())),
    );
    await login(person, first.pending);
    const { finishRequest } = await slow.session.createFinishRequest(evaluateResponse, slow.sign);
    const late = await refused(send(world, person.recognizeId, await slow.third(finishRequest)));
    expect(late).toEqual({ code: 'client-state/revoked', status: 409 });
  });

  it('is refused to a session that began under it, when its name has passed to another enrollment meanwhile', async () => {
    const person = await bound();
    const first = await login(person);
    const stranger = drawnFace(6);
    const early = await begin(world, options(person));
    const late = await begin(world, options(person));
    const evaluateResponse = await send(
      world,
      person.recognizeId,
      await late.second(late.evaluateRequest(face())),
    );
    await login(person, first.pending);
    await enroll(world, `eve-${people}`, stranger(), { change: { shareId: person.share.shareId } });
    const gone = { code: 'client-state/revoked', status: 409 };
    const second = await early.second(early.evaluateRequest(stranger()));
    expect(await refused(send(world, person.recognizeId, second))).toEqual(gone);
    const { finishRequest } = await late.session.createFinishRequest(evaluateResponse, late.sign);
    expect(await refused(send(world, person.recognizeId, await late.third(finishRequest)))).toEqual(gone);
  });

  it('does not follow a browser that changes s after EvaluateRequest', async () => {
    const person = await bound();
    const begun = await begin(world, options(person));
    const evaluateResponse = await send(
      world,
      person.recognizeId,
      await begun.second(begun.evaluateRequest(face())),
    );
    const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
    finishRequest.fill(7, 32, 64);
    expect(
      parseFinishResponse(await send(world, person.recognizeId, await begun.third(finishRequest))).recognized,
    ).toBe(false);
    expect((await kept(person)).pending).toEqual([]);
  });
});

// At every statement: test/full/matching.test.ts.
it('a matcher that dies at statements of EvaluateRequest or FinishRequest of an authentication: the same bytes go on, with one effect', async () => {
  expect(await dieAtStatements(5)).toBeGreaterThan(3);
});
