import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  abortedError,
  errorCodes,
  isErrorCode,
  RecognizeError,
  type RecognizeErrorCode,
  throwIfAborted,
  toRecognizeError,
} from '../../src/errors.ts';

const packageJson = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const { homepage } = JSON.parse(packageJson) as { readonly homepage: string };
const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

describe('docs/errors.md', () => {
  it('has one row with one anchor for each code, and no row for another code', () => {
    const rows = [...page.matchAll(/^\| <a id="([\w-]+)"><\/a>`([\w/-]+)`/gm)].map(([, anchor, code]) => ({
      anchor,
      code,
    }));
    expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(errorCodes).sort());
    expect(page.match(/<a id=/g)).toHaveLength(rows.length);
    for (const { anchor, code } of rows) {
      expect(new RecognizeError(code as RecognizeErrorCode).docs).toBe(
        `${homepage}/docs/errors.md#${anchor}`,
      );
    }
  });
});

describe('RecognizeError', () => {
  it('keeps the stage in which it occurred', () => {
    const error = new RecognizeError('camera/denied', { detail: 'd', cause: 'c' }).at('permission');
    expect(error.at('verify')).toBe(error);
    expect(error).toMatchObject({ stage: 'permission', detail: 'd', cause: 'c' });
  });

  it('keeps code, stage, retryable and until through JSON', () => {
    const error = new RecognizeError('ceremony/locked', { until: 5 }).at('verify');
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'ceremony/locked',
      stage: 'verify',
      retryable: errorCodes['ceremony/locked'],
      docs: `${homepage}/docs/errors.md#ceremony-locked`,
      until: 5,
    });
  });

  it('has detail, stage and until in its JSON only if they are set, and never the cause', () => {
    expect(new RecognizeError('host/offline', { cause: new Error('x') }).toJSON()).toEqual({
      code: 'host/offline',
      retryable: true,
      docs: `${homepage}/docs/errors.md#host-offline`,
    });
  });

  it('recognizes its own codes only', () => {
    expect(['host/offline', 'host/other', 'toString', 5].map(isErrorCode)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('an aborted operation', () => {
  it('throws ceremony/aborted with the reason of the signal as cause', () => {
    const abort = new AbortController();
    throwIfAborted(abort.signal);
    abort.abort('restarted');
    expect(() => throwIfAborted(abort.signal)).toThrow(
      expect.objectContaining({ code: 'ceremony/aborted', cause: 'restarted' }),
    );
    expect(abortedError().cause).toBeUndefined();
  });

  it('is recognized by the AbortError of the platform', () => {
    const aborted = toRecognizeError(new DOMException('', 'AbortError'), 'runtime/crashed');
    expect(aborted.code).toBe('ceremony/aborted');
    expect(toRecognizeError(new TypeError('x'), 'runtime/crashed')).toMatchObject({
      code: 'runtime/crashed',
      detail: 'x',
    });
  });
});
