import { expect, it, vi } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import {
  beginCeremony,
  createDeviceKeys,
  enroll,
  prepareCeremony,
  refusalOf,
  rowsOf,
  send,
} from '../support.ts';

const face = syntheticFace(1);

async function optionsFor(world: TestBackend) {
  const { clientShare } = await enroll(world, 'ann', face());
  return { recognizeId: 'ann', ceremony: 'recover', clientShare, keys: await createDeviceKeys() } as const;
}

it('deletes the oldest ceremony without an EvaluateRequest, or returns server/too-many', async () => {
  const world = await createTestBackend({ storage: await testStorage() });
  try {
    const options = await optionsFor(world);
    const oldest = await beginCeremony(world, options);
    const results = await Promise.all(
      Array.from({ length: 13 }, () => refusalOf(beginCeremony(world, options))),
    );
    expect(results.every(({ code }) => code === 'none')).toBe(true);
    expect(await rowsOf(world, 'ceremonies', 'sid is not null')).toHaveLength(10);
    const request = await oldest.sealEvaluate(oldest.createEvaluateRequest(face()));
    expect((await refusalOf(send(world, 'ann', request))).code).toBe('ceremony/session-unknown');
    await world.storage.query('update recognize_ceremonies set request2 = ceremony_id where sid is not null');
    expect(await refusalOf(beginCeremony(world, options))).toEqual({ code: 'server/too-many', status: 429 });
  } finally {
    await world.close();
  }
});

it('limits how much of the queue one user can occupy', async () => {
  const policy = { openCeremonyLimit: 2 };
  const storage = await testStorage();
  const world = await createTestBackend({ storage, policy, queueLimit: 3, n: 512, tau: 160 });
  try {
    const options = await optionsFor(world);
    const prepared = await Promise.all(Array.from({ length: 8 }, () => prepareCeremony(world, options)));
    const codes: string[] = [];
    for (const { sealBegin, beginRequest } of prepared)
      codes.push((await refusalOf(send(world, 'ann', await sealBegin(beginRequest)))).code);
    expect(codes).toEqual(Array(8).fill('none'));
  } finally {
    await world.close();
  }
});

it('does not delete a ceremony while its EvaluateRequest is being evaluated', async () => {
  const storage = await testStorage();
  let gate: Promise<void> | undefined;
  const world = await createTestBackend({
    storage: {
      ...storage,
      async transaction(work) {
        const closedGate = gate;
        gate = undefined;
        await closedGate;
        return storage.transaction(work);
      },
    },
    policy: { openCeremonyLimit: 1 },
  });
  try {
    const options = await optionsFor(world);
    const begun = await beginCeremony(world, options);
    const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    let openGate = () => {};
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
    const evaluating = refusalOf(send(world, 'ann', request));
    // The transaction that stores EvaluateResponse now waits at the gate.
    await vi.waitFor(() => expect(gate).toBe(undefined), 10_000);
    expect((await refusalOf(beginCeremony(world, options))).code).toBe('server/too-many');
    openGate();
    expect((await evaluating).code).toBe('none');
  } finally {
    await world.close();
  }
});
