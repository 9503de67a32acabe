import { expect, it } from 'vitest';
import { type MatchContext, sessionId } from '../../../src/matching/transcript.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';

const context: MatchContext = {
  n: 64,
  recognizeId: 'rid-1',
  shareId: systemRandom(16),
  modelId: 'model-1',
  origin: 'https://example.test',
  ceremony: 'recover',
  token: 'token',
};

it('the session id depends on every value of the context and on both messages', () => {
  const [beginRequest, beginResponse] = [systemRandom(100), systemRandom(160)];
  const changes: Partial<MatchContext>[] = [
    {},
    { n: 128 },
    { recognizeId: 'rid-2' },
    { shareId: systemRandom(16) },
    { modelId: 'model-2' },
    { origin: 'https://other.test' },
    { ceremony: 'authenticate' },
    { token: 'other' },
  ];
  const ids = [
    ...changes.map((change) => sessionId({ ...context, ...change }, beginRequest, beginResponse)),
    sessionId(context, systemRandom(100), beginResponse),
    sessionId(context, beginRequest, systemRandom(160)),
  ].map((sid) => Buffer.from(sid).toString('hex'));
  expect(new Set(ids).size).toBe(changes.length + 2);
});
