/** The classes without registration: call `defineElements()` when and where you like. */
import { browserRuntime } from './browser-runtime.ts';
import { defineElements as define } from './elements/index.ts';

export { type CameraSource, type OpenCamera, registerCamera } from './capture/camera-sources.ts';
export { forwardTo } from './client/forward-to.ts';
export {
  RecognizeAuthenticate,
  RecognizeDevices,
  RecognizeEnroll,
  RecognizeRecover,
} from './elements/index.ts';
export { RecognizeError, type RecognizeErrorCode, type RecognizeErrorJson } from './errors.ts';
export * from './events.ts';

/** Registers the four tags; twice is once. */
export const defineElements = (registry?: CustomElementRegistry): void => define(browserRuntime, registry);
