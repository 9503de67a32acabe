import type { HintName } from './hint-name.ts';
import type { QualityIssue } from './vision/types.ts';

/** The hint that names an issue: what the person does about it in front of a camera, or what is wrong with a photo. */
export const hintOfIssue: Readonly<Record<QualityIssue, HintName>> = {
  'cut-off': 'go-back',
  small: 'come-closer',
  dark: 'more-light',
  bright: 'less-light',
  backlit: 'light-behind',
  flat: 'even-light',
  noisy: 'more-light',
  blurred: 'clean-lens',
  covered: 'uncover-face',
  yaw: 'turn-to-front',
  pitch: 'turn-to-front',
  roll: 'head-upright',
};
