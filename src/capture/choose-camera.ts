export interface CameraDevice {
  readonly deviceId: string;
  /** Empty until the user has granted the camera permission. */
  readonly label: string;
}

/** Labels of cameras that record infrared or depth, and of virtual cameras. */
const UNSUITABLE = /infra-?red|\bir\b|\bdepth\b|virtual|\bobs\b|screen capture/i;
const REAR = /\b(back|rear|environment|world)\b/i;

/**
 * A better camera when the label of the current one means that it hardly shows a face in color: the first suitable one, front cameras
 * before rear cameras.
 *
 * @returns undefined when the current camera is suitable or there is no better one
 */
export function findBetterCamera(
  currentLabel: string,
  cameras: readonly CameraDevice[],
): CameraDevice | undefined {
  if (!UNSUITABLE.test(currentLabel)) return undefined;
  const suitable = cameras.filter(({ label }) => label !== '' && !UNSUITABLE.test(label));
  return suitable.find(({ label }) => !REAR.test(label)) ?? suitable[0];
}

/** All cameras that the browser lists. Never rejects. */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}
