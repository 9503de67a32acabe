import { RecognizeError } from '../errors.ts';
import type { Bytes } from '../wire/bytes.ts';
import { wipe } from '../wire/bytes.ts';
import type { Projection } from './bits.ts';
import { bitsFromEmbedding } from './bits.ts';
import type { Evaluation } from './client-session.ts';
import { ClientSession } from './client-session.ts';
import type { ClientShare, ServerShare } from './secret-sharing.ts';
import { noStateHash, split, stateHash } from './secret-sharing.ts';
import type { MatchCeremony } from './transcript.ts';

/** A key of WebCrypto, by a name that both DOM and Node know. */
export type Key = Parameters<typeof crypto.subtle.sign>[1];

export interface DeviceKeys {
  readonly publicKey: Key;
  /** ECDSA P-256, need not be extractable. */
  readonly privateKey: Key;
}

export interface EnrollmentShares {
  readonly client: ClientShare;
  readonly server: ServerShare;
}

export interface MatchInput {
  readonly recognizeId: string;
  /** Model id of the share's record. */
  readonly modelId: string;
  /** The manifest's population mean. */
  readonly center: ArrayLike<number>;
  readonly origin: string;
  readonly ceremony: MatchCeremony;
  readonly token: string;
  /** From the client state (recover), or from this browser's record (authenticate). */
  readonly share: ClientShare;
  /** Where `share` was kept; a client state must fit the hash that the matcher kept of it. */
  readonly storedIn: 'client-state' | 'device';
  readonly deviceKeys: DeviceKeys;
}

/**
 * What runs off the main thread: enrollments, and the steps of one match at a time. Arguments and results survive `postMessage`.
 * Embeddings are overwritten once they have served.
 */
export interface Engine {
  enroll(embedding: Float32Array, projection: Projection): Promise<EnrollmentShares>;
  /** Makes BeginRequest. */
  prepare(input: MatchInput): Promise<Bytes>;
  acceptBeginResponse(beginResponse: Bytes): Promise<void>;
  createEvaluateRequest(embedding: Float32Array): Promise<Bytes>;
  createFinishRequest(evaluateResponse: Bytes): Promise<Evaluation>;
  checkVerdict(recognized: boolean): Promise<void>;
}

export class MatchEngine implements Engine {
  #input: MatchInput | undefined;
  #session: ClientSession | undefined;

  async enroll(embedding: Float32Array, projection: Projection): Promise<EnrollmentShares> {
    const bits = bitsFromEmbedding(embedding, projection);
    const halves = split(bits);
    wipe(bits, embedding);
    return halves;
  }

  async prepare(input: MatchInput): Promise<Bytes> {
    this.#session?.wipe();
    const { share, storedIn, deviceKeys } = input;
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', deviceKeys.publicKey));
    this.#input = input;
    this.#session = await ClientSession.prepare({
      ...input,
      deviceKey: raw.slice(1),
      expectedStateHash: storedIn === 'client-state' ? stateHash(share) : noStateHash(),
    });
    return this.#session.beginRequest;
  }

  async acceptBeginResponse(beginResponse: Bytes): Promise<void> {
    await this.#open().session.acceptBeginResponse(beginResponse);
  }

  async createEvaluateRequest(embedding: Float32Array): Promise<Bytes> {
    const { session, input } = this.#open();
    const n = input.share.share.length * 8;
    const bits = bitsFromEmbedding(embedding, { modelId: input.modelId, n, center: input.center });
    const evaluateRequest = session.createEvaluateRequest(bits);
    wipe(bits, embedding);
    return evaluateRequest;
  }

  async createFinishRequest(evaluateResponse: Bytes): Promise<Evaluation> {
    const { session, input } = this.#open();
    return session.createFinishRequest(evaluateResponse, async (message) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await crypto.subtle.sign(algorithm, input.deviceKeys.privateKey, message));
    });
  }

  async checkVerdict(recognized: boolean): Promise<void> {
    this.#open().session.checkVerdict(recognized);
  }

  #open(): { session: ClientSession; input: MatchInput } {
    if (this.#session === undefined || this.#input === undefined) {
      throw new RecognizeError('ceremony/session-spent');
    }
    return { session: this.#session, input: this.#input };
  }
}
