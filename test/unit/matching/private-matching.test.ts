import { describe, expect, it } from 'vitest';
import type { MatchInput } from '../../../src/matching/client-protocol.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { createInProcessEngine } from '../../support/test-browser.ts';

/** Private matching over protocols that count how often they were started and closed. */
function countedMatching(prepare = async () => new Uint8Array(0)) {
  const counts = { started: 0, closed: 0 };
  const matching = createPrivateMatching(() => {
    counts.started++;
    return { ...createInProcessEngine(), prepare, close: () => counts.closed++ };
  });
  return { matching, counts };
}
const input = {} as MatchInput;
const projection = { modelId: 'm', n: 64, center: new Float32Array(64) };

describe('enroll', () => {
  it('overwrites the embedding and closes the protocol', async () => {
    const { matching, counts } = countedMatching();
    const embedding = new Float32Array(64).fill(1);
    const { client } = await matching.enroll(embedding, projection);
    expect(client.share).toHaveLength(8);
    expect(embedding.every((value) => value === 0)).toBe(true);
    expect(counts).toEqual({ started: 1, closed: 1 });
  });

  it('overwrites the embedding and closes the protocol when it fails', async () => {
    const { matching, counts } = countedMatching();
    const embedding = new Float32Array(32).fill(1);
    await expect(matching.enroll(embedding, projection)).rejects.toThrow(RangeError);
    expect(embedding.every((value) => value === 0)).toBe(true);
    expect(counts).toEqual({ started: 1, closed: 1 });
  });
});

describe('matches', () => {
  const at = (first: number) => Float32Array.from({ length: 64 }, (_, i) => (i === 0 ? first : 1));

  it('compares two embeddings at the operating point, keeps them, and closes the protocol', async () => {
    const { matching, counts } = countedMatching();
    const [a, b] = [at(1), at(-8)];
    expect(await matching.matches(a, a, { ...projection, tau: 0 })).toBe(true);
    expect(await matching.matches(a, b, { ...projection, tau: 0 })).toBe(false);
    expect(await matching.matches(a, b, { ...projection, tau: 64 })).toBe(true);
    expect([a, b]).toEqual([at(1), at(-8)]);
    expect(counts).toEqual({ started: 3, closed: 3 });
  });

  it('overwrites the copies that it passes on', async () => {
    const copies: Float32Array[] = [];
    const matching = createPrivateMatching(() => ({
      ...createInProcessEngine(),
      matches: async (a, b) => {
        copies.push(a, b);
        return true;
      },
    }));
    await matching.matches(at(1), at(2), { ...projection, tau: 0 });
    expect(copies.map((copy) => copy.every((value) => value === 0))).toEqual([true, true]);
  });
});

describe('prepare', () => {
  it('rejects with ceremony/aborted under an aborted signal, and starts no protocol', async () => {
    const { matching, counts } = countedMatching();
    expect(await errorCodeOf(matching.prepare(input, AbortSignal.abort()))).toBe('ceremony/aborted');
    expect(counts).toEqual({ started: 0, closed: 0 });
  });

  it('closes the protocol when the signal is aborted, and not after close', async () => {
    const { matching, counts } = countedMatching();
    const controllers = [new AbortController(), new AbortController()];
    await matching.prepare(input, controllers[0]!.signal);
    controllers[0]!.abort();
    expect(counts).toEqual({ started: 1, closed: 1 });
    (await matching.prepare(input, controllers[1]!.signal)).close();
    controllers[1]!.abort();
    expect(counts).toEqual({ started: 2, closed: 2 });
  });

  it('closes the protocol when it fails', async () => {
    const { matching, counts } = countedMatching(() => Promise.reject(new RangeError('failure')));
    await expect(matching.prepare(input)).rejects.toThrow('failure');
    expect(counts).toEqual({ started: 1, closed: 1 });
  });
});
