import type { RecognizeRecoverProps } from 'recognize-elements/vue';
import type { GlobalComponents } from 'vue';

/** What the template of a component may set on an element. */
type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];

export const recover: Props<'recognize-recover'> = {
  'recognize-id': 'ann',
  clientState: '…',
  class: 'wide',
  key: 'recover',
  onRecognizeComplete: ({ detail }) => console.log(detail.result.device.deviceId.toUpperCase()),
};
export const recoveries: readonly RecognizeRecoverProps[] = [recover];
export const devices: Props<'recognize-devices'> = { canAdd: true, 'can-rename': '', devices: null };
// @ts-expect-error There is no such theme.
export const wrong: Props<'recognize-enroll'> = { theme: 'blue' };
