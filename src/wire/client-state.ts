import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { base64urlBytes } from './base64url-schema.ts';
import { utf8 } from './bytes.ts';
import { taggedHash } from './hash.ts';
import { parseWith } from './parse.ts';
import type { ClientShare } from './shares.ts';

/** Longer strings are refused before they are decoded. Version 1 writes at most a tenth of this. */
const MAX_CHARACTERS = 32_768;

const LABEL = 'client-state';

const versionSchema = v.object({ version: v.number() });

const fieldsSchema = v.record(v.string(), v.unknown());

const nonEmptyString = v.pipe(v.string(), v.nonEmpty('expected a string that is not empty'));

const milliseconds = v.pipe(
  v.number(),
  v.safeInteger('expected an integer'),
  v.minValue(0, 'expected milliseconds since the epoch'),
);

const bytes = (length: number) => v.pipe(base64urlBytes(), v.length(length, `expected ${length} bytes`));

const version1Schema = v.object({
  version: v.literal(1),
  type: v.picklist(['BACKUP', 'TEMPORARY']),
  recognizeId: nonEmptyString,
  deviceId: nonEmptyString,
  modelId: nonEmptyString,
  created: milliseconds,
  /** 0: does not expire. */
  expires: milliseconds,
  shareId: bytes(16),
  share: v.pipe(
    base64urlBytes(),
    // n is a multiple of 64 and at most 8,192.
    v.check(({ length }) => length >= 8 && length <= 1024 && length % 8 === 0, 'expected n/8 bytes'),
  ),
  orderSeed: bytes(32),
});

/**
 * The client state that the host stores: base64url of JSON. Without the server share it is independent of the face. Protect it like a
 * credential. The format is specified in docs/private-matching/protocol.md.
 */
export type ClientState = Readonly<Omit<v.InferOutput<typeof version1Schema>, keyof ClientShare>> & {
  readonly share: ClientShare;
};

/** The fields of version 1, in the order in which they are written. */
const fieldsOf = (state: ClientState) => ({
  version: state.version,
  type: state.type,
  recognizeId: state.recognizeId,
  deviceId: state.deviceId,
  modelId: state.modelId,
  created: state.created,
  expires: state.expires,
  shareId: toBase64url(state.share.shareId),
  share: toBase64url(state.share.share),
  orderSeed: toBase64url(state.share.orderSeed),
});

/**
 * Detects truncation and copying errors, 8 bytes as base64url. It does not detect an attacker, who can compute it; the state hash in
 * BeginResponse does.
 */
const checksum = (fields: ReturnType<typeof fieldsOf>): string =>
  toBase64url(taggedHash('client-state', JSON.stringify(fields)).slice(0, 8));

/** The string that the host stores. */
export function encodeClientState(state: ClientState): string {
  const fields = fieldsOf(state);
  return toBase64url(utf8(JSON.stringify({ ...fields, checksum: checksum(fields) })));
}

/** Converts the fields of one version to the newest form. `encoded` is the string that they were decoded from. */
export type ClientStateReader = (fields: Readonly<Record<string, unknown>>, encoded: string) => ClientState;

/** Readers by version. A later release adds its version and keeps the earlier ones, because hosts store client states for years. */
const readers: Readonly<Record<number, ClientStateReader>> = { 1: readVersion1 };

/**
 * Decodes a client state of any version that this release knows. `encodeClientState` of the result is the string of the newest version.
 *
 * @param supported readers by version
 * @throws RecognizeError `client-state/malformed` (truncated, altered or something else), `client-state/unknown-version`
 */
export function decodeClientState(encoded: string, supported = readers): ClientState {
  const trimmed = encoded.trim();
  const fields = decodeFields(trimmed);
  const { version } = parseWith(versionSchema, fields, 'client-state/malformed', LABEL);
  const reader = Object.hasOwn(supported, version) ? supported[version] : undefined;
  if (reader === undefined) {
    const versions = Object.keys(supported).join(', ');
    throw new RecognizeError('client-state/unknown-version', {
      detail: `version: expected ${versions}, not ${version}`,
    });
  }
  return reader(fields, trimmed);
}

function decodeFields(encoded: string): Readonly<Record<string, unknown>> {
  if (encoded === '' || encoded.length > MAX_CHARACTERS)
    throw malformed(`expected 1 to ${MAX_CHARACTERS} characters, not ${encoded.length}`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(encoded)));
  } catch (cause) {
    throw malformed('expected base64url of JSON', cause);
  }
  return parseWith(fieldsSchema, value, 'client-state/malformed', LABEL);
}

/** In version 1 each state has exactly one string: its fields in order and the checksum, nothing else. */
function readVersion1(fields: Readonly<Record<string, unknown>>, encoded: string): ClientState {
  const { shareId, share, orderSeed, ...rest } = parseWith(
    version1Schema,
    fields,
    'client-state/malformed',
    LABEL,
  );
  const state: ClientState = { ...rest, share: { shareId, share, orderSeed } };
  if (encodeClientState(state) !== encoded)
    throw malformed('expected the fields of version 1 in order, with their checksum');
  return state;
}

const malformed = (detail: string, cause?: unknown) =>
  new RecognizeError('client-state/malformed', { detail: `${LABEL}: ${detail}`, cause });
