import { RecognizeError } from '../errors.ts';
import { type Bytes, equal, type Randomness, select, systemRandom, wipe, xor } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import type { LivenessLevel } from '../wire/liveness.ts';
import { encodeBeginRequest, parseBeginResponse } from '../wire/messages/begin.ts';
import { encodeEvaluateRequest, parseEvaluateResponse } from '../wire/messages/evaluate.ts';
import { encodeFinishRequest } from '../wire/messages/finish.ts';
import type { ClientShare } from '../wire/shares.ts';
import { type ReceiverEcdh, webCryptoEcdh } from './ecdh.ts';
import { createReceiverBatch, deriveReceiverKeys, type ReceiverBatch } from './oblivious-transfer.ts';
import { permuteBits } from './permutation.ts';
import { computeProof } from './proof.ts';
import { deriveShareRefresh, refreshShare } from './secret-sharing.ts';
import { evaluate } from './threshold-gate.ts';
import {
  bindingHash,
  evaluateResponseHash,
  type MatchContext,
  secretCommitment,
  sessionId,
} from './transcript.ts';

export interface ClientSessionInput extends Omit<MatchContext, 'shareId' | 'n'> {
  readonly share: ClientShare;
  /** What BeginResponse must contain: `stateHash(share)` for a client state, `noStateHash()` for the record of an SDK device. */
  readonly expectedStateHash: Bytes;
  /** Public key, 64 bytes (x ‖ y): the key that a match binds (recover), or the bound one (authenticate). */
  readonly deviceKey: Bytes;
  /** The level that the capture will have. */
  readonly liveness: LivenessLevel;
}

/** Signs with the device key: ECDSA P-256 with SHA-256, r ‖ s, 64 bytes. */
export type Sign = (message: Bytes) => Promise<Bytes>;

export interface CreatedFinishRequest {
  readonly finishRequest: Bytes;
  /**
   * The refreshed client share, valid if the matcher reports a match. Derived from random bytes when K was not found, so that its presence
   * does not reveal the outcome.
   */
  readonly pendingShare: ClientShare;
}

/** `busy`: during an asynchronous step. A step that fails leaves the session `busy`, so that no other step can follow. */
type Step = 'created' | 'begun' | 'captured' | 'finished' | 'busy' | 'ended';

/**
 * The browser's side of one match. Every step runs once, in order; to repeat a request, the caller sends the same bytes. The session
 * never computes a distance.
 */
export class ClientSession {
  readonly beginRequest: Bytes;
  readonly #input: ClientSessionInput;
  readonly #random: Randomness;
  /** ρ, n/8 bytes. */
  readonly #choices: Bytes;
  /** s, 32 bytes. */
  readonly #secret: Bytes;
  /** Refers to the scalars x_i, which never enter JavaScript. Released when the transfer keys are derived. */
  #batch: ReceiverBatch | undefined;
  #step: Step = 'created';
  #sid = new Uint8Array(0);
  /** k_i[ρ_i], 32 n bytes. */
  #transferKeys = new Uint8Array(0);
  /** e = π(b') xor B, n/8 bytes. */
  #inputBits = new Uint8Array(0);
  #evaluateRequest = new Uint8Array(0);
  #matchMask = 0;

  private constructor(input: ClientSessionInput, batch: ReceiverBatch, random: Randomness) {
    const { token, share, deviceKey, liveness } = input;
    this.#input = input;
    this.#batch = batch;
    this.#choices = batch.choices;
    this.#random = random;
    this.beginRequest = encodeBeginRequest({
      n: share.share.length * 8,
      nonce: random(32),
      token,
      shareId: share.shareId,
      deviceKey,
      liveness,
      points: batch.points,
    });
    this.#secret = random(32);
  }

  /**
   * Creates the receiver's points of the oblivious transfers, which is the expensive part and needs no capture. Random values in order: ρ,
   * nonce, s; in `createFinishRequest` the replacements of K (16 bytes) and of the proof (32 bytes).
   */
  static async create(
    input: ClientSessionInput,
    random: Randomness = systemRandom,
    ecdh: ReceiverEcdh = webCryptoEcdh,
  ): Promise<ClientSession> {
    const choices = random(input.share.share.length);
    return new ClientSession(input, await createReceiverBatch(choices, ecdh), random);
  }

