import type { CaptureSessionOptions } from '../capture/session.ts';
import type { RecordStore } from '../store/store.ts';

/** Longest wait for what is remembered, milliseconds. A camera opens without it when the storage of the browser is slow or blocked. */
const READ_TIMEOUT_MS = 300;

/**
 * What a browser remembers of the person's choices about the camera. A store that fails or lacks it is one without memory: a run never
 * fails because of it.
 */
export function cameraMemory(
  store: () => RecordStore,
): Required<Pick<CaptureSessionOptions, 'cameraPreference' | 'rememberCamera'>> {
  return {
    cameraPreference: async () => {
      const read = async () => store().readCameraPreference?.();
      const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, READ_TIMEOUT_MS));
      return Promise.race([read().catch(() => undefined), timeout]);
    },
    rememberCamera: (preference) => {
      const save = async () => store().saveCameraPreference?.(preference);
      save().catch(() => {});
    },
  };
}
