import { expect } from 'vitest';
import { ClientSession } from '../../../src/matching/client-session.ts';
import { createBeginResponse, createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { deriveSenderKeys } from '../../../src/matching/oblivious-transfer.ts';
import { sessionId } from '../../../src/matching/transcript.ts';
import { type Bytes, systemRandom } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import { receiverEcdh, senderEcdh } from '../../support/matching/node-ecdh.ts';
import { type MatchSetup, sessionInput } from '../../support/matching/play-match.ts';

/** Expects that two messages have no aligned block of `size` bytes in common. */
export function expectNoCommonBlock(first: Bytes, second: Bytes, size = 32): void {
  expect(second).toHaveLength(first.length);
  const blocks = (message: Bytes) =>
    Array.from({ length: message.length / size }, (_, i) =>
      Buffer.from(message.subarray(i * size, (i + 1) * size)).toString('hex'),
    );
  const firstBlocks = new Set(blocks(first));
  expect(blocks(second).filter((block) => firstBlocks.has(block))).toEqual([]);
}

/** A session with random values, and the matcher's responses to it. */
export async function openSession(setup: MatchSetup) {
  const { n, tau, server } = setup;
  const session = await ClientSession.create(sessionInput(setup), systemRandom, receiverEcdh(systemRandom));
  const ecdh = senderEcdh(systemRandom);
  const { stateHash } = server;
  const ceremonyId = systemRandom(32);
  const { beginResponse, privateKey } = await createBeginResponse(
    { ceremonyId, stateHash, challenge: [] },
    ecdh,
  );
  const { points } = parseBeginRequest(session.beginRequest, n);
  const sid = sessionId(setup.context, session.beginRequest, beginResponse);
  const keys = await deriveSenderKeys(privateKey, points, sid, ecdh);
  const respond = (evaluateRequest: Bytes): Bytes => {
    const input = { sid, keys, evaluateRequest, share: server.share, tau };
    return createEvaluateResponse(input).evaluateResponse;
  };
  return { session, beginResponse, respond };
}
