import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { AuthenticateInput, EnrollInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { JsonValue } from '../../../src/wire/json.ts';
import type { Ceremony } from '../../../src/wire/tokens.ts';
import type { TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept, type TestBrowser } from '../../support/test-browser.ts';

/** A source of authorization tokens for `EnrollInput`, `RecoverInput` and `AuthenticateInput`. */
export const authorizationFor =
  (backend: TestBackend, ceremony: Ceremony, recognizeId: string, claims: object = {}) =>
  () =>
    backend.token({ recognizeId, ceremony, ...claims });

export const enrollIn = (
  { context }: TestBrowser,
  backend: TestBackend,
  recognizeId: string,
  input: Partial<EnrollInput> = {},
) =>
  enroll(context, {
    type: 'BACKUP',
    authorization: authorizationFor(backend, 'enroll', recognizeId),
    ...input,
  });

/** Enrolls a user in a browser that is not used again. */
export async function enrollUser(
  backend: TestBackend,
  recognizeId: string,
  face: () => Float32Array,
): Promise<{ clientState: string; deviceId: string }> {
  const browser = createTestBrowser(backend, recognizeId, face);
  const { clientState, deviceId } = await enrollIn(browser, backend, recognizeId);
  return { clientState: clientState!, deviceId };
}

export const recoverIn = (
  { context }: TestBrowser,
  backend: TestBackend,
  recognizeId: string,
  clientState: string,
) =>
  recover(context, {
    recognizeId,
    clientState,
    authorization: authorizationFor(backend, 'recover', recognizeId),
  });

export const authenticateIn = (
  { context }: TestBrowser,
  backend: TestBackend,
  recognizeId: string,
  input: Partial<AuthenticateInput> = {},
) =>
  authenticate(context, {
    recognizeId,
    authorization: authorizationFor(backend, 'authenticate', recognizeId),
    ...input,
  });

/** Answers one operation in place of the backend. */
export const answerWith =
  (operation: string, answer: JsonValue): Intercept =>
  async (call, send) =>
    call.operation === operation ? answer : send();

/** The number of client devices that the backend lists. */
export async function countDevices(backend: TestBackend, recognizeId: string): Promise<number> {
  const response = await backend.fetchAs(recognizeId, 'GET', `people/${recognizeId}/devices`);
  return ((await response.json()) as { devices: unknown[] }).devices.length;
}

/** The attempts that the browser has stored for the user. */
export const attemptsOf = ({ store }: Pick<TestBrowser, 'store'>, recognizeId: string) =>
  store.updateAttempts(recognizeId, (attempts) => ({ next: attempts, result: attempts }));

/** Whether a request is interrupted before the backend gets it, or before its response arrives. */
export type Moment = 'before' | 'after';

/** Every request of a recovery and of an authentication, at both moments. */
export const crashPoints = ['configuration', 'begin', 'evaluate', 'finish'].flatMap((operation) =>
  (['before', 'after'] as const).map((moment) => ({ operation, moment })),
);

/** Ends the run at a request, as if the page were closed. The code is not `host/offline`, which would be retried. */
export const crashPageAt =
  (operation: string, moment: Moment): Intercept =>
  async (call, send) => {
    if (call.operation !== operation) return send();
    if (moment === 'after') await send();
    throw new RecognizeError('host/rejected', { detail: 'the page crashed' });
  };

/** Restarts the server over the same database at a request. */
export const restartServerAt =
  (backend: TestBackend, operation: string, moment: Moment): Intercept =>
  async (call, send) => {
    if (call.operation !== operation) return send();
    if (moment === 'before') await backend.restart();
    const response = await send();
    if (moment === 'after') await backend.restart();
    return response;
  };
