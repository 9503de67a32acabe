import type { Bytes } from './bytes.ts';

/** The share B of one client device. Stored in the client state or in the record of a bound browser. */
export interface ClientShare {
  /** 16 random bytes, drawn by the browser; every client device has its own. */
  readonly shareId: Bytes;
  /** B, n/8 bytes, permuted. */
  readonly share: Bytes;
  /**
   * Seed of the permutation, 32 random bytes. It leaves the browser only inside the client state. Stored client states, browser records and
   * golden vectors contain this name, so it stays.
   */
  readonly orderSeed: Bytes;
}

/** The share A = b xor B of one client device. Stored by the matcher. */
export interface ServerShare {
  readonly shareId: Bytes;
  /** A, n/8 bytes, permuted. */
  readonly share: Bytes;
  /** H("state", share id, B, seed), 32 bytes: lets the browser detect a client state that was altered after its enrollment. */
  readonly stateHash: Bytes;
}

/** Both shares of a new client device. */
export interface SharePair {
  readonly client: ClientShare;
  readonly server: ServerShare;
}
