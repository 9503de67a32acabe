import type { RecognizeErrorJson } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Message, Pack } from './types.ts';

type VerdictName = Exclude<keyof Pack['verdict'], 'text'>;

/** The title for each hint that can be the reason for the end of a capture, beside those that have an error code of their own. */
const verdictOfHint: Partial<Record<HintName, VerdictName>> = {
  'come-closer': 'far',
  'go-back': 'near',
  'move-left': 'offCenter',
  'move-right': 'offCenter',
  'move-up': 'offCenter',
  'move-down': 'offCenter',
  'more-light': 'dark',
  'less-light': 'bright',
  'even-light': 'uneven',
  'light-behind': 'lightBehind',
  'clean-lens': 'blurred',
  'uncover-face': 'covered',
  'turn-to-front': 'turned',
  'head-upright': 'tilted',
  'turn-camera': 'sideways',
  'coarse-camera': 'coarse',
  'no-picture': 'noPicture',
};

/** The message of a capture that has found no good picture: it repeats the hint that the person saw. Undefined for other errors. */
export function verdictFor(
  { verdict, hints }: Pack,
  { code, hint }: Pick<RecognizeErrorJson, 'code' | 'hint'>,
): Message | undefined {
  const name = hint && verdictOfHint[hint];
  if (name === undefined || !code.startsWith('capture/')) return undefined;
  return { title: verdict[name], text: verdict.text.replace('{hint}', () => hints[hint!]) };
}
