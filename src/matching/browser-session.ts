import { RecognizeError } from '../errors.ts';
import type { Bytes, Randomness } from './bytes.ts';
import { equal, select, systemRandom, wipe, xor } from './bytes.ts';
import type { MatchContext } from './context.ts';
import { bindingHash, hashOfM4, secretCommitment, sessionId } from './context.ts';
import { evaluate } from './gate.ts';
import { encodeM1, encodeM3, encodeM5, parseM2, parseM4 } from './messages.ts';
import type { ReceiverKeySource } from './multiplication.ts';
import { webCryptoReceiverKeys } from './multiplication.ts';
import { toWires } from './order.ts';
import { proofOf } from './proof.ts';
import type { ClientShare } from './shares.ts';
import { deriveRefresh } from './shares.ts';
import type { ReceiverBatch } from './transfer.ts';
import { receive, receiverKeys } from './transfer.ts';

export interface BrowserMatch extends Omit<MatchContext, 'shareId' | 'n'> {
  readonly share: ClientShare;
  /** What M2 must carry: `stateHash(share)` for a client state, `noStateHash()` for the record of an SDK device. */
  readonly expectedStateHash: Bytes;
  /** 64 bytes, x ‖ y: the key that a yes binds, or the bound one. */
  readonly deviceKey: Bytes;
}

/** Signs with the device key: ECDSA P-256 with SHA-256, r ‖ s, 64 bytes. */
export type Sign = (message: Bytes) => Promise<Bytes>;

export interface Evaluation {
  readonly m5: Bytes;
  /** The pair's new half, valid if the matcher says yes; made of random bytes when K was not found, so its presence tells nothing. */
  readonly pending: ClientShare;
}

/** `busy`: within a step that takes time; one that fails stays there, so that nothing follows it. */
type Step = 'prepared' | 'offered' | 'captured' | 'evaluated' | 'busy' | 'over';

/**
 * The browser's side of one match. Every step runs once and in order; a retry sends the bytes that the caller kept. It never holds,
 * computes or returns a distance.
 */
export class BrowserSession {
  readonly m1: Bytes;
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
  #m3 = new Uint8Array(0);
  #found = 0;

  private constructor(match: BrowserMatch, batch: ReceiverBatch, random: Randomness) {
    const { token, share, deviceKey } = match;
    this.#match = match;
    this.#batch = batch;
    this.#choices = batch.choices;
    this.#random = random;
    this.m1 = encodeM1({
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
  ): Promise<BrowserSession> {
    return new BrowserSession(match, await receive(random(match.share.share.length), keys), random);
  }

  /**
   * Takes S and computes the transfer keys.
   *
   * @throws RecognizeError `client-state/malformed` when the stored state does not fit the hash that the matcher kept;
   *   `security/envelope-invalid` on a wrong length or a point off the curve
   */
  async acceptM2(m2: Bytes): Promise<void> {
    this.#advance('prepared', 'busy');
    const { serverPoint, stateHash } = parseM2(m2);
    if (!equal(stateHash, this.#match.expectedStateHash)) {
      throw new RecognizeError('client-state/malformed', {
        detail: 'does not fit the hash of its enrollment',
      });
    }
    const { share } = this.#match;
    const context = { ...this.#match, n: share.share.length * 8, shareId: share.shareId };
    this.#sid = sessionId(context, this.m1, m2);
    this.#keys = await receiverKeys(this.#batch!, this.#sid, serverPoint);
    this.#batch = undefined;
    this.#advance('busy', 'offered');
  }

  /** M3 for the bits of one capture (n/8 bytes, not yet in the order of the wires). */
  makeM3(bits: Bytes): Bytes {
    this.#advance('offered', 'captured');
    const { share, orderSeed } = this.#match.share;
    const wires = toWires(bits, orderSeed);
    this.#input = xor(wires, share);
    wipe(wires);
    this.#m3 = encodeM3(share.length * 8, {
      choices: xor(this.#input, this.#choices),
      secretCommitment: secretCommitment(this.#secret),
    });
    return this.#m3;
  }

  /**
   * Evaluates M4 and makes M5. Both answers, the proof and 32 random bytes, are computed; a mask picks one.
   *
   * @throws RecognizeError `security/envelope-invalid` when M4 has another length
   */
  async makeM5(m4: Bytes, sign: Sign): Promise<Evaluation> {
    this.#advance('captured', 'busy');
    const { share, orderSeed } = this.#match.share;
    const [sid, m3, n] = [this.#sid, this.#m3, share.length * 8];
    const m4Hash = hashOfM4(m4);
    const opened = evaluate({ sid, keys: this.#keys, input: this.#input, ...parseM4(m4, n) });
    this.#found = opened.found;
    const key = select(opened.found, opened.key, this.#random(16));
    const proof = select(opened.found, await proofOf(sid, key, m3, m4Hash), this.#random(32));
    const signature = await sign(bindingHash(sid, m3, m4Hash, proof, this.#secret));
    const refresh = await deriveRefresh(key, sid, this.#secret, n);
    const evaluation = {
      m5: encodeM5({ proof, secret: this.#secret, signature }),
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
  settle(recognized: boolean): void {
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

  /** After M5 nothing of the capture and the transfers is needed: what remains is whether K was found. */
  #wipeSecrets(): void {
    wipe(this.#choices, this.#keys, this.#input, this.#secret);
  }

  #advance(from: Step, to: Step): void {
    if (this.#step !== from)
      throw new RecognizeError('ceremony/session-spent', { detail: `step ${this.#step}, not ${from}` });
    this.#step = to;
  }
}
