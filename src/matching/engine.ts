import { RecognizeError } from '../errors.ts';
import type { Projection } from './bits.ts';
import { bitsFromEmbedding } from './bits.ts';
import type { Evaluation } from './browser-session.ts';
import { BrowserSession } from './browser-session.ts';
import type { Bytes } from './bytes.ts';
import { wipe } from './bytes.ts';
import type { MatchCeremony } from './context.ts';
import type { ClientShare, ServerShare } from './shares.ts';
import { noStateHash, split, stateHash } from './shares.ts';

/** A key of WebCrypto, by a name that both DOM and Node know. */
export type Key = Parameters<typeof crypto.subtle.sign>[1];

export interface DeviceKeys {
  readonly publicKey: Key;
  /** ECDSA P-256, need not be extractable. */
  readonly privateKey: Key;
}

export interface EnrollmentHalves {
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
  readonly keptIn: 'client-state' | 'device';
  readonly deviceKeys: DeviceKeys;
}

/**
 * What runs off the main thread: enrollments, and the steps of one match at a time. Arguments and results survive `postMessage`.
 * Embeddings are overwritten once they have served.
 */
export interface Engine {
  enroll(embedding: Float32Array, projection: Projection): Promise<EnrollmentHalves>;
  /** Makes M1. */
  prepare(input: MatchInput): Promise<Bytes>;
  acceptM2(m2: Bytes): Promise<void>;
  makeM3(embedding: Float32Array): Promise<Bytes>;
  makeM5(m4: Bytes): Promise<Evaluation>;
  settle(recognized: boolean): Promise<void>;
}

export class MatchEngine implements Engine {
  #input: MatchInput | undefined;
  #session: BrowserSession | undefined;

  async enroll(embedding: Float32Array, projection: Projection): Promise<EnrollmentHalves> {
    const bits = bitsFromEmbedding(embedding, projection);
    const halves = split(bits);
    wipe(bits, embedding);
    return halves;
  }

  async prepare(input: MatchInput): Promise<Bytes> {
    this.#session?.wipe();
    const { share, keptIn, deviceKeys } = input;
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', deviceKeys.publicKey));
    this.#input = input;
    this.#session = await BrowserSession.prepare({
      ...input,
      deviceKey: raw.slice(1),
      expectedStateHash: keptIn === 'client-state' ? stateHash(share) : noStateHash(),
    });
    return this.#session.m1;
  }

  async acceptM2(m2: Bytes): Promise<void> {
    await this.#open().session.acceptM2(m2);
  }

  async makeM3(embedding: Float32Array): Promise<Bytes> {
    const { session, input } = this.#open();
    const n = input.share.share.length * 8;
    const bits = bitsFromEmbedding(embedding, { modelId: input.modelId, n, center: input.center });
    const m3 = session.makeM3(bits);
    wipe(bits, embedding);
    return m3;
  }

  async makeM5(m4: Bytes): Promise<Evaluation> {
    const { session, input } = this.#open();
    return session.makeM5(m4, async (message) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await crypto.subtle.sign(algorithm, input.deviceKeys.privateKey, message));
    });
  }

  async settle(recognized: boolean): Promise<void> {
    this.#open().session.settle(recognized);
  }

  #open(): { session: BrowserSession; input: MatchInput } {
    if (this.#session === undefined || this.#input === undefined) {
      throw new RecognizeError('ceremony/session-spent');
    }
    return { session: this.#session, input: this.#input };
  }
}
