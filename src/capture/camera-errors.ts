import { isErrorCode, RecognizeError, type RecognizeErrorCode } from '../errors.ts';

/** Codes for the names of errors with which `getUserMedia` rejects (Media Capture and Streams, section 10.2). */
const CODE_BY_NAME: Record<string, RecognizeErrorCode> = {
  NotFoundError: 'camera/none',
  OverconstrainedError: 'camera/none',
  NotReadableError: 'camera/in-use',
  AbortError: 'camera/in-use',
  SecurityError: 'environment/blocked-by-policy',
};

/** State of the camera permission. It is needed in addition to the rejection, because `NotAllowedError` has several causes. */
export interface CameraPermission {
  /** After the rejection; undefined where the browser does not support the query. */
  readonly state?: PermissionState;
  /** Whether the page's Permissions-Policy allows the camera; undefined where the browser does not report it. */
  readonly policyAllows?: boolean;
}

/**
 * Converts a rejection of `getUserMedia` or of a registered camera.
 *
 * @returns a RecognizeError as it is; otherwise one with `camera/*` or `environment/*`
 */
export function cameraError(thrown: unknown, permission: CameraPermission = {}): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  if (!(thrown instanceof Error)) return new RecognizeError('camera/in-use', { cause: thrown });
  if (isForeignRecognizeError(thrown)) {
    const { code, detail } = thrown;
    return new RecognizeError(code, { cause: thrown, ...(detail === undefined ? {} : { detail }) });
  }
  const { name } = thrown;
  const code = name === 'NotAllowedError' ? codeOfDenial(thrown, permission) : CODE_BY_NAME[name];
  return new RecognizeError(code ?? 'camera/in-use', { cause: thrown, detail: name });
}

/** Whether the error is of another copy of the class: each entry of the package may be bundled with its own. */
function isForeignRecognizeError(error: Error): error is RecognizeError {
  return error.name === 'RecognizeError' && 'code' in error && isErrorCode(error.code);
}

/** When the user closes the permission prompt, Chromium leaves the state at "prompt" and mentions it in the message. */
function codeOfDenial({ message }: Error, { state, policyAllows }: CameraPermission): RecognizeErrorCode {
  if (policyAllows === false) return 'environment/blocked-by-policy';
  if (/dismissed/i.test(message)) return 'camera/dismissed';
  return state === 'prompt' && !/denied/i.test(message) ? 'camera/dismissed' : 'camera/denied';
}

/** Queries the browser for the state of the camera permission. Never rejects. */
export async function queryCameraPermission(): Promise<CameraPermission> {
  // Chromium only; not in the DOM types.
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  const policyAllows = featurePolicy?.allowsFeature('camera');
  const state = await navigator.permissions
    ?.query({ name: 'camera' as PermissionName })
    .then((status) => status.state)
    .catch(() => undefined);
  return {
    ...(state === undefined ? {} : { state }),
    ...(policyAllows === undefined ? {} : { policyAllows }),
  };
}
