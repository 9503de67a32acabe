import { RecognizeError, type RecognizeErrorCode, toRecognizeError } from '../errors.ts';
import type { Bytes } from '../matching/bytes.ts';
import { fromBase64url, toBase64url } from '../protocol/encoding.ts';
import { ceremonies } from '../protocol/tokens.ts';
import { begin } from './ceremonies/begin.ts';
import { enroll } from './ceremonies/enroll.ts';
import { evaluate } from './ceremonies/evaluate.ts';
import { finish } from './ceremonies/finish.ts';
import type { Description } from './ceremonies/records.ts';
import type { TransferKeys } from './ceremonies/transfer-keys.ts';
import { configuration, jwks } from './configuration.ts';
import type { Context } from './context.ts';
import { describeDevice, findDevice, listDevices, removeDevice } from './devices.ts';
import type { AuthorizationRequest } from './tokens.ts';

/** What a first factor allows. */
export const operations = [
  'enroll',
  'recover',
  'authenticate',
  'list-devices',
  'rename-device',
  'remove-device',
  'add-device',
  'remove-person',
] as const;

export type Operation = (typeof operations)[number];

/** Who the host says that the request comes from, and what their first factor allows. */
export interface Permission {
  readonly recognizeId: string;
  readonly allow: readonly Operation[];
}

export type Authorize = (request: Request) => Promise<Permission | undefined>;

export interface Handling {
  readonly context: Context;
  readonly transferKeys: TransferKeys;
  readonly authorize: Authorize;
  readonly issue: (request: AuthorizationRequest) => Promise<string>;
  readonly basePath: string;
}

/** Longest body of a request, characters: twice that of M1 at the largest n. */
const longestBody = 2_000_000;

const statusOf: Partial<Record<RecognizeErrorCode, number>> = {
  'server/unauthorized': 401,
  'server/forbidden': 403,
  'server/not-found': 404,
  'ceremony/session-unknown': 404,
  'ceremony/locked': 423,
  'server/too-many': 429,
  'server/unavailable': 503,
};
const conflicts = /^(client-state|ceremony)\/|device-limit$/;

const statusFor = (code: RecognizeErrorCode): number => statusOf[code] ?? (conflicts.test(code) ? 409 : 400);

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

/** Answers one request of a browser; never rejects. Errors carry their code and nothing of the server's inside. */
export async function handle(handling: Handling, request: Request): Promise<Response> {
  try {
    return json(await route(handling, request));
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'server/unavailable');
    const status = statusFor(error.code);
    handling.context.log({ event: 'error', code: error.code, status });
    const shown = thrown instanceof RecognizeError ? error : new RecognizeError('server/unavailable');
    return json({ error: shown.toJSON() }, status);
  }
}

async function route(handling: Handling, request: Request): Promise<unknown> {
  const { context, basePath } = handling;
  const path = new URL(request.url).pathname;
  const parts = path
    .slice(path.startsWith(basePath) ? basePath.length : 0)
    .split('/')
    .filter(Boolean);
  const call = `${request.method} ${parts[0]}`;
  if (call === 'GET .well-known' && parts[1] === 'recognize') return configuration(context);
  if (call === 'GET jwks.json') return jwks(context);
  if (call === 'POST ceremonies') return ceremony(handling, request, parts.slice(1));
  if (parts[0] === 'people' && parts[1] !== undefined)
    return people(handling, request, parts.slice(1).map(decodeURIComponent));
  throw new RecognizeError('server/not-found');
}

