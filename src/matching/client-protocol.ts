import { RecognizeError } from '../errors.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import type { KeyPair } from '../wire/envelope.ts';
import type { LivenessLevel } from '../wire/liveness.ts';
import type { ClientShare, SharePair } from '../wire/shares.ts';
import { bitsFromEmbedding, hammingDistance, type OperatingPoint, type Projection } from './bits.ts';
import { ClientSession, type CreatedFinishRequest } from './client-session.ts';
import { noStateHash, split, stateHash } from './secret-sharing.ts';
import type { MatchCeremony } from './transcript.ts';

export interface MatchInput {
  readonly recognizeId: string;
  /** Model id of the share's record. */
  readonly modelId: string;
  /** Population mean of the embeddings, from the manifest. */
  readonly center: ArrayLike<number>;
  /** Origin of the page. */
  readonly origin: string;
  readonly ceremony: MatchCeremony;
  /** The host's authorization. */
  readonly token: string;
  /** From the client state (recover) or from the record of this browser (authenticate). */
  readonly share: ClientShare;
  /** Where `share` comes from. A client state must match the state hash that the matcher stored at its enrollment. */
  readonly shareSource: 'client-state' | 'device-record';
  /** The level that the capture will have. */
  readonly liveness: LivenessLevel;
  /** ECDSA P-256; the private key need not be extractable. */
  readonly deviceKeys: KeyPair;
}

/**
 * The client's side of the protocol: enrollments, and one match at a time. It runs in a worker, so arguments and results can be cloned by
 * `postMessage`. Embeddings are overwritten after use.
 */
export interface ClientProtocol {
  /** Does nothing. An answer shows that the protocol runs: a worker may be missing, blocked, or of another release. */
  check(): Promise<void>;
  /** Splits an embedding (unit length) into the two shares of a new client device. */
  enroll(embedding: Float32Array, projection: Projection): Promise<SharePair>;
  /** Whether two embeddings (unit length) are within the operating point: the comparison of a match, without its protection. */
  matches(a: Float32Array, b: Float32Array, point: OperatingPoint): Promise<boolean>;
  /** Begins a match and ends an earlier one. @returns BeginRequest */
  prepare(input: MatchInput): Promise<Bytes>;
  acceptBeginResponse(beginResponse: Bytes): Promise<void>;
  /** @param embedding of the capture, unit length @returns EvaluateRequest */
  createEvaluateRequest(embedding: Float32Array): Promise<Bytes>;
  /** @param report about the capture */
  createFinishRequest(evaluateResponse: Bytes, report: CaptureReport): Promise<CreatedFinishRequest>;
  /** @throws RecognizeError `security/assertion-invalid` when the verdict contradicts the evaluation */
  checkVerdict(recognized: boolean): Promise<void>;
}

/** The protocol in the calling thread. */
export class LocalClientProtocol implements ClientProtocol {
  #input: MatchInput | undefined;
  #session: ClientSession | undefined;

  async check(): Promise<void> {}

  async enroll(embedding: Float32Array, projection: Projection): Promise<SharePair> {
    const bits = bitsFromEmbedding(embedding, projection);
    const shares = split(bits);
    wipe(bits, embedding);
    return shares;
  }

  async matches(a: Float32Array, b: Float32Array, { tau, ...projection }: OperatingPoint): Promise<boolean> {
    const [bitsOfA, bitsOfB] = [bitsFromEmbedding(a, projection), bitsFromEmbedding(b, projection)];
    const distance = hammingDistance(bitsOfA, bitsOfB);
    wipe(bitsOfA, bitsOfB, a, b);
    return distance <= tau;
  }

  async prepare(input: MatchInput): Promise<Bytes> {
    this.#session?.wipe();
    const { share, shareSource, deviceKeys } = input;
    const uncompressed = new Uint8Array(await crypto.subtle.exportKey('raw', deviceKeys.publicKey));
    this.#input = input;
    this.#session = await ClientSession.create({
      ...input,
      deviceKey: uncompressed.slice(1),
      expectedStateHash: shareSource === 'client-state' ? stateHash(share) : noStateHash(),
    });
    return this.#session.beginRequest;
  }

  async acceptBeginResponse(beginResponse: Bytes): Promise<void> {
    await this.#current().session.acceptBeginResponse(beginResponse);
  }

  async createEvaluateRequest(embedding: Float32Array): Promise<Bytes> {
    const { session, input } = this.#current();
    const n = input.share.share.length * 8;
    const bits = bitsFromEmbedding(embedding, { modelId: input.modelId, n, center: input.center });
    const evaluateRequest = session.createEvaluateRequest(bits);
    wipe(bits, embedding);
    return evaluateRequest;
  }

  async createFinishRequest(evaluateResponse: Bytes, report: CaptureReport): Promise<CreatedFinishRequest> {
    const { session, input } = this.#current();
    return session.createFinishRequest(evaluateResponse, report, async (message) => {
      const ecdsa = { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await crypto.subtle.sign(ecdsa, input.deviceKeys.privateKey, message));
    });
  }

  async checkVerdict(recognized: boolean): Promise<void> {
    this.#current().session.checkVerdict(recognized);
  }

  /** @throws RecognizeError `ceremony/session-spent` before `prepare` */
  #current(): { session: ClientSession; input: MatchInput } {
    if (this.#session === undefined || this.#input === undefined)
      throw new RecognizeError('ceremony/session-spent', { detail: 'expected a call after prepare' });
    return { session: this.#session, input: this.#input };
  }
}
