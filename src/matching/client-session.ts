import { RecognizeError } from '../errors.ts';
import type { Bytes, Randomness } from '../wire/bytes.ts';
import { equal, select, systemRandom, wipe, xor } from '../wire/bytes.ts';
import { encodeBeginRequest, parseBeginResponse } from '../wire/messages/begin.ts';
import { encodeEvaluateRequest, parseEvaluateResponse } from '../wire/messages/evaluate.ts';
import { encodeFinishRequest } from '../wire/messages/finish.ts';
import type { ReceiverKeySource } from './ecdh.ts';
import { webCryptoReceiverKeys } from './ecdh.ts';
import type { ReceiverBatch } from './oblivious-transfer.ts';
import { receive, receiverKeys } from './oblivious-transfer.ts';
import { permuteBits } from './permutation.ts';
import { proofOf } from './proof.ts';
import type { ClientShare } from './secret-sharing.ts';
import { deriveRefresh } from './secret-sharing.ts';
import { evaluate } from './threshold-gate.ts';
import type { MatchContext } from './transcript.ts';
import { bindingHash, evaluateResponseHash, secretCommitment, sessionId } from './transcript.ts';

export interface BrowserMatch extends Omit<MatchContext, 'shareId' | 'n'> {
  readonly share: ClientShare;
  /** What BeginResponse must carry: `stateHash(share)` for a client state, `noStateHash()` for the record of an SDK device. */
  readonly expectedStateHash: Bytes;
  /** 64 bytes, x ‖ y: the key that a yes binds, or the bound one. */
  readonly deviceKey: Bytes;
}

/** Signs with the device key: ECDSA P-256 with SHA-256, r ‖ s, 64 bytes. */
export type Sign = (message: Bytes) => Promise<Bytes>;

export interface Evaluation {
  readonly finishRequest: Bytes;
  /** The pair's new half, valid if the matcher says yes; made of random bytes when K was not found, so its presence tells nothing. */
  readonly pending: ClientShare;
}

/** `busy`: within a step that takes time; one that fails stays there, so that nothing follows it. */
type Step = 'prepared' | 'offered' | 'captured' | 'evaluated' | 'busy' | 'over';

/**
 * The browser's side of one match. Every step runs once and in order; a retry sends the bytes that the caller kept. It never holds,
 * computes or returns a distance.
 */
export class ClientSession {
  readonly beginRequest: Bytes;
  readonly #match: BrowserMatch;
  readonly #random: Randomness;
  readonly #choices: Bytes;
  readonly #secret: Bytes;
  /** Holds the scalars x_i, which never enter JavaScript; let go once the transfer keys are there. */
  #batch: ReceiverBatch | undefined;
  #step: Step = 'prepared';
  #sid = new Uint8Array(0);
  #keys = new Uint8Array(0);
  #input = new Uint8Array(0);
  #evaluateRequest = new Uint8Array(0);
  #found = 0;

  private constructor(match: BrowserMatch, batch: ReceiverBatch, random: Randomness) {
    const { token, share, deviceKey } = match;
    this.#match = match;
    this.#batch = batch;
    this.#choices = batch.choices;
    this.#random = random;
    this.beginRequest = encodeBeginRequest({
      n: share.share.length * 8,
      nonce: random(32),
      token,
      shareId: share.shareId,
      deviceKey,
      points: batch.points,
    });
    this.#secret = random(32);
  }

  /** Draws the transfers: the costly part, before there is a capture. Random draws in order: ρ, nonceC, s, later K's decoy and the random proof. */
  static async prepare(
    match: BrowserMatch,
    random: Randomness = systemRandom,
    keys: ReceiverKeySource = webCryptoReceiverKeys,
  ): Promise<ClientSession> {
    return new ClientSession(match, await receive(random(match.share.share.length), keys), random);
  }

