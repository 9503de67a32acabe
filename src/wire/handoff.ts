import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { cleanName } from '../visible-text.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { base64urlBytes } from './base64url-schema.ts';
import { type Bytes, concat, systemRandom, utf8 } from './bytes.ts';
import { parseDevice } from './device.ts';
import { taggedHash } from './hash.ts';
import { deviceIdSchema, recognizeIdSchema } from './ids.ts';
import { parseWith } from './parse.ts';
import { type Ceremony, ceremonies } from './tokens.ts';

// A hand-off has one secret, which the desktop creates and only the link contains. Two keys are derived from it: the link key opens the
// hand-off on the server, and the sealing key encrypts what desktop and phone tell each other. The server never gets the sealing key.

/** Bytes of the secret of a link, and of every key here. */
export const HANDOFF_KEY_BYTES = 32;

/** Proves to the server that the phone has the link. */
export const linkKeyOf = (secret: Bytes): Bytes => taggedHash('handoff/link-key', secret);

/** What the server stores of the link key, and of the key of the phone. */
export const handoffKeyHash = (key: Bytes): Bytes => taggedHash('handoff/key-hash', key);

/** `payload` goes from the desktop to the phone, `result` the other way. */
type Direction = 'payload' | 'result';

const IV_BYTES = 12;

const sealingKeyOf = (secret: Bytes) =>
  crypto.subtle.importKey('raw', taggedHash('handoff/sealing-key', secret), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);

/** Encrypts JSON for the other browser: IV (12 bytes) ‖ ciphertext of AES-256-GCM. */
export async function sealForBrowser(secret: Bytes, direction: Direction, value: object): Promise<Bytes> {
  const iv = systemRandom(IV_BYTES);
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(direction) };
  const sealed = await crypto.subtle.encrypt(
    algorithm,
    await sealingKeyOf(secret),
    utf8(JSON.stringify(value)),
  );
  return concat(iv, new Uint8Array(sealed));
}

/** @throws RecognizeError `security/envelope-invalid` when the other browser has not sealed it */
export async function openFromBrowser(secret: Bytes, direction: Direction, sealed: Bytes): Promise<unknown> {
  try {
    const algorithm = { name: 'AES-GCM', iv: sealed.slice(0, IV_BYTES), additionalData: utf8(direction) };
    const opened = await crypto.subtle.decrypt(algorithm, await sealingKeyOf(secret), sealed.slice(IV_BYTES));
    return JSON.parse(new TextDecoder().decode(opened));
  } catch (cause) {
    throw new RecognizeError('security/envelope-invalid', { cause, detail: `handoff.${direction}` });
  }
}

/** What the link says: the value of the attribute `handoff-id`. */
export interface HandoffLink {
  readonly ceremony: Ceremony;
  /** base64url of 16 bytes. */
  readonly handoffId: string;
  readonly secret: Bytes;
}

/**
 * The address that the QR code contains. The secret is in its fragment, which browsers do not send.
 *
 * @param page of the phone; its fragment, if it has one, stays in front
 */
export function linkTo(page: string, { ceremony, handoffId, secret }: HandoffLink): string {
  const value = `${ceremony}.${handoffId}.${toBase64url(secret)}`;
  return page.includes('#') ? `${page}${value}` : `${page}#${value}`;
}

const LINK = /^(\w+)\.([\w-]{22})\.([\w-]{43})$/;

/** Reads the value of `handoff-id`. @returns undefined for another text */
export function parseHandoffLink(value: string): HandoffLink | undefined {
  const [, name, handoffId, secret] = LINK.exec(value.trim().replace(/^#/, '')) ?? [];
  const ceremony = ceremonies.find((candidate) => candidate === name);
  if (ceremony === undefined || handoffId === undefined || secret === undefined) return undefined;
  try {
    return { ceremony, handoffId, secret: fromBase64url(secret) };
  } catch {
    return undefined;
  }
}

/** Ten minutes: longer than a hand-off lasts. */
const MAX_REMAINING_MS = 600_000;
const remainingMs = v.pipe(
  v.number('expected a number'),
  v.transform((value) => Math.min(Math.max(0, value), MAX_REMAINING_MS)),
);
const shownText = v.pipe(v.string('expected text'), v.transform(cleanName));

const device = v.pipe(
  v.unknown(),
  v.transform((value) => parseDevice(value)),
);

const settingsSchema = v.object({
  recognizeId: recognizeIdSchema,
  type: v.exactOptional(v.picklist(['BACKUP', 'TEMPORARY'])),
  activate: v.exactOptional(v.boolean()),
  clientState: v.exactOptional(v.string()),
  challenge: v.exactOptional(v.string()),
  transaction: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

/** What the desktop tells the phone about the ceremony: the input of its run, without the authorization. */
export type HandoffSettings = v.InferOutput<typeof settingsSchema>;

/** @throws RecognizeError `security/envelope-invalid` */
export const parseHandoffSettings = (value: unknown): HandoffSettings =>
  parseWith(settingsSchema, value, 'security/envelope-invalid', 'handoff.payload');

const enrollmentSchema = v.object({
  recognizeId: recognizeIdSchema,
  deviceId: deviceIdSchema,
  type: v.picklist(['BACKUP', 'TEMPORARY']),
  clientState: v.exactOptional(v.string()),
  assertion: v.string(),
  device: v.exactOptional(device),
});

/** The result of an enrollment on the phone. @throws RecognizeError `security/envelope-invalid` */
export const parseHandoffEnrollment = (value: unknown): v.InferOutput<typeof enrollmentSchema> =>
  parseWith(enrollmentSchema, value, 'security/envelope-invalid', 'handoff.result');

const createdSchema = v.object({
  handoffId: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  page: v.pipe(v.string(), v.url('expected a URL')),
  code: v.pipe(v.string(), v.regex(/^\d\d$/, 'expected two digits')),
  remainingMs,
});

/** Answer to `POST handoffs`. */
export type CreatedHandoff = v.InferOutput<typeof createdSchema>;

export const parseCreatedHandoff = (value: unknown): CreatedHandoff =>
  parseWith(createdSchema, value, 'host/bad-response', 'handoff');

const statusSchema = v.object({
  state: v.picklist(['waiting', 'taken', 'done', 'cancelled', 'expired']),
  remainingMs,
  assertion: v.optional(v.string()),
  device: v.optional(device),
  result: v.optional(base64urlBytes()),
});

/** Answer to `GET handoffs/{handoffId}`. */
export type HandoffStatus = v.InferOutput<typeof statusSchema>;

export const parseHandoffStatus = (value: unknown): HandoffStatus =>
  parseWith(statusSchema, value, 'host/bad-response', 'handoff');

const openedSchema = v.object({
  browser: v.optional(shownText),
  system: v.optional(shownText),
  triesLeft: v.number(),
  remainingMs,
});

/** Answer to `POST handoffs/{handoffId}/open`: who asks. */
export type OpenedHandoff = v.InferOutput<typeof openedSchema>;

export const parseOpenedHandoff = (value: unknown): OpenedHandoff =>
  parseWith(openedSchema, value, 'host/bad-response', 'handoff');

const takenSchema = v.variant('accepted', [
  v.object({ accepted: v.literal(true), payload: base64urlBytes(), remainingMs }),
  v.object({ accepted: v.literal(false), triesLeft: v.number() }),
]);

/** Answer to `POST handoffs/{handoffId}/take`. */
export type TakenHandoff = v.InferOutput<typeof takenSchema>;

export const parseTakenHandoff = (value: unknown): TakenHandoff =>
  parseWith(takenSchema, value, 'host/bad-response', 'handoff');
