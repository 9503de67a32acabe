import type { Policy } from 'recognize-elements/server';

/** What the process of the host is started with. */
export interface HostOptions {
  readonly port: number;
  /** Where database and secret lie. */
  readonly folder: string;
  readonly contentSecurityPolicy: string;
  /** Of the backend under `/api`. */
  readonly policy: Partial<Policy>;
  /** Further backends over the same database, each under its path. */
  readonly backends: Readonly<Record<string, Partial<Policy>>>;
  /** Folder of the pages; default `site`. */
  readonly site?: string;
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
 * What befalls the next request of an operation, before the backend hears of it or after it has done its part and before it answers: the
 * process kills itself, or the request waits until it may go on or its connection is cut.
 */
export interface Mishap {
  readonly operation: Operation;
  readonly moment: 'before' | 'after';
  readonly deed: 'die' | 'wait';
}

export type Order =
  | { readonly kind: 'mishap'; readonly mishap: Mishap }
  | { readonly kind: 'go-on'; readonly cut: boolean };

export type Report = { readonly kind: 'listening' } | { readonly kind: 'reached' };
