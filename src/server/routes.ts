import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import { ceremonies } from '../wire/tokens.ts';
import { begin } from './ceremonies/begin.ts';
import { enroll } from './ceremonies/enroll.ts';
import { evaluate } from './ceremonies/evaluate.ts';
import { finish } from './ceremonies/finish.ts';
import type { TransferKeys } from './ceremonies/transfer-keys.ts';
import { configuration, jwks } from './configuration.ts';
import type { Context } from './context.ts';
import { findDevice, listDevices, removeDevice, removePerson, renameDevice } from './devices.ts';
import { json, refusal } from './http/answer.ts';
import { bodyOf, descriptionOf, readMessage, textOf } from './http/message.ts';
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

export type Authorize = (request: Request) => Promise<Permission | null | undefined>;

export interface Handling {
  readonly context: Context;
  readonly transferKeys: TransferKeys;
  readonly authorize: Authorize;
  readonly issue: (request: AuthorizationRequest) => Promise<string>;
  readonly basePath: string;
}

/** Answers one request of a browser; never rejects. Errors carry their code and nothing of the server's inside. */
export async function handle(handling: Handling, request: Request): Promise<Response> {
  try {
    return json(await route(handling, request));
  } catch (thrown) {
    return refusal(thrown, handling.context.log);
  }
}

async function route(handling: Handling, request: Request): Promise<unknown> {
  const { context, basePath } = handling;
  const [first, second, ...rest] = partsOf(new URL(request.url).pathname, basePath);
  const call = `${request.method} ${first}`;
  if (call === 'GET .well-known' && second === 'recognize') return configuration(context);
  if (call === 'GET jwks.json') return jwks(context);
  if (call === 'POST ceremonies') return ceremony(handling, request, second, rest[0]);
  if (first === 'people' && second !== undefined) return people(handling, request, second, rest);
  throw new RecognizeError('server/not-found');
}

/** The decoded parts of a path below the place where the handler is mounted. @throws RecognizeError `server/not-found` */
function partsOf(path: string, basePath: string): string[] {
  if (path !== basePath && !path.startsWith(`${basePath}/`)) throw new RecognizeError('server/not-found');
  try {
    return path.slice(basePath.length).split('/').filter(Boolean).map(decodeURIComponent);
  } catch (cause) {
    throw new RecognizeError('server/not-found', { cause });
  }
}

async function ceremony(
  handling: Handling,
  request: Request,
  id: string | undefined,
  step: string | undefined,
): Promise<unknown> {
  const { context, transferKeys } = handling;
  const permission = await permitted(handling, request);
  const message = await readMessage(request);
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

async function people(
  handling: Handling,
  request: Request,
  recognizeId: string,
  [folder, deviceId]: readonly string[],
): Promise<unknown> {
  const { context, issue } = handling;
  const { storage, now } = context;
  const permission = await permitted(handling, request);
  if (recognizeId !== permission.recognizeId) throw new RecognizeError('server/forbidden');
  const allow = (operation: Operation) => requireAllowed(permission, operation);
  const call = `${request.method} ${folder ?? ''}${deviceId === undefined ? '' : '/id'}`;
  switch (call) {
    case 'DELETE ':
      allow('remove-person');
      await removePerson(storage, recognizeId);
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
    case 'PATCH devices/id': {
      allow('rename-device');
      const { name } = await readMessage(request);
      return { device: await renameDevice(storage, recognizeId, deviceId!, name) };
    }
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
  if (!permission) throw new RecognizeError('server/unauthorized');
  return permission;
}

function requireAllowed({ allow }: Permission, operation: Operation): void {
  if (!allow.includes(operation)) throw new RecognizeError('server/forbidden');
}
