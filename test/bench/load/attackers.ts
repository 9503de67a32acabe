import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { encapsulate } from '../../../src/wire/envelope.ts';
import { encodeBeginRequest, parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import { connect, enroll, issueTokens, post, prepareRecovery, Refusal } from './client.ts';

// Attacking accounts of the load bench: each sends first requests at a constant rate and never a second one. They run in a separate process, so
// that they do not delay the victims' client. Arguments: manifest, address, accounts, first requests of each a second, seconds.

const [manifest = '', address = '', ...numbers] = process.argv.slice(2);
const [accounts = 0, perSecond = 0, seconds = 0] = numbers.map(Number);
const modelSet = JSON.parse(readFileSync(manifest, 'utf8')) as ModelSet;
const backend = await connect([address], modelSet);
const result = { attacksSent: 0, attacksAnswered: 0, attacksRefused: 0 };

async function prepareAccount(index: number) {
  const user = await enroll(backend, `attacker-${index}`);
  const tokens = await issueTokens(backend, user.recognizeId, 'recover', perSecond * seconds);
  const { session } = await prepareRecovery(backend, user, tokens[0]!);
  // The points are used again, which costs the attacker nothing and the matcher the same.
  const template = parseBeginRequest(session.beginRequest, modelSet.matching.n);
  return { recognizeId: user.recognizeId, tokens, template };
}

async function sendFirstRequest({
  recognizeId,
  tokens,
  template,
}: Awaited<ReturnType<typeof prepareAccount>>) {
  const body = encodeBeginRequest({ ...template, token: tokens.pop()!, nonce: systemRandom(32) });
  const seal = await encapsulate({ matcherKey: backend.matcherKey, step: 1, recognizeId });
  const message = { recognizeId, ceremony: 'recover', body: toBase64url((await seal(body)).sealed) };
  result.attacksSent++;
  try {
    await post(address, recognizeId, 'ceremonies', message);
    result.attacksAnswered++;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    result.attacksRefused++;
  }
}

const prepared = [];
for (let index = 0; index < accounts; index++) prepared.push(await prepareAccount(index));
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));

const intervalMs = 1000 / (accounts * perSecond);
const start = performance.now();
const running = [];
for (let i = 0; i < accounts * perSecond * seconds; i++) {
  await setTimeout(Math.max(0, start + i * intervalMs - performance.now()));
  running.push(sendFirstRequest(prepared[i % accounts]!));
}
await Promise.all(running);
process.send?.(result);
process.disconnect();
