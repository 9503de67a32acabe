import { RecognizeError, toRecognizeError } from '../errors.ts';
import type { HandoffDetail } from '../events.ts';
import { openAssertion } from '../wire/assertion.ts';
import { toBase64url } from '../wire/base64url.ts';
import { systemRandom } from '../wire/bytes.ts';
import { decodeClientState } from '../wire/client-state.ts';
import {
  type Configuration,
  NONCE_BYTES,
  parseConfiguration,
  verifyEnvelopeKeyAge,
} from '../wire/configuration.ts';
import {
  HANDOFF_KEY_BYTES,
  type HandoffLink,
  type HandoffSettings,
  type HandoffStatus,
  handoffKeyHash,
  linkKeyOf,
  linkTo,
  openFromBrowser,
  parseCreatedHandoff,
  parseHandoffEnrollment,
  parseHandoffStatus,
  sealForBrowser,
} from '../wire/handoff.ts';
import { parseEmptyResponse } from '../wire/responses.ts';
import type { Ceremony } from '../wire/tokens.ts';
import { authorize } from './authorization.ts';
import { callHost } from './call-host.ts';
import { checkAuthenticateInput, checkEnrollInput, checkRecoverInput } from './input.ts';
import { livenessOfRun } from './liveness.ts';
import { CONFIGURATION_PATH, HANDOFFS_PATH, handoffPath } from './paths.ts';
import { sleep } from './timeout.ts';
import type {
  AuthenticateInput,
  AuthenticateResult,
  CeremonyContext,
  EnrollInput,
  EnrollResult,
  RecoverInput,
  RecoverResult,
} from './types.ts';

/** Between two requests for the state of a hand-off. */
const POLL_INTERVAL_MS = 2_000;
/** A desktop that is offline for longer than the hand-off lasts gives up this long after its end. */
const MARGIN_MS = 10_000;
/** Errors that may be temporary: the next request may succeed. */
const TEMPORARY_CODES = ['host/offline', 'host/no-response', 'server/unavailable', 'server/too-many'];

/** What a hand-off needs: neither camera nor models nor storage. */
export interface HandoffContext
  extends Pick<
    CeremonyContext,
    'host' | 'signal' | 'origin' | 'description' | 'matcherKey' | 'now' | 'liveness'
  > {
  /** Called when the hand-off exists, and when its state changes. */
  readonly onHandoff: (detail: HandoffDetail) => void;
}

/** A ceremony with its input. */
export type HandedOff =
  | { readonly ceremony: 'enroll'; readonly input: EnrollInput }
  | { readonly ceremony: 'recover'; readonly input: RecoverInput }
  | { readonly ceremony: 'authenticate'; readonly input: AuthenticateInput };

type HandoffResult = EnrollResult | RecoverResult | AuthenticateResult;

/**
 * Lets a phone carry out a ceremony: creates the link and the code, waits for the phone, and returns its result. An abort cancels the
 * hand-off on the server.
 *
 * @throws RecognizeError `handoff/expired`, `handoff/cancelled`; as the ceremony for its input and authorization; `host/*`, `server/*`,
 *   `security/*`, `ceremony/aborted`
 */
export async function handOff(context: HandoffContext, handedOff: HandedOff): Promise<HandoffResult> {
  checkInput(handedOff);
  const { ceremony, input } = handedOff;
  const { origin, signal } = context;
  const expected = { ceremony, recognizeId: input.recognizeId, origin } as const;
  const { token, claims } = await authorize(input.authorization, expected, signal);
  const recognizeId = claims.sub;
  const configuration = await fetchConfiguration(context, ceremony);
  const secret = systemRandom(HANDOFF_KEY_BYTES);
  const settings = settingsOf(handedOff, recognizeId);
  const { browser, system } = context.description;
  const body = {
    recognizeId,
    ceremony,
    authorization: token,
    link: toBase64url(handoffKeyHash(linkKeyOf(secret))),
    payload: toBase64url(await sealForBrowser(secret, 'payload', settings)),
    liveness: livenessOfRun(context, claims),
    device: { browser, system },
  };
  const call = { ceremony, operation: 'create-handoff', method: 'POST', path: HANDOFFS_PATH, body } as const;
  const created = await callHost(context, call, parseCreatedHandoff);
  const link: HandoffLink = { ceremony, handoffId: created.handoffId, secret };
  const detail = { id: created.handoffId, url: linkTo(created.page, link), code: created.code };
  context.onHandoff({ ...detail, state: 'waiting' });
  try {
    const status = await awaitPhone(context, link, created.remainingMs, (state) =>
      context.onHandoff({ ...detail, state }),
    );
    const result = await resultOf(link, recognizeId, status);
    await verifyResult(context, configuration, link, recognizeId, result.assertion);
    return { ...result, handoff: created.handoffId };
  } catch (thrown) {
    if (signal.aborted) cancel(context, link);
    throw thrown;
  }
}

