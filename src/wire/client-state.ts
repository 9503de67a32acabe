import { RecognizeError } from '../errors.ts';
import type { ClientShare } from '../matching/secret-sharing.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { Bytes } from './bytes.ts';
import { H } from './bytes.ts';

/**
 * The opaque string that the host keeps: base64url of JSON. Independent of the face without the server's share; whoever holds it should
 * guard it like a credential.
 */
export interface ClientState {
  readonly version: 1;
  readonly type: 'BACKUP' | 'TEMPORARY';
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly modelId: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** 0: does not expire. */
  readonly expires: number;
  readonly share: ClientShare;
}

/** Longest string that is looked at: ten times the largest that version 1 writes. */
const longest = 32_768;

const body = (s: ClientState) => ({
  version: s.version,
  type: s.type,
  recognizeId: s.recognizeId,
  deviceId: s.deviceId,
  modelId: s.modelId,
  created: s.created,
  expires: s.expires,
  shareId: toBase64url(s.share.shareId),
  share: toBase64url(s.share.share),
  orderSeed: toBase64url(s.share.orderSeed),
});

/** Catches truncation and slips of copying; no defence against someone who means to write (that is the state hash in BeginResponse). */
const checksum = (fields: object): string =>
  toBase64url(H('client-state', JSON.stringify(fields)).slice(0, 8));

export function encodeClientState(state: ClientState): string {
  const fields = body(state);
  const text = JSON.stringify({ ...fields, checksum: checksum(fields) });
  return toBase64url(new TextEncoder().encode(text));
}

/**
 * Reads a client state of any version that this release knows, as the newest shape. A later version adds its reader and keeps the
 * earlier ones, so that what hosts have stored goes on working; `encodeClientState` of the result is the upgraded string.
 *
 * @throws RecognizeError `client-state/malformed` (truncated, altered, something else), `client-state/unknown-version`
 */
export function decodeClientState(text: string, readers = knownReaders): ClientState {
  const trimmed = text.trim();
  const found = parse(trimmed);
  const { version } = found;
  if (typeof version !== 'number') throw malformed('version: expected a number');
  const reader = Object.hasOwn(readers, version) ? readers[version] : undefined;
  if (reader === undefined) {
    const known = Object.keys(readers).join(', ');
    throw new RecognizeError('client-state/unknown-version', {
      detail: `version ${version}, known: ${known}`,
    });
  }
  return reader(found, trimmed);
}

/** From the fields of one version, and the text that they stand in, to the newest shape. */
export type ClientStateReader = (found: Record<string, unknown>, text: string) => ClientState;

/** Version 1 has one form for each state: fields in order, nothing else, and the checksum over them. */
const knownReaders: Readonly<Record<number, ClientStateReader>> = {
  1: (found, text) => {
    const state = read(found);
    if (encodeClientState(state) !== text)
      throw malformed('the checksum does not fit, or a field is unknown');
    return state;
  },
};

function parse(text: string): Record<string, unknown> {
  if (text === '' || text.length > longest) throw malformed(`a text of ${text.length} characters`);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(text)));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw malformed('not base64url of JSON', cause);
  }
  throw malformed('not an object');
}

function read(found: Record<string, unknown>): ClientState {
  const text = (field: string): string => {
    const value = found[field];
    if (typeof value !== 'string' || value === '') throw malformed(`${field}: expected text`);
    return value;
  };
  const time = (field: string): number => {
    const value = found[field];
    if (!Number.isSafeInteger(value) || (value as number) < 0)
      throw malformed(`${field}: expected milliseconds`);
    return value as number;
  };
  const bytes = (field: string, fits: (length: number) => boolean): Bytes => {
    let value: Bytes;
    try {
      value = fromBase64url(text(field));
    } catch (cause) {
      throw malformed(`${field}: expected base64url`, cause);
    }
    if (!fits(value.length)) throw malformed(`${field}: ${value.length} bytes`);
    return value;
  };
  const type = text('type');
  if (type !== 'BACKUP' && type !== 'TEMPORARY') throw malformed('type: expected BACKUP or TEMPORARY');
  return {
    version: 1,
    type,
    recognizeId: text('recognizeId'),
    deviceId: text('deviceId'),
    modelId: text('modelId'),
    created: time('created'),
    expires: time('expires'),
    share: {
      shareId: bytes('shareId', (length) => length === 16),
      share: bytes('share', (length) => length >= 8 && length <= 1024 && length % 8 === 0),
      orderSeed: bytes('orderSeed', (length) => length === 32),
    },
  };
}

const malformed = (detail: string, cause?: unknown) =>
  new RecognizeError('client-state/malformed', { detail, cause });
