import { requireDeviceId, requireRecognizeId } from '../wire/ids.ts';

/** Paths of the backend, relative to where the host mounts it. */

export const CONFIGURATION_PATH = '.well-known/recognize';
export const CEREMONIES_PATH = 'ceremonies';
export const CHALLENGES_PATH = 'challenges';
export const HANDOFFS_PATH = 'handoffs';
export const handoffPath = (
  handoffId: string,
  message?: 'open' | 'take' | 'decline' | 'authorize' | 'result',
): string => `${HANDOFFS_PATH}/${handoffId}${message === undefined ? '' : `/${message}`}`;
export const ceremonyPath = (ceremonyId: string, message: 'evaluate' | 'finish') =>
  `${CEREMONIES_PATH}/${ceremonyId}/${message}`;

// Ids are checked, because the browser removes the segments "." and ".." of an address: the request would reach another resource.

/** @throws RecognizeError `usage/invalid-property` */
export function userPath(recognizeId: string): string {
  requireRecognizeId(recognizeId);
  return `people/${encodeURIComponent(recognizeId)}`;
}

/** @throws RecognizeError `usage/invalid-property` */
export const devicesPath = (recognizeId: string): string => `${userPath(recognizeId)}/devices`;

/** @throws RecognizeError `usage/invalid-property` */
export function devicePath(recognizeId: string, deviceId: string): string {
  requireDeviceId(deviceId);
  return `${devicesPath(recognizeId)}/${deviceId}`;
}
