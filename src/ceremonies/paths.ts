/** Paths of the backend, relative to where the host mounts it. */

export const CONFIGURATION_PATH = '.well-known/recognize';
export const CEREMONIES_PATH = 'ceremonies';
export const ceremonyPath = (ceremonyId: string, message: 'evaluate' | 'finish') =>
  `${CEREMONIES_PATH}/${ceremonyId}/${message}`;

export const userPath = (recognizeId: string) => `people/${encodeURIComponent(recognizeId)}`;
export const devicesPath = (recognizeId: string) => `${userPath(recognizeId)}/devices`;
export const devicePath = (recognizeId: string, deviceId: string) =>
  `${devicesPath(recognizeId)}/${encodeURIComponent(deviceId)}`;