/** What is wrong is reported before anything is sent. */
function checkInput({ ceremony, input }: HandedOff): void {
  if (ceremony === 'enroll') checkEnrollInput(input);
  else if (ceremony === 'authenticate') checkAuthenticateInput(input);
  else checkRecoverInput(input);
  if (ceremony !== 'recover') return;
  if (decodeClientState(input.clientState).recognizeId !== input.recognizeId)
    throw new RecognizeError('client-state/wrong-person', {
      detail: 'clientState: expected one of this user',
    });
}

function settingsOf({ ceremony, input }: HandedOff, recognizeId: string): HandoffSettings {
  if (ceremony === 'enroll') return { recognizeId, type: input.type, activate: input.activate === true };
  if (ceremony === 'recover') return { recognizeId, clientState: input.clientState };
  const { challenge, transaction } = input;
  return {
    recognizeId,
    ...(challenge === undefined ? {} : { challenge }),
    ...(transaction === undefined ? {} : { transaction }),
  };
}

/** The keys of the matcher, compared with the pinned one before anything is handed off. */
async function fetchConfiguration(context: HandoffContext, ceremony: Ceremony): Promise<Configuration> {
  const nonce = systemRandom(NONCE_BYTES);
  const path = `${CONFIGURATION_PATH}?nonce=${toBase64url(nonce)}`;
  const call = { ceremony, operation: 'configuration', method: 'GET', path } as const;
  const configuration = await callHost(context, call, parseConfiguration);
  await verifyEnvelopeKeyAge(configuration, context.matcherKey, nonce, context.now());
  return configuration;
}

/**
 * Requests the state of the hand-off until the phone has succeeded.
 *
 * @throws RecognizeError `handoff/expired`, `handoff/cancelled`; the error of the last request when the connection stays lost
 */
async function awaitPhone(
  context: HandoffContext,
  { ceremony, handoffId }: HandoffLink,
  remainingMs: number,
  onState: (state: HandoffStatus['state']) => void,
): Promise<HandoffStatus> {
  const call = { ceremony, operation: 'poll-handoff', method: 'GET', path: handoffPath(handoffId) } as const;
  let shown: HandoffStatus['state'] = 'waiting';
  let deadline = performance.now() + remainingMs + MARGIN_MS;
  for (;;) {
    await sleep(POLL_INTERVAL_MS, context.signal);
    let status: HandoffStatus;
    try {
      status = await callHost(context, call, parseHandoffStatus);
    } catch (thrown) {
      const { code } = toRecognizeError(thrown, 'host/rejected');
      if (code === 'server/not-found') throw new RecognizeError('handoff/expired', { cause: thrown });
      if (TEMPORARY_CODES.includes(code) && performance.now() < deadline) continue;
      throw thrown;
    }
    deadline = performance.now() + status.remainingMs + MARGIN_MS;
    if (status.state !== shown) onState(status.state);
    shown = status.state;
    // A phone that was lost after its enrollment has delivered that before.
    if (shown === 'done' || (shown === 'expired' && status.result !== undefined)) return status;
    if (shown === 'expired') throw new RecognizeError('handoff/expired');
    if (shown === 'cancelled') throw new RecognizeError('handoff/cancelled');
  }
}

/** The result of the ceremony, as the phone has it. */
async function resultOf(
  { ceremony, secret }: HandoffLink,
  recognizeId: string,
  { assertion, device, result }: HandoffStatus,
): Promise<HandoffResult> {
  const missing = (field: string) =>
    new RecognizeError('host/bad-response', { detail: `poll-handoff: handoff.${field}: missing` });
  if (ceremony === 'enroll') {
    if (result === undefined) throw missing('result');
    return parseHandoffEnrollment(await openFromBrowser(secret, 'result', result));
  }
  if (assertion === undefined) throw missing('assertion');
  if (ceremony === 'authenticate') return { assertion };
  // Removed from the list before the desktop has learned of it.
  if (device === undefined) throw new RecognizeError('client-state/revoked');
  return { recognizeId, device, assertion };
}

/** The host's backend verifies the assertion. This finds an answer that is not of the matcher, or of another ceremony. */
async function verifyResult(
  { origin }: HandoffContext,
  { signingKey }: Configuration,
  { ceremony, handoffId }: HandoffLink,
  recognizeId: string,
  assertion: string,
): Promise<void> {
  const claims = await openAssertion(assertion, signingKey);
  // An enrollment that also binds the phone ends with the assertion of that.
  const isOfCeremony =
    claims.ceremony === ceremony || (ceremony === 'enroll' && claims.ceremony === 'recover');
  if (!isOfCeremony || claims.sub !== recognizeId || claims.aud !== origin || claims.handoff !== handoffId)
    throw new RecognizeError('security/assertion-invalid', {
      detail: 'assertion: expected one of this hand-off',
    });
}

/** The run has ended already, so this does not wait, and nobody learns of a failure: the link then expires. */
function cancel({ host }: HandoffContext, { ceremony, handoffId }: HandoffLink): void {
  const path = handoffPath(handoffId);
  const call = { ceremony, operation: 'cancel-handoff', method: 'DELETE', path } as const;
  const { signal } = new AbortController();
  callHost({ host, signal }, call, parseEmptyResponse).catch(() => {});
}