  /**
   * Checks the state hash and derives the transfer keys.
   *
   * @throws RecognizeError `client-state/malformed` when the stored client state differs from the one that was enrolled;
   *   `security/envelope-invalid` on another length or a point that is not on the curve; `ceremony/session-spent` out of order
   */
  async acceptBeginResponse(beginResponse: Bytes): Promise<void> {
    this.#advance('created', 'busy');
    const { serverPoint, stateHash } = parseBeginResponse(beginResponse);
    if (!equal(stateHash, this.#input.expectedStateHash)) {
      throw new RecognizeError('client-state/malformed', {
        detail: 'client-state: changed since its enrollment',
      });
    }
    const { share } = this.#input;
    const context = { ...this.#input, n: share.share.length * 8, shareId: share.shareId };
    this.#sid = sessionId(context, this.beginRequest, beginResponse);
    this.#transferKeys = await deriveReceiverKeys(this.#batch!, this.#sid, serverPoint);
    this.#batch = undefined;
    this.#advance('busy', 'begun');
  }

  /**
   * @param bits b' of one capture, n/8 bytes, not permuted
   * @throws RecognizeError `ceremony/session-spent` out of order
   */
  createEvaluateRequest(bits: Bytes): Bytes {
    this.#advance('begun', 'captured');
    const { share, orderSeed } = this.#input.share;
    const permuted = permuteBits(bits, orderSeed);
    this.#inputBits = xor(permuted, share);
    wipe(permuted);
    this.#evaluateRequest = encodeEvaluateRequest(share.length * 8, {
      choices: xor(this.#inputBits, this.#choices),
      secretCommitment: secretCommitment(this.#secret),
    });
    return this.#evaluateRequest;
  }

  /**
   * Evaluates the gate and creates FinishRequest. The proof and 32 random bytes are both computed, then one is selected by mask.
   *
   * @param report about the capture; the signature covers it
   * @throws RecognizeError `security/envelope-invalid` on another length; `ceremony/session-spent` out of order
   */
  async createFinishRequest(
    evaluateResponse: Bytes,
    report: CaptureReport,
    sign: Sign,
  ): Promise<CreatedFinishRequest> {
    this.#advance('captured', 'busy');
    const { share, orderSeed } = this.#input.share;
    const [sid, evaluateRequest, n] = [this.#sid, this.#evaluateRequest, share.length * 8];
    const responseHash = evaluateResponseHash(evaluateResponse);
    const evaluated = evaluate({
      sid,
      keys: this.#transferKeys,
      input: this.#inputBits,
      ...parseEvaluateResponse(evaluateResponse, n),
    });
    const { matchMask } = evaluated;
    const key = select(matchMask, evaluated.key, this.#random(16));
    const validProof = await computeProof(sid, key, evaluateRequest, responseHash);
    const proof = select(matchMask, validProof, this.#random(32));
    const signed = { proof, secret: this.#secret, report };
    const signature = await sign(bindingHash(sid, evaluateRequest, responseHash, signed));
    const refresh = await deriveShareRefresh(key, sid, this.#secret, n);
    const created = {
      finishRequest: encodeFinishRequest({ ...signed, signature }),
      pendingShare: { shareId: refresh.shareId, share: refreshShare(share, refresh), orderSeed },
    };
    this.#matchMask = matchMask;
    wipe(key, evaluated.key, refresh.mask);
    this.#wipeSecrets();
    this.#advance('busy', 'finished');
    return created;
  }

  /**
   * Compares the matcher's verdict with the outcome of the evaluation, and ends the session.
   *
   * @throws RecognizeError `security/assertion-invalid` on "match" without K or "no match" with K; `ceremony/session-spent` out of order
   */
  checkVerdict(recognized: boolean): void {
    this.#advance('finished', 'ended');
    const contradicts = recognized !== (this.#matchMask === -1);
    this.wipe();
    if (contradicts)
      throw new RecognizeError('security/assertion-invalid', { detail: 'the verdict contradicts the match' });
  }

  /** Ends the session at any step and overwrites its secrets. */
  wipe(): void {
    this.#step = 'ended';
    this.#matchMask = 0;
    this.#batch = undefined;
    this.#wipeSecrets();
  }

  /** After FinishRequest, only `#matchMask` is still needed. */
  #wipeSecrets(): void {
    wipe(this.#choices, this.#transferKeys, this.#inputBits, this.#secret);
  }

  #advance(from: Step, to: Step): void {
    if (this.#step !== from)
      throw new RecognizeError('ceremony/session-spent', { detail: `expected ${from}, not ${this.#step}` });
    this.#step = to;
  }
}
