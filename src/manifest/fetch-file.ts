import { abortedError, RecognizeError } from '../errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export interface FileRequest {
  readonly url: URL;
  /** The manifest field that contains the URL, for error details. */
  readonly field?: string;
  /** Required part of the media type, for files that a browser rejects otherwise, such as modules. */
  readonly type?: string;
  /** Called with the length of each chunk as it arrives. */
  readonly onChunk?: (bytes: number) => void;
  /** Limits the download. Of a longer file `maxBytes + 1` bytes are returned, so that a check of the length fails. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** Default: the `fetch` of the platform. */
  readonly fetch?: typeof fetch;
}

/**
 * Fetches one file. Each kind of hosting mistake has its own error code, and `detail` names the URL.
 *
 * @throws RecognizeError `assets/not-found` (unreachable, an error status, or a redirect from https to http), `assets/wrong-type` (an HTML
 *   page or another media type), `assets/incomplete` (the transfer ended early), `ceremony/aborted`
 */
export async function fetchFile(request: FileRequest): Promise<Bytes> {
  const { url, field, maxBytes = Number.POSITIVE_INFINITY } = request;
  const source = field === undefined ? url.href : `${field}: ${url.href}`;
  const response = await openResponse(source, request);
  checkResponse(response, source, request);
  const length = announcedLength(response);
  const bytes = await readBody(response, source, request);
  if (length !== undefined && bytes.length < Math.min(length, maxBytes)) {
    throw new RecognizeError('assets/incomplete', {
      detail: `${source}: ${bytes.length} of ${length} bytes`,
    });
  }
  return bytes;
}

function openResponse(source: string, request: FileRequest): Promise<Response> {
  const { url, signal, fetch: fetchUrl = fetch } = request;
  return fetchUrl(url, { signal: signal ?? null }).catch((cause: unknown) => {
    if (signal?.aborted) throw abortedError(signal);
    const detail = `${source} could not be fetched: ${reasonOf(cause)}`;
    throw new RecognizeError('assets/not-found', { cause, detail });
  });
}

function checkResponse(response: Response, source: string, { url, type: requiredType }: FileRequest): void {
  if (url.protocol === 'https:' && response.url.startsWith('http:')) {
    const detail = `${source} redirects to ${response.url}, without https`;
    throw new RecognizeError('assets/not-found', { detail });
  }
  if (!response.ok) {
    throw new RecognizeError('assets/not-found', { detail: `${source} answered ${response.status}` });
  }
  const type = (response.headers.get('content-type') ?? '').toLowerCase();
  if (type.startsWith('text/html')) {
    const detail = `${source} is an HTML page, which the server sends in place of a missing file`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
  if (requiredType !== undefined && !type.includes(requiredType)) {
    const detail = `${source} is served as '${type}', which browsers do not accept as ${requiredType}`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
}

/** `undefined` if unknown: with a content encoding, the header counts compressed bytes. */
function announcedLength({ headers }: Response): number | undefined {
  const length = Number(headers.get('content-length'));
  return headers.has('content-encoding') || !(length > 0) ? undefined : length;
}

/** Node reports the system's reason as the cause; browsers report none. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.cause : undefined;
  if (reason instanceof Error && reason.message !== '') return reason.message;
  return 'the server is unreachable, or CORS or a Content-Security-Policy (connect-src) blocks the request';
}

async function readBody(response: Response, source: string, request: FileRequest): Promise<Bytes> {
  const { onChunk, maxBytes = Number.POSITIVE_INFINITY, signal } = request;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = response.body!.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      chunks.push(chunk.value);
      length += chunk.value.length;
      onChunk?.(chunk.value.length);
      if (length > maxBytes) await reader.cancel();
    }
  } catch (cause) {
    if (signal?.aborted) throw abortedError(signal);
    const detail = `${source} broke off after ${length} bytes`;
    throw new RecognizeError('assets/incomplete', { cause, detail });
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return length > maxBytes ? bytes.slice(0, maxBytes + 1) : bytes;
}
