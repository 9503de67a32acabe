import { RecognizeError } from '../errors.ts';
import type { Bytes, Randomness } from '../wire/bytes.ts';
import { equal, systemRandom, wipe, xor } from '../wire/bytes.ts';
import { encodeBeginResponse } from '../wire/messages/begin.ts';
import { encodeEvaluateResponse, parseEvaluateRequest } from '../wire/messages/evaluate.ts';
import { parseFinishRequest } from '../wire/messages/finish.ts';
import type { SenderMultiplier } from './ecdh.ts';
import { senderKeys } from './oblivious-transfer.ts';
import { decodePoint } from './points.ts';
import { proofOf } from './proof.ts';
import type { Refresh } from './secret-sharing.ts';
import { deriveRefresh } from './secret-sharing.ts';
import { garble } from './threshold-gate.ts';
import { bindingHash, secretCommitment } from './transcript.ts';

/**
 * The matcher's side of one match as four functions without memory: what has to outlive a request is in their results, and whoever
 * calls them stores it (encrypted), counts the attempt before EvaluateResponse leaves, and answers a repeated message from store.
 *
 *   createBeginResponse()       BeginRequest arrived          → BeginResponse and the private key y
 *   senderKeys()  BeginResponse was sent         → the transfer keys, the one costly step (transfer.ts)
 *   createEvaluateResponse()      EvaluateRequest arrived          → EvaluateResponse and K; y and the transfer keys are spent and must be erased
 *   verifyFinishRequest()       FinishRequest arrived          → yes with the refresh, or no
 */
export { senderKeys };

export interface BegunMatch {
  readonly beginResponse: Bytes;
  /** y, 32 bytes: secret until EvaluateResponse is stored, then erased. */
  readonly privateKey: Bytes;
}

/**
 * Makes BeginResponse.
 *
 * @param ceremonyId 32 random bytes, the look-up key of this ceremony
 * @param stateHash that of the enrollment, or `noStateHash()` for an SDK device
 */
export async function createBeginResponse(
  { ceremonyId, stateHash }: { readonly ceremonyId: Bytes; readonly stateHash: Bytes },
  multiplier: SenderMultiplier,
  random: Randomness = systemRandom,
): Promise<BegunMatch> {
  const { privateKey, publicKey } = await multiplier.generate();
  return {
    beginResponse: encodeBeginResponse({ nonce: random(32), serverPoint: publicKey, ceremonyId, stateHash }),
    privateKey,
  };
}

export interface EvaluateInput {
  readonly sid: Bytes;
  /** n · 64 bytes from `senderKeys`; overwritten by the answer. A second one to another EvaluateRequest would reveal A up to complement. */
  readonly keys: Bytes;
  readonly evaluateRequest: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** From the manifest, never from the wire. */
  readonly tau: number;
}

/**
 * Makes EvaluateResponse, and K for the check, and spends the transfer keys.
 *
 * @throws RecognizeError `security/envelope-invalid` on an EvaluateRequest of another length, `ceremony/session-spent` on spent keys
 */
export function createEvaluateResponse(
  input: EvaluateInput,
  random: Randomness = systemRandom,
): { evaluateResponse: Bytes; key: Bytes } {
  const n = input.share.length * 8;
  const { choices } = parseEvaluateRequest(input.evaluateRequest, n);
  if (input.keys.every((byte) => byte === 0)) throw new RecognizeError('ceremony/session-spent');
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

export type Verdict =
  | { readonly recognized: true; readonly refresh: Refresh }
  | { readonly recognized: false };

/**
 * Decides. All three conditions are computed whatever the others say, then joined: the proof of K, the secret committed to in EvaluateRequest,
 * the device's signature over both.
 *
 * @throws RecognizeError `security/envelope-invalid` on an FinishRequest of another length
 */
export async function verifyFinishRequest({
  sid,
  key,
  evaluateRequest,
  responseHash,
  finishRequest,
  deviceKey,
  n,
}: VerifyInput): Promise<Verdict> {
  const { proof, secret, signature } = parseFinishRequest(finishRequest);
  const proven = equal(proof, await proofOf(sid, key, evaluateRequest, responseHash));
  const committed = equal(
    secretCommitment(secret),
    parseEvaluateRequest(evaluateRequest, n).secretCommitment,
  );
  const signed = await verify(
    deviceKey,
    signature,
    bindingHash(sid, evaluateRequest, responseHash, proof, secret),
  );
  const refresh = await deriveRefresh(key, sid, secret, n);
  return [proven, committed, signed].every(Boolean) ? { recognized: true, refresh } : { recognized: false };
}

/** The new half of a pair after a yes: A xor r, or B xor r. */
export const refreshed = (share: Bytes, { mask }: Refresh): Bytes => xor(share, mask);

/** @throws RecognizeError `security/envelope-invalid` unless the 64 bytes are a point: for BeginRequest, before anything costs CPU */
export function requireDeviceKey(deviceKey: Bytes): void {
  decodePoint(deviceKey);
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function verify(deviceKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const raw = new Uint8Array([4, ...deviceKey]);
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, signature, message);
}
