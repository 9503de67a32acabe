import { RecognizeError, type RecognizeErrorCode, toRecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, systemRandom } from '../wire/bytes.ts';
import {
  HANDOFF_KEY_BYTES,
  type HandoffLink,
  type HandoffSettings,
  handoffKeyHash,
  linkKeyOf,
  type OpenedHandoff,
  openFromBrowser,
  parseHandoffSettings,
  parseOpenedHandoff,
  parseTakenHandoff,
  sealForBrowser,
} from '../wire/handoff.ts';
import type { JsonObject } from '../wire/json.ts';
import { parseAuthorizationResponse, parseEmptyResponse } from '../wire/responses.ts';
import { callHost } from './call-host.ts';
import { CEREMONIES_PATH, CHALLENGES_PATH, CONFIGURATION_PATH, handoffPath } from './paths.ts';
import { sleep } from './timeout.ts';
import type { EnrollResult, Host, HostCall } from './types.ts';

/** Delays before an enrollment is delivered again: only this phone has its client state. Together they last as long as a hand-off. */
const DELIVERY_DELAYS_MS = [1_000, 3_000, 6_000, 15_000, 30_000, 60_000, 60_000, 60_000];
const CODES_TO_RETRY: readonly RecognizeErrorCode[] = [
  'host/offline',
  'host/no-response',
  'server/unavailable',
];

/** Whether the typed code was the one that the desktop shows, and if so, the input of the ceremony. */
export type Taken =
  | { readonly accepted: true; readonly settings: HandoffSettings }
  | { readonly accepted: false; readonly triesLeft: number };

/** The phone's side of one hand-off. It has no session: it proves itself with the secret of the link, and then with a key of its own. */
export class PhoneHandoff {
  readonly link: HandoffLink;
  readonly #host: Host;
  /** Created here, so that a link which others have read is no use once this phone has taken it. */
  readonly #key: Bytes = systemRandom(HANDOFF_KEY_BYTES);

  /** @param host the page's connection to the backend */
  constructor(link: HandoffLink, host: Host) {
    this.link = link;
    this.#host = host;
  }

  /** Who asks. It does not use the link up. @throws RecognizeError `handoff/*`, `host/*` */
  open(signal: AbortSignal): Promise<OpenedHandoff> {
    return this.#call('open', this.#linkBody(), parseOpenedHandoff, signal);
  }

  /**
   * Uses the link up, if the code is right. A repeated call of the same phone gets the same answer.
   *
   * @param code as the person typed it
   * @throws RecognizeError `handoff/*`, `host/*`; `security/envelope-invalid`
   */
  async take(code: string, signal: AbortSignal): Promise<Taken> {
    const body = { ...this.#linkBody(), code, phone: toBase64url(handoffKeyHash(this.#key)) };
    const taken = await this.#call('take', body, parseTakenHandoff, signal);
    if (!taken.accepted) return taken;
    const settings = await openFromBrowser(this.link.secret, 'payload', taken.payload);
    return { accepted: true, settings: parseHandoffSettings(settings) };
  }

  /** The person does not want it. @throws RecognizeError `handoff/*`, `host/*` */
  decline(signal: AbortSignal): Promise<void> {
    return this.#call('decline', this.#linkBody(), parseEmptyResponse, signal);
  }

  /** The authorization of one run. @throws RecognizeError `handoff/*`, `host/*`, `server/*` */
  authorize(signal: AbortSignal): Promise<string> {
    return this.#call('authorize', this.#keyBody(), parseAuthorizationResponse, signal);
  }

  /**
   * Sends the result of an enrollment to the desktop, encrypted, and repeats that while the phone is offline.
   *
   * @param isFinal whether nothing follows
   * @throws RecognizeError `handoff/*`, `host/*`, `ceremony/aborted`
   */
  async deliver(result: EnrollResult, isFinal: boolean, signal: AbortSignal): Promise<void> {
    const sealed = toBase64url(await sealForBrowser(this.link.secret, 'result', result));
    const body = { ...this.#keyBody(), result: sealed, isFinal };
    for (const delayMs of [...DELIVERY_DELAYS_MS, undefined]) {
      try {
        return await this.#call('result', body, parseEmptyResponse, signal);
      } catch (thrown) {
        const { code } = toRecognizeError(thrown, 'host/rejected');
        if (delayMs === undefined || !CODES_TO_RETRY.includes(code)) throw thrown;
        await sleep(delayMs, signal);
      }
    }
  }

  /** A connection for the ceremony: the key of the phone replaces a session. */
  readonly connection: Host = (call, signal) => this.#host(this.#withKey(call), signal);

  #withKey(call: HostCall): HostCall {
    if (call.path.startsWith(CONFIGURATION_PATH)) return call;
    const isCeremony = [CEREMONIES_PATH, CHALLENGES_PATH].includes(call.path.split('/')[0]!);
    // Such as the list of devices.
    if (!isCeremony)
      throw new RecognizeError('server/forbidden', {
        detail: `${call.operation}: a phone can do only what was handed off to it`,
      });
    const path = `${call.path}?handoff=${this.link.handoffId}`;
    return { ...call, path, body: { ...call.body, ...this.#keyBody() } };
  }

  #linkBody(): JsonObject {
    return { linkKey: toBase64url(linkKeyOf(this.link.secret)) };
  }

  #keyBody(): JsonObject {
    return { handoffKey: toBase64url(this.#key) };
  }

  #call<Result>(
    message: 'open' | 'take' | 'decline' | 'authorize' | 'result',
    body: JsonObject,
    parse: (response: unknown) => Result,
    signal: AbortSignal,
  ): Promise<Result> {
    const operation = message === 'result' ? 'deliver-handoff' : (`${message}-handoff` as const);
    const path = handoffPath(this.link.handoffId, message);
    const call = { ceremony: this.link.ceremony, operation, method: 'POST', path, body } as const;
    return callHost({ host: this.#host, signal }, call, parse);
  }
}
