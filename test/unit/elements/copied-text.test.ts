import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CopiedText } from '../../../src/elements/copied-text.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The clipboard of a page; Node has none. */
const stubClipboard = (writeText: ((text: string) => Promise<void>) | undefined) =>
  vi.stubGlobal('navigator', { clipboard: writeText && { writeText } });

describe('CopiedText', () => {
  it('writes the text, and says so for two seconds', async () => {
    const written: string[] = [];
    stubClipboard(async (text) => void written.push(text));
    const rendered: boolean[] = [];
    const text: CopiedText = new CopiedText({ requestUpdate: () => void rendered.push(text.copied) });
    await text.copy('https://bank.example/');
    expect(written).toEqual(['https://bank.example/']);
    vi.advanceTimersByTime(1_999);
    expect(text.copied).toBe(true);
    vi.advanceTimersByTime(1);
    expect(rendered).toEqual([true, false]);
  });

  it.each([
    ['the browser refuses', () => Promise.reject(new Error('not allowed'))],
    ['the browser has no clipboard', undefined],
  ])('says nothing when %s', async (_reason, writeText) => {
    stubClipboard(writeText);
    const text = new CopiedText({ requestUpdate: () => {} });
    await text.copy('https://bank.example/');
    expect(text.copied).toBe(false);
  });
});
