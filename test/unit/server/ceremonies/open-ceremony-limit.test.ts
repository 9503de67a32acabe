import { expect, it, vi } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { refusalOf, rowsOf } from '../backend.support.ts';
import { beginCeremony, createDeviceKeys, enroll, prepareCeremony, send } from '../support.ts';

const face = syntheticFace(1);

async function optionsFor(backend: TestBackend) {
  const { clientShare } = await enroll(backend, 'ann', face());
  return { recognizeId: 'ann', ceremony: 'recover', clientShare, keys: await createDeviceKeys() } as const;
}

it('deletes the oldest ceremony without an EvaluateRequest, or returns server/too-many', async () => {
  const backend = await createTestBackend({ storage: await testStorage() });
  try {
    const options = await optionsFor(backend);
    const oldest = await beginCeremony(backend, options);
    const results = await Promise.all(
      Array.from({ length: 13 }, () => refusalOf(beginCeremony(backend, options))),
    );
    expect(results.every(({ code }) => code === 'none')).toBe(true);
    expect(await rowsOf(backend, 'ceremonies', 'sid is not null')).toHaveLength(10);
    const request = await oldest.sealEvaluate(oldest.createEvaluateRequest(face()));
    expect((await refusalOf(send(backend, 'ann', request))).code).toBe('ceremony/session-unknown');
    await backend.storage.query(
      'update recognize_ceremonies set request2 = ceremony_id where sid is not null',
    );
    expect(await refusalOf(beginCeremony(backend, options))).toEqual({
      code: 'server/too-many',
      status: 429,
    });
  } finally {
    await backend.close();
  }
});

it('limits how much of the queue one user can occupy', async () => {
  const policy = { openCeremonyLimit: 2 };
  const storage = await testStorage();
  const backend = await createTestBackend({ storage, policy, queueLimit: 3, n: 512, tau: 160 });
  try {
    const options = await optionsFor(backend);
    const prepared = await Promise.all(Array.from({ length: 8 }, () => prepareCeremony(backend, options)));
    const codes: string[] = [];
    for (const { sealBegin, beginRequest } of prepared)
      codes.push((await refusalOf(send(backend, 'ann', await sealBegin(beginRequest)))).code);
    expect(codes).toEqual(Array(8).fill('none'));
  } finally {
    await backend.close();
  }
});

it('does not delete a ceremony while its EvaluateRequest is being evaluated', async () => {
  const storage = await testStorage();
  let gate: Promise<void> | undefined;
  const backend = await createTestBackend({
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
    const options = await optionsFor(backend);
    const begun = await beginCeremony(backend, options);
    const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    let openGate = () => {};
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
    const evaluating = refusalOf(send(backend, 'ann', request));
    // The transaction that stores EvaluateResponse now waits at the gate.
    await vi.waitFor(() => expect(gate).toBe(undefined), 10_000);
    expect((await refusalOf(beginCeremony(backend, options))).code).toBe('server/too-many');
    openGate();
    expect((await evaluating).code).toBe('none');
  } finally {
    await backend.close();
  }
});
