import { RecognizeError } from '../../errors.ts';
import { sha256Hex } from '../../manifest/hash.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export interface AssetRequest {
  readonly url: URL;
  /** What the file must hash to; lower-case hex. */
  readonly sha256?: string;
  /** Length when known beforehand. */
  readonly bytes?: number;
  /** Called with the length that the server tells, once. */
  /** What the media type must contain, for a file that the browser itself will refuse otherwise. */
  readonly type?: string;
  readonly onLength?: (bytes: number) => void;
  readonly onChunk?: (bytes: number) => void;
}

/**
 * Fetches one file as bytes, so that every way in which hosting goes wrong has its own code and names the address.
 *
 * @throws RecognizeError `assets/not-found`, `assets/wrong-type` (an HTML page at the address), `assets/incomplete`,
 *   `assets/hash-mismatch`
 */
export async function fetchAsset(request: AssetRequest): Promise<Bytes> {
  const { url, sha256, bytes: expected } = request;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', { cause, detail: `${url.href} could not be fetched` });
  });
  if (!response.ok) {
    throw new RecognizeError('assets/not-found', { detail: `${url.href} answered ${response.status}` });
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    const detail = `${url.href} is an HTML page: the server answers it in place of a missing file`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
  const type = response.headers.get('content-type') ?? '';
  if (request.type !== undefined && !type.includes(request.type)) {
    const detail = `${url.href} is served as '${type}', which a browser does not take for ${request.type}`;
    throw new RecognizeError('assets/wrong-type', { detail });
  }
  const told = Number(response.headers.get('content-length'));
  // With a content encoding the length counts compressed bytes, and says nothing here.
  const length = response.headers.has('content-encoding') || !(told > 0) ? undefined : told;
  if (length !== undefined) request.onLength?.(length);
  const bytes = await readAll(response, request);
  const wanted = expected ?? length;
  if (wanted !== undefined && bytes.length < wanted) {
    throw new RecognizeError('assets/incomplete', {
      detail: `${url.href}: ${bytes.length} of ${wanted} bytes`,
    });
  }
  if (sha256 !== undefined && (await sha256Hex(bytes)) !== sha256) {
    throw new RecognizeError('assets/hash-mismatch', {
      detail: `${url.href} is another file than the manifest names`,
    });
  }
  return bytes;
}

async function readAll(response: Response, { url, onChunk }: AssetRequest): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      length += part.value.length;
      onChunk?.(part.value.length);
    }
  } catch (cause) {
    throw new RecognizeError('assets/incomplete', {
      cause,
      detail: `${url.href} broke off after ${length} bytes`,
    });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