  /**
   * Takes S and computes the transfer keys.
   *
   * @throws RecognizeError `client-state/malformed` when the stored state does not fit the hash that the matcher kept;
   *   `security/envelope-invalid` on a wrong length or a point off the curve
   */
  async acceptBeginResponse(beginResponse: Bytes): Promise<void> {
    this.#advance('prepared', 'busy');
    const { serverPoint, stateHash } = parseBeginResponse(beginResponse);
    if (!equal(stateHash, this.#match.expectedStateHash)) {
      throw new RecognizeError('client-state/malformed', {
        detail: 'does not fit the hash of its enrollment',
      });
    }
    const { share } = this.#match;
    const context = { ...this.#match, n: share.share.length * 8, shareId: share.shareId };
    this.#sid = sessionId(context, this.beginRequest, beginResponse);
    this.#keys = await receiverKeys(this.#batch!, this.#sid, serverPoint);
    this.#batch = undefined;
    this.#advance('busy', 'offered');
  }

  /** EvaluateRequest for the bits of one capture (n/8 bytes, not yet in the order of the wires). */
  createEvaluateRequest(bits: Bytes): Bytes {
    this.#advance('offered', 'captured');
    const { share, orderSeed } = this.#match.share;
    const wires = permuteBits(bits, orderSeed);
    this.#input = xor(wires, share);
    wipe(wires);
    this.#evaluateRequest = encodeEvaluateRequest(share.length * 8, {
      choices: xor(this.#input, this.#choices),
      secretCommitment: secretCommitment(this.#secret),
    });
    return this.#evaluateRequest;
  }

  /**
   * Evaluates EvaluateResponse and makes FinishRequest. Both answers, the proof and 32 random bytes, are computed; a mask picks one.
   *
   * @throws RecognizeError `security/envelope-invalid` when EvaluateResponse has another length
   */
  async createFinishRequest(evaluateResponse: Bytes, sign: Sign): Promise<Evaluation> {
    this.#advance('captured', 'busy');
    const { share, orderSeed } = this.#match.share;
    const [sid, evaluateRequest, n] = [this.#sid, this.#evaluateRequest, share.length * 8];
    const responseHash = evaluateResponseHash(evaluateResponse);
    const opened = evaluate({
      sid,
      keys: this.#keys,
      input: this.#input,
      ...parseEvaluateResponse(evaluateResponse, n),
    });
    this.#found = opened.found;
    const key = select(opened.found, opened.key, this.#random(16));
    const proof = select(
      opened.found,
      await proofOf(sid, key, evaluateRequest, responseHash),
      this.#random(32),
    );
    const signature = await sign(bindingHash(sid, evaluateRequest, responseHash, proof, this.#secret));
    const refresh = await deriveRefresh(key, sid, this.#secret, n);
    const evaluation = {
      finishRequest: encodeFinishRequest({ proof, secret: this.#secret, signature }),
      pending: { shareId: refresh.shareId, share: xor(share, refresh.mask), orderSeed },
    };
    wipe(key, opened.key, refresh.mask);
    this.#wipeSecrets();
    this.#advance('busy', 'evaluated');
    return evaluation;
  }

  /**
   * Compares the matcher's verdict with what the evaluation found, and ends the session.
   *
   * @throws RecognizeError `security/assertion-invalid` on a yes without K or a no with K
   */
  checkVerdict(recognized: boolean): void {
    this.#advance('evaluated', 'over');
    const contradicts = recognized !== (this.#found === -1);
    this.wipe();
    if (contradicts)
      throw new RecognizeError('security/assertion-invalid', { detail: 'the verdict contradicts the match' });
  }

  /** Ends the session at any step and erases what it holds. */
  wipe(): void {
    this.#step = 'over';
    this.#found = 0;
    this.#batch = undefined;
    this.#wipeSecrets();
  }

  /** After FinishRequest nothing of the capture and the transfers is needed: what remains is whether K was found. */
  #wipeSecrets(): void {
    wipe(this.#choices, this.#keys, this.#input, this.#secret);
  }

  #advance(from: Step, to: Step): void {
    if (this.#step !== from)
      throw new RecognizeError('ceremony/session-spent', { detail: `step ${this.#step}, not ${from}` });
    this.#step = to;
  }
}
