import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { type EcdhKeyBatch, webCryptoEcdh } from '../../../src/matching/ecdh.ts';
import { nodeEcdh } from '../../../src/server/ecdh.ts';

const n = 64;
const names = ({ publicKeys }: EcdhKeyBatch) => publicKeys.map((point) => Buffer.from(point).toString('hex'));

describe('webCryptoEcdh', () => {
  it('two batches have 2 n different public keys', async () => {
    const [first, second] = [await webCryptoEcdh(n), await webCryptoEcdh(n)];
    expect(new Set([...names(first), ...names(second)]).size).toBe(2 * n);
  });

  it('agrees with nodeEcdh on the shared secrets', async () => {
    const batch = await webCryptoEcdh(4);
    const { privateKey, publicKey } = await nodeEcdh.generateKeyPair();
    expect(await batch.sharedSecrets(publicKey)).toEqual(
      await nodeEcdh.sharedSecrets(privateKey, batch.publicKeys),
    );
  });
});

it('nodeEcdh agrees with @noble/curves', async () => {
  const { privateKey, publicKey } = await nodeEcdh.generateKeyPair();
  const scalar = BigInt(`0x${Buffer.from(privateKey).toString('hex')}`);
  expect(Buffer.from(publicKey).toString('hex')).toBe(p256.Point.BASE.multiply(scalar).toHex(false).slice(2));
  const peer = p256.Point.BASE.multiply(12_345n);
  const [secret] = await nodeEcdh.sharedSecrets(privateKey, [new Uint8Array(peer.toBytes(false).slice(1))]);
  expect(Buffer.from(secret!).toString('hex')).toBe(peer.multiply(scalar).toHex(false).slice(2, 66));
});
