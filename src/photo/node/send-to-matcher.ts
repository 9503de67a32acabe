import { RecognizeError } from '../../errors.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { type Bytes, systemRandom } from '../../wire/bytes.ts';
import {
  type Configuration,
  NONCE_BYTES,
  parseConfiguration,
  requireSameProtocol,
  verifyEnvelopeKeyAge,
} from '../../wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../../wire/envelope.ts';
import { readHttpResponse } from '../../wire/http-response.ts';
import { parseResponse, parseSealedResponse } from '../../wire/responses.ts';

/** How to reach the backend module. */
export interface Backend {
  /** URL where it is mounted. */
  readonly backend: string | URL;
  /** Headers of every request, by which the host knows the session. */
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[] | undefined;
  /** Sends a request; default: over the network. In the process of the backend it is `server.fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The matcher's public key, 64 bytes as base64url. Without it the key of the backend is trusted. */
  readonly matcherKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An encrypted channel to the matcher, for one user. */
export interface Channel {
  readonly configuration: Configuration;
  /** @param fields of the request besides the sealed body, in the clear */
  send(step: EnvelopeStep, path: string, fields: object, message: Bytes): Promise<Bytes>;
}

/** @throws RecognizeError `security/*`, `assets/version-mismatch`, `host/*`, `server/*` */
export async function openChannel(backend: Backend, recognizeId: string): Promise<Channel> {
  const nonce = systemRandom(NONCE_BYTES);
  const path = `.well-known/recognize?nonce=${toBase64url(nonce)}`;
  const configuration = await request(backend, 'configuration', path, undefined, parseConfiguration);
  requireSameProtocol(configuration);
  const matcherKey = await verifyEnvelopeKeyAge(configuration, backend.matcherKey, nonce, Date.now());
  return {
    configuration,
    async send(step, sendPath, fields, message) {
      const seal = await encapsulate({ matcherKey, step, recognizeId });
      const { sealed, open } = await seal(message);
      const body = { ...fields, recognizeId, body: toBase64url(sealed) };
      return open(await request(backend, sendPath, sendPath, body, parseSealedResponse));
    },
  };
}

async function request<Result>(
  { backend, headers: given, fetch = globalThis.fetch, signal }: Backend,
  operation: string,
  path: string,
  body: object | undefined,
  parse: (response: unknown) => Result,
): Promise<Result> {
  const url = `${String(backend).replace(/\/*$/, '')}/${path}`;
  const headers = new Headers(given as ConstructorParameters<typeof Headers>[0]);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const sent = new Request(url, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const response = await fetch(sent).catch((cause: unknown) => {
    throw new RecognizeError(signal?.aborted ? 'ceremony/aborted' : 'host/offline', {
      cause,
      detail: `${operation}: no answer from ${url.replace(/\?.*$/, '')}`,
    });
  });
  const answer = readHttpResponse(operation, {
    status: response.status,
    body: await response.text(),
    url: response.url || url,
    redirected: response.redirected,
    header: (name) => response.headers.get(name),
  });
  return parseResponse(operation, answer, parse);
}