async function ceremony(
  handling: Handling,
  request: Request,
  [id, step]: readonly string[],
): Promise<unknown> {
  const { context, transferKeys } = handling;
  const permission = await permitted(handling, request);
  const message = await readJson(request);
  const recognizeId = textOf(message, 'recognizeId');
  const sealed = bodyOf(message);
  if (recognizeId !== permission.recognizeId) throw new RecognizeError('server/forbidden');
  const answered = async (response: Promise<Bytes>) => ({ body: toBase64url(await response) });
  if (id === undefined) {
    const kind = ceremonies.find((name) => name === message.ceremony);
    if (kind === undefined) throw new RecognizeError('host/bad-response', { detail: 'ceremony' });
    requireAllowed(permission, kind);
    const description = descriptionOf(message.device);
    if (kind === 'enroll') return answered(enroll(context, recognizeId, sealed, description));
    return answered(begin(context, transferKeys, recognizeId, kind, sealed, description));
  }
  if (step === 'evaluate') return answered(evaluate(context, transferKeys, recognizeId, id, sealed));
  if (step === 'finish') return answered(finish(context, recognizeId, id, sealed));
  throw new RecognizeError('server/not-found');
}

async function people(handling: Handling, request: Request, parts: readonly string[]): Promise<unknown> {
  const { context, issue } = handling;
  const { storage, now } = context;
  const [recognizeId, folder, deviceId] = parts as [string, string?, string?];
  const permission = await permitted(handling, request);
  if (recognizeId !== permission.recognizeId) throw new RecognizeError('server/forbidden');
  const allow = (operation: Operation) => requireAllowed(permission, operation);
  const call = `${request.method} ${folder ?? ''}${deviceId === undefined ? '' : '/id'}`;
  switch (call) {
    case 'DELETE ':
      allow('remove-person');
      await storage.query('delete from recognize_people where recognize_id = $1', [recognizeId]);
      return {};
    case 'GET devices':
      allow('list-devices');
      return { devices: await listDevices(storage, recognizeId, now()) };
    case 'POST devices': {
      allow('add-device');
      const origin = request.headers.get('origin') ?? context.origins[0] ?? '';
      return { authorization: await issue({ recognizeId, ceremony: 'enroll', origin }) };
    }
    case 'GET devices/id':
      allow('list-devices');
      return { device: await findDevice(storage, recognizeId, deviceId!) };
    case 'PATCH devices/id':
      allow('rename-device');
      return { device: await describeDevice(storage, recognizeId, deviceId!, await readJson(request)) };
    case 'DELETE devices/id':
      allow('remove-device');
      await removeDevice(storage, recognizeId, deviceId!);
      return {};
    default:
      throw new RecognizeError('server/not-found');
  }
}

/** @throws RecognizeError `server/unauthorized` without a first factor */
async function permitted({ authorize }: Handling, request: Request): Promise<Permission> {
  const permission = await authorize(request);
  if (permission === undefined) throw new RecognizeError('server/unauthorized');
  return permission;
}

function requireAllowed({ allow }: Permission, operation: Operation): void {
  if (!allow.includes(operation)) throw new RecognizeError('server/forbidden');
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.length > longestBody)
    throw new RecognizeError('security/envelope-invalid', { detail: 'too long' });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, as for every other thing that is not an object.
  }
  throw new RecognizeError('host/bad-response', { detail: 'expected an object in JSON' });
}

function textOf(message: Record<string, unknown>, field: string): string {
  const value = message[field];
  if (typeof value !== 'string' || value === '' || value.length > 200) {
    throw new RecognizeError('host/bad-response', { detail: field });
  }
  return value;
}

function bodyOf(message: Record<string, unknown>): Bytes {
  if (typeof message.body !== 'string')
    throw new RecognizeError('security/envelope-invalid', { detail: 'body' });
  return fromBase64url(message.body);
}

function descriptionOf(value: unknown): Description {
  if (typeof value !== 'object' || value === null) return {};
  const texts = Object.entries(value).filter(
    ([key, text]) =>
      ['name', 'browser', 'system'].includes(key) && typeof text === 'string' && text.trim() !== '',
  );
  return Object.fromEntries(texts.map(([key, text]) => [key, (text as string).trim().slice(0, 80)]));
}
