import { expect, it } from 'vitest';
import {
  createReceiverBatch,
  deriveReceiverKeys,
  deriveSenderKeys,
} from '../../../src/matching/oblivious-transfer.ts';
import { bitAt, systemRandom } from '../../../src/wire/bytes.ts';
import { receiverEcdh, senderEcdh } from '../../support/matching/node-ecdh.ts';

const n = 64;
const ecdh = senderEcdh(systemRandom);

it('the receiver derives exactly the keys of its choice bits', async () => {
  const choices = systemRandom(n / 8);
  const batch = await createReceiverBatch(choices, receiverEcdh(systemRandom));
  const { privateKey, publicKey } = await ecdh.generateKeyPair();
  const sid = systemRandom(32);
  const senderKeys = await deriveSenderKeys(privateKey, batch.points, sid, ecdh);
  const receiverKeys = await deriveReceiverKeys(batch, sid, publicKey);
  for (let i = 0; i < n; i++) {
    const key = receiverKeys.subarray(32 * i, 32 * i + 32);
    const [chosen, other] = [2 * i + bitAt(choices, i), 2 * i + 1 - bitAt(choices, i)];
    expect(key).toEqual(senderKeys.subarray(32 * chosen, 32 * chosen + 32));
    expect(key).not.toEqual(senderKeys.subarray(32 * other, 32 * other + 32));
  }
});

it('two sessions of one batch and one private key have no transfer key in common, because the session ids differ', async () => {
  const { points } = await createReceiverBatch(systemRandom(n / 8), receiverEcdh(systemRandom));
  const { privateKey } = await ecdh.generateKeyPair();
  const [first, second] = await Promise.all(
    [systemRandom(32), systemRandom(32)].map((sid) => deriveSenderKeys(privateKey, points, sid, ecdh)),
  );
  for (let offset = 0; offset < n * 64; offset += 32)
    expect(first!.subarray(offset, offset + 32)).not.toEqual(second!.subarray(offset, offset + 32));
});
