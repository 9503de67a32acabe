import { describe, expect, it } from 'vitest';
import {
  type ClientState,
  type ClientStateReader,
  decodeClientState,
  encodeClientState,
} from '../../../src/wire/client-state.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import golden from '../../vectors/client-state.json' with { type: 'json' };
import { unhex } from '../../vectors/hex.ts';

type Fields = (typeof golden.states)[number]['fields'];

const stateOf = ({ shareId, share, orderSeed, ...rest }: Fields): ClientState => ({
  ...(rest as Omit<ClientState, 'share'>),
  share: { shareId: unhex(shareId), share: unhex(share), orderSeed: unhex(orderSeed) },
});
const encodeJson = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decodeJson = (encoded: string) =>
  JSON.parse(Buffer.from(encoded, 'base64url').toString()) as Record<string, unknown>;
const decodingCode = (encoded: string) => errorCodeOf((async () => decodeClientState(encoded))());
const { text: encoded, fields } = golden.states[0]!;

describe('the golden strings', () => {
  it.each(golden.states)('of type $fields.type are encoded and decoded', ({ fields, text: golden }) => {
    expect(encodeClientState(stateOf(fields))).toBe(golden);
    expect(decodeClientState(golden)).toEqual(stateOf(fields));
    expect(decodeClientState(` ${golden}\n`)).toEqual(stateOf(fields));
  });

  it('fit into a URL, a session storage and a text column', () => {
    for (const state of golden.states) expect(state.text).toMatch(/^[\w-]{400,1000}$/);
  });
});

describe('decodeClientState', () => {
  it('throws client-state/malformed for every truncation and every extension', async () => {
    for (let length = 0; length < encoded.length; length += 3)
      expect([length, await decodingCode(encoded.slice(0, length))]).toEqual([
        length,
        'client-state/malformed',
      ]);
    for (const extension of ['A', 'AAAA', encoded, '='])
      expect(await decodingCode(encoded + extension)).toBe('client-state/malformed');
    expect(await decodingCode('A'.repeat(32_769))).toBe('client-state/malformed');
  });

  it('throws client-state/malformed or client-state/unknown-version for one changed character at every position', async () => {
    for (let at = 0; at < encoded.length; at++) {
      const changed = `${encoded.slice(0, at)}${encoded[at] === 'B' ? 'C' : 'B'}${encoded.slice(at + 1)}`;
      expect(['client-state/malformed', 'client-state/unknown-version'], `at ${at}`).toContain(
        await decodingCode(changed),
      );
    }
  });

  it.each([
    '',
    '{}',
    'null',
    encodeJson(null),
    encodeJson([]),
    encodeJson('x'),
    encodeJson({}),
    encodeJson({ version: '1' }),
    '🙂',
    // Not UTF-8.
    Buffer.from([0xff, 0xfe, 0x7b]).toString('base64url'),
  ])('throws client-state/malformed for %j', async (other) => {
    expect(await decodingCode(other)).toBe('client-state/malformed');
  });

  it.each<[string, unknown, string]>([
    ['type', 'SDK', 'client-state.type: expected ("BACKUP" | "TEMPORARY")'],
    ['type', undefined, 'client-state.type: missing'],
    ['recognizeId', '', 'client-state.recognizeId: expected a string that is not empty'],
    ['recognizeId', 7, 'client-state.recognizeId: expected string'],
    ['deviceId', null, 'client-state.deviceId: expected string'],
    ['modelId', undefined, 'client-state.modelId: missing'],
    ['created', -1, 'client-state.created: expected milliseconds since the epoch'],
    ['created', '1790000000000', 'client-state.created: expected number'],
    ['expires', 1.5, 'client-state.expires: expected an integer'],
    ['shareId', 'AAAA', 'client-state.shareId: expected 16 bytes'],
    ['shareId', 'not base64url!', 'client-state.shareId: expected base64url'],
    ['share', 'AAAA', 'client-state.share: expected n/8 bytes'],
    ['share', 'A'.repeat(4096), 'client-state.share: expected n/8 bytes'],
    ['orderSeed', 'AAAA', 'client-state.orderSeed: expected 32 bytes'],
    ['checksum', 'AAAAAAAAAAA', 'client-state: expected the fields of version 1'],
    ['checksum', undefined, 'client-state: expected the fields of version 1'],
    ['another', 'field', 'client-state: expected the fields of version 1'],
  ])('throws client-state/malformed for the field %s: %j', (field, value, detail) => {
    expect(() => decodeClientState(encodeJson({ ...decodeJson(encoded), [field]: value }))).toThrow(
      `client-state/malformed: ${detail}`,
    );
  });

  it('throws client-state/malformed for fields in another order, even with a correct checksum', async () => {
    const { checksum, ...rest } = decodeJson(encoded);
    expect(await decodingCode(encodeJson({ checksum, ...rest }))).toBe('client-state/malformed');
  });
});

describe('versions', () => {
  it.each([0, 2, 1.5, -1, 1e9])('throws client-state/unknown-version for version %d', async (version) => {
    expect(await decodingCode(encodeJson({ ...decodeJson(encoded), version }))).toBe(
      'client-state/unknown-version',
    );
  });

  it('converts an earlier version to the newest form', () => {
    // There is no version before the first, so the test defines one.
    const earlier = encodeJson({ version: 0, type: 'BACKUP', content: fields });
    const readEarlier: ClientStateReader = ({ content }) => stateOf(content as Fields);
    const readNewest: ClientStateReader = (_fields, encoded) => decodeClientState(encoded);
    const readers = { 0: readEarlier, 1: readNewest };
    expect(encodeClientState(decodeClientState(earlier, readers))).toBe(encoded);
    expect(decodeClientState(encoded, readers)).toEqual(stateOf(fields));
    expect(() => decodeClientState(earlier)).toThrow('client-state/unknown-version');
  });
});
