// cspell:ignore Caméra infrarouge

import { type CameraWords, front, rear, unsuitable } from './camera-words.ts';

export interface CameraDevice {
  readonly deviceId: string;
  /** Empty until the user has granted the camera permission. */
  readonly label: string;
}

/** How well a camera shows the face of the user, by its label. The order is the preference. */
const RANKS = ['unsuitable', 'rear', 'unknown', 'front'] as const;
type Rank = (typeof RANKS)[number];

/**
 * Ranks a camera by the words in its label, in twenty languages.
 *
 * @example
 * rankCamera('Caméra infrarouge') // 'unsuitable'
 */
export function rankCamera(label: string): Rank {
  const text = label
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase();
  const words = new Set(text.match(/[\p{L}\p{M}]+/gu));
  const names = (list: CameraWords) =>
    list.parts.some((part) => text.includes(part.normalize('NFKC'))) ||
    list.words.some((word) => words.has(word.normalize('NFKC')));
  if (names(unsuitable)) return 'unsuitable';
  if (names(rear)) return 'rear';
  return names(front) ? 'front' : 'unknown';
}

/**
 * A better camera when the label of the current one means that it hardly shows the face of the user in color: infrared, depth, virtual or
 * facing away.
 *
 * @returns the first of the best rank; undefined when the current camera is suitable or there is no better one
 */
export function findBetterCamera(
  currentLabel: string,
  cameras: readonly CameraDevice[],
): CameraDevice | undefined {
  const score = (label: string) => RANKS.indexOf(rankCamera(label));
  const current = score(currentLabel);
  if (current >= RANKS.indexOf('unknown')) return undefined;
  // Without a label nothing is known of a camera, not even whether it is virtual.
  const better = cameras.filter(({ label }) => label !== '' && score(label) > current);
  return better.reduce<CameraDevice | undefined>(
    (best, camera) => (best === undefined || score(camera.label) > score(best.label) ? camera : best),
    undefined,
  );
}

/** All cameras that the browser lists. Never rejects. */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}
