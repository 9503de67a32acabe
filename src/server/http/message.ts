import { RecognizeError } from '../../errors.ts';
import { parseBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';
import type { Description } from '../ceremonies/records.ts';
import { cleanText } from '../clean-text.ts';

/** Longest body of a request, bytes: twice that of BeginRequest at the largest n. */
const longestBody = 2_000_000;

/** The object in a request's body. @throws RecognizeError `security/envelope-invalid` when it is too long, `host/bad-response` */
export async function readMessage(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, as for every other thing that is not an object.
  }
  throw new RecognizeError('host/bad-response', { detail: 'expected an object in JSON' });
}

/** Reads no further than the longest body that there is. */
async function readText({ body }: Request): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestBody) throw new RecognizeError('security/envelope-invalid', { detail: 'too long' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

export function textOf(message: Record<string, unknown>, field: string): string {
  const value = message[field];
  if (typeof value !== 'string' || value === '' || value.length > 200) {
    throw new RecognizeError('host/bad-response', { detail: field });
  }
  return value;
}

/** The sealed bytes that a message carries. @throws RecognizeError `security/envelope-invalid` */
export function bodyOf(message: Record<string, unknown>): Bytes {
  if (typeof message.body !== 'string')
    throw new RecognizeError('security/envelope-invalid', { detail: 'body' });
  return parseBase64url(message.body, 'security/envelope-invalid', 'body');
}

/** What a browser says of itself; whatever is not text is left out. */
export function descriptionOf(value: unknown): Description {
  if (typeof value !== 'object' || value === null) return {};
  const found = value as Record<string, unknown>;
  const texts = ['name', 'browser', 'system'].map((key) => [key, cleanText(found[key])] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}
