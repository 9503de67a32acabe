import { RecognizeError } from '../errors.ts';
import { type Bytes, equal, type Randomness, systemRandom, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import { verifyEs256 } from '../wire/es256.ts';
import { type BeginResponse, encodeBeginResponse } from '../wire/messages/begin.ts';
import { encodeEvaluateResponse, parseEvaluateRequest } from '../wire/messages/evaluate.ts';
import { parseFinishRequest } from '../wire/messages/finish.ts';
import type { SenderEcdh } from './ecdh.ts';
import { decodePoint } from './p256.ts';
import { computeProof } from './proof.ts';
import { deriveShareRefresh, type ShareRefresh } from './secret-sharing.ts';
import { garble } from './threshold-gate.ts';
import { bindingHash, secretCommitment } from './transcript.ts';

// The matcher's side of one match, as functions without state. The caller stores (encrypted) what must survive a request, counts the attempt
// before EvaluateResponse is sent, and answers a repeated message from storage:
//
//   createBeginResponse     BeginRequest → BeginResponse and the private key y
//   deriveSenderKeys        (oblivious-transfer.ts) after BeginResponse was sent: the transfer keys, the only expensive step
//   createEvaluateResponse  EvaluateRequest → EvaluateResponse and K; y and the transfer keys must be erased
//   verifyFinishRequest     FinishRequest → match with the refresh of the share, or no match

/** @throws RecognizeError `security/envelope-invalid` unless the 64 bytes are a point. Check before any expensive step. */
export function requireDeviceKey(deviceKey: Bytes): void {
  decodePoint(deviceKey);
}

export interface CreatedBeginResponse {
  readonly beginResponse: Bytes;
  /** y, 32 bytes. Secret until EvaluateResponse is stored; then it must be erased. */
  readonly privateKey: Bytes;
}

/**
 * Creates BeginResponse with a fresh key pair (y, S).
 *
 * `ceremonyId` are 32 random bytes that identify the ceremony; `stateHash` is that of the enrollment, or `noStateHash()` for an SDK device;
 * `challenge` is empty unless the level is `active`.
 */
export async function createBeginResponse(
  fields: Pick<BeginResponse, 'ceremonyId' | 'stateHash' | 'challenge'>,
  ecdh: SenderEcdh,
  random: Randomness = systemRandom,
): Promise<CreatedBeginResponse> {
  const { privateKey, publicKey } = await ecdh.generateKeyPair();
  const nonce = random(32);
  const beginResponse = encodeBeginResponse({ ...fields, nonce, serverPoint: publicKey });
  return { beginResponse, privateKey };
}

export interface EvaluateInput {
  readonly sid: Bytes;
  /**
   * 64 n bytes of `deriveSenderKeys`. Overwritten with zeros, because a second EvaluateResponse for another EvaluateRequest would reveal A
   * up to complement.
   */
  readonly keys: Bytes;
  readonly evaluateRequest: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** Largest accepted distance, 0 to n/2. From the manifest, never from a message. */
  readonly tau: number;
}

export interface CreatedEvaluateResponse {
  readonly evaluateResponse: Bytes;
  /** K, 16 bytes. */
  readonly key: Bytes;
}

/**
 * Garbles the threshold gate and overwrites the transfer keys.
 *
 * @throws RecognizeError `security/envelope-invalid` on another length of EvaluateRequest, `ceremony/session-spent` on overwritten keys
 */
export function createEvaluateResponse(
  input: EvaluateInput,
  random: Randomness = systemRandom,
): CreatedEvaluateResponse {
  const n = input.share.length * 8;
  const { choices } = parseEvaluateRequest(input.evaluateRequest, n);
  if (input.keys.every((byte) => byte === 0))
    throw new RecognizeError('ceremony/session-spent', { detail: 'keys: used for an earlier response' });
  const { key, ...message } = garble({ ...input, choices }, random);
  wipe(input.keys);
  return { evaluateResponse: encodeEvaluateResponse(n, message), key };
}

export interface VerifyInput {
  readonly sid: Bytes;
  /** K, 16 bytes. */
  readonly key: Bytes;
  readonly evaluateRequest: Bytes;
  /** `evaluateResponseHash` of the EvaluateResponse that was sent. */
  readonly responseHash: Bytes;
  readonly finishRequest: Bytes;
  /** Public key of the device, 64 bytes, from BeginRequest. */
  readonly deviceKey: Bytes;
  readonly n: number;
}

/** The signature covers the report of a match. */
export type Verdict =
  | { readonly recognized: true; readonly refresh: ShareRefresh; readonly report: CaptureReport }
  | { readonly recognized: false; readonly report: CaptureReport };

/**
 * Decides between match and no match. A match needs the proof of K, the secret that EvaluateRequest committed to, and the signature of the
 * device key. All three are computed in every case.
 *
 * @throws RecognizeError `security/envelope-invalid` on another length of FinishRequest
 */
export async function verifyFinishRequest(input: VerifyInput): Promise<Verdict> {
  const { sid, key, evaluateRequest, responseHash, n } = input;
  const { signature, ...signed } = parseFinishRequest(input.finishRequest);
  const { secretCommitment: commitment } = parseEvaluateRequest(evaluateRequest, n);
  const proofValid = equal(signed.proof, await computeProof(sid, key, evaluateRequest, responseHash));
  const secretValid = equal(secretCommitment(signed.secret), commitment);
  const bound = bindingHash(sid, evaluateRequest, responseHash, signed);
  const signatureValid = await verifyEs256(input.deviceKey, signature, bound);
  const refresh = await deriveShareRefresh(key, sid, signed.secret, n);
  const { report } = signed;
  const recognized = [proofValid, secretValid, signatureValid].every(Boolean);
  return recognized ? { recognized, refresh, report } : { recognized, report };
}
