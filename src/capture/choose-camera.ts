export interface CameraChoice {
  readonly deviceId: string;
  /** Empty until the person has allowed the camera. */
  readonly label: string;
}

/** Cameras that see heat, depth or infra-red, and ones that show no picture of the person. */
const unfit = /infra-?red|\bir\b|\bdepth\b|virtual|\bobs\b|screen capture/i;
const rear = /\b(back|rear|environment|world)\b/i;

/** Whether a camera by this label will hardly show a face in colour. */
export const isUnfit = (label: string): boolean => unfit.test(label);

/**
 * The camera to take in place of an unfit one: the first that is fit, front ones before rear ones.
 *
 * @returns nothing when there is none better
 */
export function betterCamera(current: string, cameras: readonly CameraChoice[]): CameraChoice | undefined {
  if (!isUnfit(current)) return undefined;
  const fit = cameras.filter(({ label }) => label !== '' && !isUnfit(label));
  return fit.find(({ label }) => !rear.test(label)) ?? fit[0];
}

/** Every camera that the browser tells of. Never rejects. */
export async function listCameras(): Promise<CameraChoice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}
