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
const textOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const contentOf = (text: string) =>
  JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
const code = (text: string, readers?: Readonly<Record<number, ClientStateReader>>) =>
  errorCodeOf((async () => decodeClientState(text, readers))());
const { text, fields } = golden.states[0]!;

describe('the golden strings', () => {
  it.each(golden.states)('of type $fields.type are written and read', ({ fields, text }) => {
    expect(encodeClientState(stateOf(fields))).toBe(text);
    expect(decodeClientState(text)).toEqual(stateOf(fields));
    expect(decodeClientState(` ${text}\n`)).toEqual(stateOf(fields));
  });

  it('are good for a session storage, a column of text and a URL', () => {
    for (const { text } of golden.states) expect(text).toMatch(/^[\w-]{400,1000}$/);
  });
});

describe('refused as client-state/malformed', () => {
  it('cut anywhere, or longer', async () => {
    for (let length = 0; length < text.length; length += 3)
      expect([length, await code(text.slice(0, length))]).toEqual([length, 'client-state/malformed']);
    for (const more of ['A', 'AAAA', text, '='])
      expect(await code(text + more)).toBe('client-state/malformed');
    expect(await code('A'.repeat(32_769))).toBe('client-state/malformed');
  });

  it('with one character changed, wherever', async () => {
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === 'B' ? 'C' : 'B'}${text.slice(at + 1)}`;
      expect(['client-state/malformed', 'client-state/unknown-version'], `at ${at}`).toContain(
        await code(changed),
      );
    }
  });

  it('something else', async () => {
    const others = [
      '',
      '{}',
      'null',
      textOf(null),
      textOf([]),
      textOf('x'),
      textOf({}),
      textOf({ version: '1' }),
      '🙂',
    ];
    for (const other of others) expect([other, await code(other)]).toEqual([other, 'client-state/malformed']);
    expect(await code(Buffer.from([0xff, 0xfe, 0x7b]).toString('base64url'))).toBe('client-state/malformed');
  });

  it.each<[string, unknown]>([
    ['type', 'SDK'],
    ['type', undefined],
    ['recognizeId', ''],
    ['recognizeId', 7],
    ['deviceId', null],
    ['modelId', undefined],
    ['created', -1],
    ['created', '1790000000000'],
    ['expires', 1.5],
    ['shareId', 'AAAA'],
    ['shareId', 'not base64url!'],
    ['share', 'AAAA'],
    ['share', 'A'.repeat(4096)],
    ['orderSeed', 'AAAA'],
    ['checksum', 'AAAAAAAAAAA'],
    ['checksum', undefined],
    ['another', 'field'],
  ])('%s: %s', async (field, value) => {
    const { checksum: _, ...rest } = contentOf(text);
    expect(await code(textOf({ ...contentOf(text), [field]: value }))).toBe('client-state/malformed');
    // Fields in another order, or one too many, are refused even with a checksum that somebody computed.
    expect(await code(textOf({ checksum: contentOf(text).checksum, ...rest }))).toBe(
      'client-state/malformed',
    );
  });
});

describe('versions', () => {
  it('that this release does not know are refused by their own code', async () => {
    for (const version of [0, 2, 1.5, -1, 1e9])
      expect(await code(textOf({ ...contentOf(text), version }))).toBe('client-state/unknown-version');
  });

  it('that it does are upgraded: an earlier form becomes the golden string of the newest, which is read as ever', () => {
    // A form that never was, for want of a version before the first: other names, hexadecimal bytes, no end.
    const earlier = textOf({ version: 0, type: 'BACKUP', id: fields.recognizeId, halves: fields });
    const reader: ClientStateReader = ({ halves }) => stateOf(halves as Fields);
    const newest: ClientStateReader = (_found, found) => decodeClientState(found);
    const readers = { 0: reader, 1: newest };
    expect(encodeClientState(decodeClientState(earlier, readers))).toBe(text);
    expect(decodeClientState(text, readers)).toEqual(stateOf(fields));
    expect(() => decodeClientState(earlier)).toThrow('client-state/unknown-version');
  });
});
