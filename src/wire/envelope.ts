import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { RecognizeError } from '../errors.ts';
import type { Bytes, Randomness } from './bytes.ts';
import { concat, systemRandom, utf8 } from './bytes.ts';

/**
 * The sealed envelope. Each request is its own HPKE encapsulation in base mode (RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM) to the matcher's key; its response is sealed under a secret exported from it, as in RFC 9458, section 4.4.
 *
 *   request  = enc (65 bytes) ‖ ciphertext          info = "recognize/match/v1" ‖ step ‖ Recognize ID
 *   response = nonce (32 random bytes) ‖ ciphertext
 */
export const envelopeSuite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** Request 1, 2 or 3 of a ceremony; sealed in, so that one request cannot pass for another. */
export type EnvelopeStep = 1 | 2 | 3;

/** A key of WebCrypto, by a name that both DOM and Node know. */
export type Key = Parameters<typeof crypto.subtle.sign>[1];

export interface KeyPair {
  readonly publicKey: Key;
  readonly privateKey: Key;
}

type RecipientKey = Parameters<typeof envelopeSuite.createRecipientContext>[0]['recipientKey'];

const encapsulatedLength = 65;
const tagLength = 16;
const nonceLength = 32;
const responseLabel = utf8('recognize/match/v1 response');

/** What sealing adds to a request and to a response, in bytes. */
export const requestOverhead = encapsulatedLength + tagLength;
export const responseOverhead = nonceLength + tagLength;

const infoOf = (step: EnvelopeStep, recognizeId: string): Bytes =>
  concat(utf8('recognize/match/v1'), new Uint8Array([step]), utf8(recognizeId));

const invalid = (cause: unknown) => new RecognizeError('security/envelope-invalid', { cause });

export interface Addressee {
  /** The matcher's current HPKE key, 65 bytes, uncompressed. */
  readonly matcherKey: Bytes;
  readonly step: EnvelopeStep;
  readonly recognizeId: string;
}

export interface SealedRequest {
  readonly sealed: Bytes;
  /** Opens the response to this request. @throws RecognizeError `security/envelope-invalid` */
  open(response: Uint8Array): Promise<Bytes>;
}

/**
 * Browser side: an encapsulation, and what seals one body with it; a second one the matcher would not open. It needs no body, so it can be
 * made before somebody waits.
 *
 * @throws RecognizeError `security/matcher-key-mismatch` when the key is no point of P-256
 */
export async function encapsulate({
  matcherKey,
  step,
  recognizeId,
}: Addressee): Promise<(body: Bytes) => Promise<SealedRequest>> {
  const recipientPublicKey = await envelopeSuite.kem
    .importKey('raw', matcherKey.slice().buffer, true)
    .catch((cause: unknown) => {
      throw new RecognizeError('security/matcher-key-mismatch', { cause, detail: 'not a key' });
    });
  const context = await envelopeSuite.createSenderContext({
    recipientPublicKey,
    info: infoOf(step, recognizeId),
  });
  const enc = new Uint8Array(context.enc);
  const secret = new Uint8Array(await context.export(responseLabel, 32));
  return async (body) => ({
    sealed: concat(enc, new Uint8Array(await context.seal(body))),
    open: (response) => openResponse(secret, enc, response),
  });
}

async function openResponse(secret: Bytes, enc: Bytes, response: Uint8Array): Promise<Bytes> {
  const { key, iv } = await responseKeys(secret, enc, response.slice(0, nonceLength), 'decrypt');
  const plain = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv }, key, new Uint8Array(response.subarray(nonceLength)))
    .catch((cause: unknown) => {
      throw invalid(cause);
    });
  return new Uint8Array(plain);
}

export interface OpenedRequest {
  readonly body: Bytes;
  /** Seals the one response to this request. */
  seal(response: Bytes, random?: Randomness): Promise<Bytes>;
}

/** Matcher side. @throws RecognizeError `security/envelope-invalid` */
export async function openRequest(input: {
  readonly keys: KeyPair;
  readonly step: EnvelopeStep;
  readonly recognizeId: string;
  readonly sealed: Uint8Array;
}): Promise<OpenedRequest> {
  const { keys, step, recognizeId, sealed } = input;
  const enc = new Uint8Array(sealed.slice(0, encapsulatedLength));
  try {
    const context = await envelopeSuite.createRecipientContext({
      recipientKey: keys as RecipientKey,
      enc,
      info: infoOf(step, recognizeId),
    });
    const body = new Uint8Array(await context.open(new Uint8Array(sealed.subarray(encapsulatedLength))));
    const secret = new Uint8Array(await context.export(responseLabel, 32));
    return { body, seal: (response, random = systemRandom) => sealResponse(secret, enc, response, random) };
  } catch (cause) {
    throw invalid(cause);
  }
}

async function sealResponse(secret: Bytes, enc: Bytes, response: Bytes, random: Randomness): Promise<Bytes> {
  const nonce = random(nonceLength);
  const { key, iv } = await responseKeys(secret, enc, nonce, 'encrypt');
  return concat(nonce, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, response)));
}

/** RFC 9458, section 4.4: salt = enc ‖ response nonce; HKDF with info "key" and "nonce". */
async function responseKeys(secret: Bytes, enc: Bytes, nonce: Uint8Array, use: 'encrypt' | 'decrypt') {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const hkdf = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: concat(enc, nonce),
    info: utf8(info),
  });
  const key = await crypto.subtle.deriveKey(hkdf('key'), base, { name: 'AES-GCM', length: 256 }, false, [
    use,
  ]);
  return { key, iv: new Uint8Array(await crypto.subtle.deriveBits(hkdf('nonce'), base, 96)) };
}
