import type { Policy } from 'recognize-elements/server';

/** The arguments of the host process. */
export interface HostOptions {
  readonly port: number;
  /** Folder of database and secret. */
  readonly folder: string;
  readonly contentSecurityPolicy: string;
  /** Of the backend module under `/api`. */
  readonly policy: Partial<Policy>;
  /** Further backend modules over the same database, by the name of their path. */
  readonly backends: Readonly<Record<string, Partial<Policy>>>;
  /** Another set of models: served under `/models/`, and known to every backend module. */
  readonly models?: string;
}

export type Operation =
  | 'configuration'
  | 'challenge'
  | 'begin'
  | 'evaluate'
  | 'finish'
  | 'list-devices'
  | 'check-device'
  | 'rename-device'
  | 'remove-device'
  | 'other';

/** A fault for the next request of an operation. */
export interface Fault {
  readonly operation: Operation;
  /** Before the backend module gets the request, or after it has acted and before the response is sent. */
  readonly moment: 'before' | 'after';
  /** `exit`: the process kills itself. `pause`: the request waits for a `resume` command. */
  readonly action: 'exit' | 'pause';
}

/** From the test to the host process. */
export type Command =
  | { readonly kind: 'inject-fault'; readonly fault: Fault }
  /** `cut`: the connection of the waiting request is closed instead. */
  | { readonly kind: 'resume'; readonly cut: boolean };

/** From the host process to the test. */
export type Report = { readonly kind: 'listening' } | { readonly kind: 'paused' };
