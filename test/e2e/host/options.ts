import type { Policy } from 'recognize-elements/server';

/** What the process of the host is started with. */
export interface HostOptions {
  readonly port: number;
  /** Where database and secret lie. */
  readonly folder: string;
  readonly contentSecurityPolicy: string;
  readonly policy: Partial<Policy>;
  /** A folder with another set of models: served under `/models/`, and known to the backend beside the shipped one. */
  readonly models?: string;
}

export type Operation =
  | 'configuration'
  | 'begin'
  | 'evaluate'
  | 'finish'
  | 'list-devices'
  | 'check-device'
  | 'rename-device'
  | 'remove-device'
  | 'other';

/**
 * What befalls the next `times` requests of an operation, before the backend hears of them or after it has done its part and before it
 * answers: the process kills itself, the connection is cut, or the request waits until it is told to go on.
 */
export interface Mishap {
  readonly operation: Operation;
  readonly moment: 'before' | 'after';
  readonly deed: 'die' | 'cut' | 'wait';
  readonly times: number;
}

export type Order = { readonly kind: 'mishap'; readonly mishap: Mishap } | { readonly kind: 'go-on' };

export type Report = { readonly kind: 'listening' } | { readonly kind: 'reached' };
