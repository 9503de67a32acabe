/** Never rejects. @returns undefined in old browsers and in some apps, which do not tell */
export async function cameraPermissionState(): Promise<PermissionState | undefined> {
  return (await cameraPermission())?.state;
}

/** Whether the browser opens the camera without a question. Never rejects. */
export const hasCameraPermission = async (): Promise<boolean> =>
  (await cameraPermissionState()) === 'granted';

/**
 * Calls `onGranted` once when the person grants the camera in the settings of the browser, or removes the denial so that the browser asks,
 * while the page is open.
 *
 * @param signal ends the wait
 * @returns whether the browser reports it
 */
export async function whenCameraGranted(onGranted: () => void, signal: AbortSignal): Promise<boolean> {
  const permission = await cameraPermission();
  if (permission === undefined || signal.aborted) return false;
  let { state } = permission;
  const check = () => {
    const wasDenied = state === 'denied';
    state = permission.state;
    if (signal.aborted || state === 'denied' || (state === 'prompt' && !wasDenied)) return;
    permission.removeEventListener('change', check);
    onGranted();
  };
  // Only a change counts: a browser may refuse the camera although the permission is granted.
  permission.addEventListener('change', check, { signal });
  return true;
}

async function cameraPermission(): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: 'camera' as PermissionName });
  } catch {
    return undefined;
  }
}
