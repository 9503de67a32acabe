import { afterEach, expect, it, vi } from 'vitest';
import { printForDevelopers } from '../../../src/elements/console-line.ts';
import { RecognizeError, type RecognizeErrorCode } from '../../../src/errors.ts';

afterEach(() => void vi.restoreAllMocks());

it('prints the URL of a missing asset once', () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  const error = new RecognizeError('assets/wrong-type', {
    detail: 'https://bank.example/x.js is an HTML page',
  });
  printForDevelopers(error);
  printForDevelopers(error);
  expect(print.mock.calls).toEqual([
    [
      expect.stringMatching(
        /^recognize-elements: assets\/wrong-type: https:\/\/bank\.example\/x\.js .*\(https:.*errors\.md#/,
      ),
    ],
  ]);
});

it('shows characters that would change how the line reads', () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  printForDevelopers(new RecognizeError('usage/invalid-attribute', { detail: 'theme: \u202e\n!' }));
  expect(print.mock.calls[0]![0]).toContain('theme: [U+202E][U+000A]!');
});

it.each<RecognizeErrorCode>(['camera/denied', 'ceremony/not-recognized', 'host/offline'])(
  'prints nothing about what happens to people: %s',
  (code) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    printForDevelopers(new RecognizeError(code, { detail: 'x' }));
    expect(print).not.toHaveBeenCalled();
  },
);
