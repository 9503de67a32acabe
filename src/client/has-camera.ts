import { hasScheme } from '../capture/camera-sources.ts';

/**
 * Whether the browser lists a camera. Browsers list one without its name before a permission.
 *
 * @param camera as the attribute `camera`; a registered camera is always there
 */
export async function hasCamera(camera: string): Promise<boolean> {
  if (hasScheme(camera)) return true;
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => undefined);
  // A browser that refuses the list may still have a camera.
  return devices === undefined
    ? navigator.mediaDevices !== undefined
    : devices.some(({ kind }) => kind === 'videoinput');
}
