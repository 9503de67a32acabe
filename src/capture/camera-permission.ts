/** Never rejects. @returns undefined in old browsers and in some apps, which do not tell */
export async function cameraPermissionState(): Promise<PermissionState | undefined> {
  return (await cameraPermission())?.state;
}

/** Whether the browser opens the camera without a question. Never rejects. */
export const hasCameraPermission = async (): Promise<boolean> =>
  (await cameraPermissionState()) === 'granted';

/**
 * Calls `onGranted` once when the person grants the camera in the settings of the browser, while the page is open. Browsers that do not
 * report it never call it.
 *
 * @param signal ends the wait
 */
export async function whenCameraGranted(onGranted: () => void, signal: AbortSignal): Promise<void> {
  const permission = await cameraPermission();
  if (permission === undefined || signal.aborted) return;
  const check = () => {
    if (permission.state !== 'granted' || signal.aborted) return;
    permission.removeEventListener('change', check);
    onGranted();
  };
  // Only a change counts: a browser may refuse the camera although the permission is granted.
  permission.addEventListener('change', check, { signal });
}

async function cameraPermission(): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: 'camera' as PermissionName });
  } catch {
    return undefined;
  }
}
