import { createDecipheriv, createHmac } from 'node:crypto';
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../../../src/wire/bytes.ts';
import { envelopeSuite } from '../../../src/wire/envelope.ts';
import { hex, unhex } from '../../vectors/hex.ts';
import rfc from '../../vectors/rfc9180.json' with { type: 'json' };

// The HPKE library against the vectors of RFC 9180. The RFC has none for this KEM with AES-256-GCM, so the last test repeats the key schedule
// of that suite.
const parts = () => ({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256() });
const recipientKey = async () => envelopeSuite.kem.deserializePrivateKey(unhex(rfc.skRm).buffer);
const openContext = async (suite: CipherSuite) =>
  suite.createRecipientContext({
    recipientKey: await recipientKey(),
    enc: unhex(rfc.enc),
    info: unhex(rfc.info),
  });

describe('HPKE with the vectors of RFC 9180 for DHKEM(P-256, HKDF-SHA256), HKDF-SHA256', () => {
  it('derives the key pair of the vector', async () => {
    const pair = await envelopeSuite.kem.deriveKeyPair(unhex(rfc.ikmR).buffer);
    expect(hex(new Uint8Array(await envelopeSuite.kem.serializePublicKey(pair.publicKey)))).toBe(rfc.pkRm);
    expect(hex(new Uint8Array(await envelopeSuite.kem.serializePrivateKey(pair.privateKey)))).toBe(rfc.skRm);
  });

  it('seals, opens and exports the bytes of the vector', async () => {
    const suite = new CipherSuite({ ...parts(), aead: new Aes128Gcm() });
    const recipientPublicKey = await suite.kem.deserializePublicKey(unhex(rfc.pkRm).buffer);
    const ekm = unhex(rfc.ikmE).buffer;
    const sender = await suite.createSenderContext({ recipientPublicKey, info: unhex(rfc.info), ekm });
    expect(hex(new Uint8Array(sender.enc))).toBe(rfc.enc);
    const recipient = await openContext(suite);
    for (const { aad, ct } of rfc.encryptions) {
      expect(hex(new Uint8Array(await sender.seal(unhex(rfc.pt), unhex(aad))))).toBe(ct);
      expect(hex(new Uint8Array(await recipient.open(unhex(ct), unhex(aad))))).toBe(rfc.pt);
    }
    for (const { context, value } of rfc.exports)
      expect(hex(new Uint8Array(await recipient.export(unhex(context), 32)))).toBe(value);
  });
});

it('the suite of the envelope is KEM 0x0010, KDF 0x0001, AEAD 0x0002 in base mode, with the key schedule of the RFC', async () => {
  expect([envelopeSuite.kem.id, envelopeSuite.kdf.id, envelopeSuite.aead.id]).toEqual([0x10, 1, 2]);
  // RFC 9180, sections 4 and 5.1: LabeledExtract and LabeledExpand over the suite id, a key of 32 and a nonce of 12 bytes.
  const id = concat(utf8('HPKE'), new Uint8Array([0, 0x10, 0, 1, 0, 2]));
  const extract = (salt: Uint8Array, label: string, ikm: Uint8Array) =>
    hkdfExtract(salt, concat(utf8('HPKE-v1'), id, utf8(label), ikm));
  const expand = (prk: Uint8Array, label: string, info: Uint8Array, length: number) =>
    hkdfExpand(
      prk,
      concat(new Uint8Array([length >> 8, length]), utf8('HPKE-v1'), id, utf8(label), info),
      length,
    );
  const empty = new Uint8Array(0);
  const context = concat(
    new Uint8Array(1),
    extract(empty, 'psk_id_hash', empty),
    extract(empty, 'info_hash', unhex(rfc.info)),
  );
  const secret = extract(unhex(rfc.shared_secret), 'secret', empty);
  const key = expand(secret, 'key', context, 32);
  const nonce = expand(secret, 'base_nonce', context, 12);
  const exporter = expand(secret, 'exp', context, 32);

  const sender = await envelopeSuite.createSenderContext({
    recipientPublicKey: await envelopeSuite.kem.deserializePublicKey(unhex(rfc.pkRm).buffer),
    ekm: unhex(rfc.ikmE).buffer,
    info: unhex(rfc.info),
  });
  const sealed = Buffer.from(await sender.seal(utf8('a body')));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  expect(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString()).toBe(
    'a body',
  );
  const exported = await (await openContext(envelopeSuite)).export(utf8('label'), 32);
  expect(hex(new Uint8Array(exported))).toBe(hex(expand(exporter, 'sec', utf8('label'), 32)));
});

/** RFC 5869, sections 2.2 and 2.3: HKDF-Extract, and HKDF-Expand of one block. */
const hmac = (key: Uint8Array, data: Uint8Array) =>
  new Uint8Array(createHmac('sha256', key).update(data).digest());
const hkdfExtract = (salt: Uint8Array, ikm: Uint8Array) => hmac(salt, ikm);
const hkdfExpand = (prk: Uint8Array, info: Uint8Array, length: number) =>
  hmac(prk, concat(info, new Uint8Array([1]))).slice(0, length);
