/**
 * The element classes without registration. Entry `recognize-elements/elements`.
 *
 * @example
 * import { defineElements } from 'recognize-elements/elements';
 *
 * defineElements();
 */
export { type OpenCamera, registerCamera } from './capture/camera-sources.ts';
export type { AuthenticateResult, EnrollResult, RecoverResult } from './ceremonies/types.ts';
export { forwardTo } from './client/forward-to.ts';
export { defineElements } from './elements/define-elements.ts';
export { RecognizeAuthenticate } from './elements/recognize-authenticate.ts';
export { RecognizeDevices } from './elements/recognize-devices.ts';
export { RecognizeEnroll } from './elements/recognize-enroll.ts';
export { RecognizeRecover } from './elements/recognize-recover.ts';
export { RecognizeError, type RecognizeErrorCode, type RecognizeErrorJson } from './errors.ts';
export * from './events.ts';
export type { Labels } from './i18n/types.ts';
export type { Device } from './wire/device.ts';
