import { RecognizeError } from '../errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export interface FileRequest {
  readonly url: URL;
  /** The field of a manifest that gave the address; errors name it. */
  readonly field?: string;
  /** What the media type must contain, for a file that the browser itself will refuse otherwise. */
  readonly type?: string;
  /** Called with the length that the server tells, once. */
  readonly onLength?: (bytes: number) => void;
  readonly onChunk?: (bytes: number) => void;
  /** How long the file may be; of a longer one comes a single byte more, for whoever checks the length to see. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

/**
 * Fetches one file as bytes, so that every way in which hosting goes wrong has its own code and names the address.
 *
 * @throws RecognizeError `assets/not-found` (also when https leads to http), `assets/wrong-type` (an HTML page at the address), `assets/incomplete`
 */
export async function fetchFile(request: FileRequest): Promise<Bytes> {
  const { url, field, most = Number.POSITIVE_INFINITY, signal = null } = request;
  const where = field === undefined ? url.href : `${field}: ${url.href}`;
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    if (signal?.aborted) throw new RecognizeError('ceremony/aborted', { cause });
    const detail = `${where} could not be fetched: ${reasonOf(cause)}`;
    throw new RecognizeError('assets/not-found', { cause, detail });
  });
  if (url.protocol === 'https:' && response.url.startsWith('http:')) {
    throw new RecognizeError('assets/not-found', {
      detail: `${where} leads to ${response.url}, without https`,
    });
  }
  if (!response.ok) {
    throw new RecognizeError('assets/not-found', { detail: `${where} answered ${response.status}` });
  }
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) {
    const detail = `${where} is an HTML page: the server answers it in place of a missing file`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
  if (request.type !== undefined && !type.includes(request.type)) {
    const detail = `${where} is served as '${type}', which a browser does not take for ${request.type}`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
  const told = Number(response.headers.get('content-length'));
  // With a content encoding the length counts compressed bytes, and says nothing here.
  const length = response.headers.has('content-encoding') || !(told > 0) ? undefined : told;
  if (length !== undefined) request.onLength?.(length);
  const bytes = await readAll(response, where, request);
  if (length !== undefined && bytes.length < Math.min(length, most)) {
    throw new RecognizeError('assets/incomplete', { detail: `${where}: ${bytes.length} of ${length} bytes` });
  }
  return bytes;
}

/** Node tells the system's reason; browsers tell nobody. */
function reasonOf(thrown: unknown): string {
  const reason = thrown instanceof Error ? thrown.cause : undefined;
  if (reason instanceof Error && reason.message !== '') return reason.message;
  return 'nothing answers there, or CORS or a policy (connect-src) forbids it';
}

async function readAll(response: Response, where: string, request: FileRequest): Promise<Bytes> {
  const { onChunk, most = Number.POSITIVE_INFINITY, signal } = request;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      length += part.value.length;
      onChunk?.(part.value.length);
      if (length > most) await reader.cancel();
    }
  } catch (cause) {
    if (signal?.aborted) throw new RecognizeError('ceremony/aborted', { cause });
    const detail = `${where} broke off after ${length} bytes`;
    throw new RecognizeError('assets/incomplete', { cause, detail });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return length > most ? bytes.slice(0, most + 1) : bytes;
}
