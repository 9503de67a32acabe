import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { RecognizeError } from '../errors.ts';
import { type Bytes, concat, type Randomness, systemRandom, utf8 } from './bytes.ts';

/**
 * The HPKE suite of the envelope (RFC 9180, base mode): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Each request is a separate
 * encapsulation to the matcher's key. Its response is encrypted under a secret exported from it (RFC 9458, section 4.4).
 *
 *   request  = enc (65 bytes) ‖ ciphertext          info = "recognize/match/v1" ‖ step ‖ Recognize ID
 *   response = nonce (32 random bytes) ‖ ciphertext
 */
export const envelopeSuite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/**
 * The request of a ceremony: first, second or third; 0 for the challenge request before an enrollment. Part of `info`, so that one request
 * cannot be replayed as another.
 */
export type EnvelopeStep = 0 | 1 | 2 | 3;

/** WebCrypto's `CryptoKey`, by a name that exists both with the DOM types and with those of Node. */
export type Key = Parameters<typeof crypto.subtle.sign>[1];

export interface KeyPair {
  readonly publicKey: Key;
  readonly privateKey: Key;
}

type RecipientKey = Parameters<typeof envelopeSuite.createRecipientContext>[0]['recipientKey'];

/** An encapsulated key is an uncompressed point. */
const ENC_BYTES = 65;
/** Authentication tag of AES-GCM. */
const TAG_BYTES = 16;
/** max(Nk, Nn) of the AEAD (RFC 9458, section 4.4). */
const RESPONSE_NONCE_BYTES = 32;
const RESPONSE_LABEL = utf8('recognize/match/v1 response');

/** Bytes that sealing adds to a request. */
export const requestOverhead = ENC_BYTES + TAG_BYTES;

/** Bytes that sealing adds to a response. */
export const responseOverhead = RESPONSE_NONCE_BYTES + TAG_BYTES;

const infoOf = (step: EnvelopeStep, recognizeId: string): Bytes =>
  concat(utf8('recognize/match/v1'), new Uint8Array([step]), utf8(recognizeId));

const invalidEnvelope = (cause: unknown) =>
  new RecognizeError('security/envelope-invalid', {
    cause,
    detail: 'HPKE: sealed for another key, step or user, or changed on the way',
  });

/** The recipient of a request, and the values that its encryption is bound to. */
export interface Recipient {
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

/** Seals one body. HPKE numbers the messages of a context, so the matcher cannot open a second one. */
export type Seal = (body: Bytes) => Promise<SealedRequest>;

/**
 * Browser side: encapsulates a key to the matcher. This is the slow part and needs no body, so it can be done in advance.
 *
 * @throws RecognizeError `security/matcher-key-mismatch` when the matcher's key is not a point of P-256
 */
export async function encapsulate({ matcherKey, step, recognizeId }: Recipient): Promise<Seal> {
  const recipientPublicKey = await envelopeSuite.kem
    .importKey('raw', matcherKey.slice().buffer, true)
    .catch((cause: unknown) => {
      const detail = 'envelopeKey: expected a point of P-256';
      throw new RecognizeError('security/matcher-key-mismatch', { cause, detail });
    });
  const context = await envelopeSuite.createSenderContext({
    recipientPublicKey,
    info: infoOf(step, recognizeId),
  });
  const enc = new Uint8Array(context.enc);
  const secret = new Uint8Array(await context.export(RESPONSE_LABEL, 32));
  return async (body) => ({
    sealed: concat(enc, new Uint8Array(await context.seal(body))),
    open: (response) => openResponse(secret, enc, response),
  });
}

async function openResponse(secret: Bytes, enc: Bytes, response: Uint8Array): Promise<Bytes> {
  const nonce = response.slice(0, RESPONSE_NONCE_BYTES);
  const { key, iv } = await responseKeys(secret, enc, nonce, 'decrypt');
  const ciphertext = new Uint8Array(response.subarray(RESPONSE_NONCE_BYTES));
  const body = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv }, key, ciphertext)
    .catch((cause: unknown) => {
      throw invalidEnvelope(cause);
    });
  return new Uint8Array(body);
}

export interface OpenedRequest {
  readonly body: Bytes;
  /** Seals the response to this request. */
  seal(response: Bytes, random?: Randomness): Promise<Bytes>;
}

/** Matcher side: opens a request. @throws RecognizeError `security/envelope-invalid` */
export async function openRequest(input: {
  readonly keys: KeyPair;
  readonly step: EnvelopeStep;
  readonly recognizeId: string;
  readonly sealed: Uint8Array;
}): Promise<OpenedRequest> {
  const { keys, step, recognizeId, sealed } = input;
  const enc = new Uint8Array(sealed.slice(0, ENC_BYTES));
  try {
    const context = await envelopeSuite.createRecipientContext({
      recipientKey: keys as RecipientKey,
      enc,
      info: infoOf(step, recognizeId),
    });
    const body = new Uint8Array(await context.open(new Uint8Array(sealed.subarray(ENC_BYTES))));
    const secret = new Uint8Array(await context.export(RESPONSE_LABEL, 32));
    return { body, seal: (response, random = systemRandom) => sealResponse(secret, enc, response, random) };
  } catch (cause) {
    throw invalidEnvelope(cause);
  }
}

async function sealResponse(secret: Bytes, enc: Bytes, response: Bytes, random: Randomness): Promise<Bytes> {
  const nonce = random(RESPONSE_NONCE_BYTES);
  const { key, iv } = await responseKeys(secret, enc, nonce, 'encrypt');
  return concat(nonce, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, response)));
}

/** RFC 9458, section 4.4: HKDF with salt enc ‖ nonce and info "key" (32 bytes) and "nonce" (12 bytes). */
async function responseKeys(secret: Bytes, enc: Bytes, nonce: Uint8Array, usage: 'encrypt' | 'decrypt') {
  const ikm = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const hkdf = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: concat(enc, nonce),
    info: utf8(info),
  });
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.deriveKey(hkdf('key'), ikm, aes, false, [usage]);
  return { key, iv: new Uint8Array(await crypto.subtle.deriveBits(hkdf('nonce'), ikm, 96)) };
}
