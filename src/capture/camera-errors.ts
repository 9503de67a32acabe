import { isErrorCode, RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import { isInAppBrowser } from './camera-api.ts';
import { cameraPermissionState } from './camera-permission.ts';

/**
 * Codes for the names of errors with which `getUserMedia` rejects (Media Capture and Streams, section 10.2). `NotAllowedError` and
 * `SecurityError` have several causes.
 */
const CODE_BY_NAME: ReadonlyMap<string, RecognizeErrorCode> = new Map([
  ['NotFoundError', 'camera/none'],
  ['OverconstrainedError', 'camera/none'],
  ['NotReadableError', 'camera/in-use'],
  ['AbortError', 'camera/in-use'],
  ['NotSupportedError', 'environment/no-camera-api'],
]);

/** People need longer to answer a prompt. A browser that rejects sooner has not asked. */
const LONGEST_REJECTION_WITHOUT_PROMPT_MS = 200;

/** What the rejection itself does not tell. Members are undefined where they are not known. */
export interface CameraPermission {
  /** State of the camera permission after the rejection. */
  readonly state?: PermissionState;
  /** Whether the page's Permissions-Policy allows the camera. Chromium reports it. */
  readonly policyAllows?: boolean;
  /** Whether a page of another origin embeds this one. */
  readonly embedded?: boolean;
  /** Time from the call to the rejection, milliseconds. */
  readonly elapsedMs?: number;
  readonly userAgent?: string;
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
  const { name, message } = thrown;
  const reason = message === '' ? name : `${name}: ${message}`;
  const code =
    name === 'NotAllowedError' || name === 'SecurityError'
      ? codeOfDenial(thrown, permission)
      : (CODE_BY_NAME.get(name) ?? 'camera/in-use');
  return new RecognizeError(code, { cause: thrown, detail: withAdvice(code, reason) });
}

function withAdvice(code: RecognizeErrorCode, reason: string): string {
  if (code !== 'environment/blocked-by-policy') return reason;
  return `the page or the page that embeds it blocks the camera (${reason}): a frame needs allow="camera", a Permissions-Policy camera=(self)`;
}

/** Whether the error is of another copy of the class: each entry of the package may be bundled with its own. */
function isForeignRecognizeError(error: Error): error is RecognizeError {
  return error.name === 'RecognizeError' && 'code' in error && isErrorCode(error.code);
}

/** The browsers have one error for a denial by the user, the system, the page that embeds this one, and an app that shows the page. */
function codeOfDenial({ name, message }: Error, permission: CameraPermission): RecognizeErrorCode {
  const { state, policyAllows, embedded = false, elapsedMs, userAgent = '' } = permission;
  const wasAsked = elapsedMs === undefined || elapsedMs > LONGEST_REJECTION_WITHOUT_PROMPT_MS;
  if (policyAllows === false || name === 'SecurityError') return 'environment/blocked-by-policy';
  // Firefox and Safari do not report the policy.
  if (policyAllows === undefined && embedded && !wasAsked) return 'environment/blocked-by-policy';
  // Chromium on macOS and Windows.
  if (/\bby (?:the )?(?:operating )?system\b/i.test(message)) return 'camera/denied-by-system';
  if (isInAppBrowser(userAgent)) return 'environment/opened-in-app';
  // When the user closes the prompt, Chromium leaves the state at "prompt" and mentions it in the message.
  if (/dismissed/i.test(message)) return 'camera/dismissed';
  return state === 'prompt' && wasAsked && !/denied/i.test(message) ? 'camera/dismissed' : 'camera/denied';
}

/**
 * Queries the browser for what it knows about the camera permission. Never rejects.
 *
 * @param elapsedMs time from the call of `getUserMedia` to its rejection, milliseconds
 */
export async function queryCameraPermission(elapsedMs: number): Promise<CameraPermission> {
  // Chromium only; not in the DOM types.
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  const policyAllows = featurePolicy?.allowsFeature('camera');
  const state = await cameraPermissionState();
  return {
    elapsedMs,
    embedded: isEmbeddedByOtherOrigin(),
    userAgent: navigator.userAgent,
    ...(state === undefined ? {} : { state }),
    ...(policyAllows === undefined ? {} : { policyAllows }),
  };
}

/** A page of another origin hides its location. A frame of the same origin may use the camera without `allow`. */
function isEmbeddedByOtherOrigin(): boolean {
  try {
    for (let frame: Window = window; frame !== frame.parent; frame = frame.parent) {
      if (frame.parent.location.origin !== location.origin) return true;
    }
    return false;
  } catch {
    return true;
  }
}
