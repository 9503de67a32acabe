import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';

/** Names of what `getUserMedia` rejects with (Media Capture and Streams, 10.2). */
const codes: Record<string, RecognizeErrorCode> = {
  NotFoundError: 'camera/none',
  OverconstrainedError: 'camera/none',
  NotReadableError: 'camera/in-use',
  AbortError: 'camera/in-use',
  SecurityError: 'environment/blocked-by-policy',
};

/** What a browser knows beside the rejection, because `NotAllowedError` has several causes. */
export interface PermissionFacts {
  /** State of the permission after the rejection; unknown where the browser does not tell. */
  readonly state?: PermissionState;
  /** Whether the page's Permissions-Policy lets it ask at all; unknown where the browser does not tell. */
  readonly policyAllows?: boolean;
}

/** A rejection of `getUserMedia` as one of `camera/*` and `environment/*`. */
export function cameraError(thrown: unknown, facts: PermissionFacts = {}): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  const code = name === 'NotAllowedError' ? refusal(thrown as Error, facts) : codes[name];
  return new RecognizeError(code ?? 'camera/in-use', { cause: thrown, detail: name });
}

/** Chromium leaves the permission at "prompt" when the question was closed, and says so in the message. */
function refusal({ message }: Error, { state, policyAllows }: PermissionFacts): RecognizeErrorCode {
  if (policyAllows === false) return 'environment/blocked-by-policy';
  if (/dismissed/i.test(message)) return 'camera/dismissed';
  return state === 'prompt' && !/denied/i.test(message) ? 'camera/dismissed' : 'camera/denied';
}

/** Asks the browser for them; what it does not know stays unknown. */
export async function permissionFacts(): Promise<PermissionFacts> {
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
