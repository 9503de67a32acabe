import { RecognizeError } from '../../../errors.ts';
import { deviceListStatement } from '../../../wire/removal-statements.ts';
import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import * as devices from '../../devices.ts';
import { matcherKeyOf } from '../../keys.ts';
import type { Operation } from '../../operations.ts';
import { normalizeOrigin, originOf } from '../../origins.ts';
import { listActiveDevices } from '../../repositories/active-devices.ts';
import { signStatement } from '../../sign-statement.ts';
import { issueAuthorization } from '../../tokens.ts';
import { PLAIN_BODY_BYTES } from '../body-limits.ts';
import { readNonce } from '../nonce.ts';
import { readBody } from '../request-body.ts';
import type { Handler } from '../router.ts';
import { addDeviceSchema, renameDeviceSchema } from '../schemas.ts';

interface UserPath {
  readonly recognizeId: string;
}
interface DevicePath extends UserPath {
  readonly deviceId: string;
}

/**
 * A handler that runs when the request comes from the user in the path and the first factor allows the operation. Otherwise it rejects
 * with RecognizeError `server/unauthorized` or `server/forbidden`.
 */
const allowed =
  <Parameters extends UserPath>(operation: Operation, handler: Handler<Parameters>): Handler<Parameters> =>
  async (context, request, parameters) => {
    const permission = await requirePermission(context.authorize, request);
    requireUser(permission, parameters.recognizeId);
    requireOperation(permission, operation);
    return handler(context, request, parameters);
  };

export const removePerson = allowed<UserPath>('remove-person', async (context, _request, { recognizeId }) => {
  await devices.removePerson(context, recognizeId);
  return {};
});

/** With the query `nonce=…` the list is signed, so that a browser can delete the key of a removed device. */
export const listDevices = allowed<UserPath>(
  'list-devices',
  async ({ storage, now, keys }, request, { recognizeId }) => {
    const nonce = readNonce(request);
    const devices = await listActiveDevices(storage, keys.rows, recognizeId, now());
    if (nonce === undefined) return { devices };
    const statement = deviceListStatement(nonce, recognizeId, devices);
    return { devices, signingKey: matcherKeyOf(keys), signature: await signStatement(keys, statement) };
  },
);

/** Issues the authorization for a further enrollment. */
export const addDevice = allowed<UserPath>('add-device', async (context, request, { recognizeId }) => {
  const { origin } = await readBody(request, addDeviceSchema, PLAIN_BODY_BYTES);
  // Before the capture of the enrollment, which the same limit would refuse.
  await devices.requireDeviceQuota(context.storage, recognizeId, context.policy.deviceLimit, context.now());
  return {
    authorization: await issueAuthorization(context, context.keys.host, {
      recognizeId,
      ceremony: 'enroll',
      origin: requireOrigin(context.origins, originOf(request), origin),
    }),
  };
});

/**
 * The origin of the page: the header `Origin`, which browsers send, or else the one in the body. A server with one origin needs neither.
 *
 * @throws RecognizeError `server/bad-request` when there is none, `server/forbidden` for an origin that this server does not have
 */
function requireOrigin(origins: readonly string[], ofHeader?: string, ofBody?: string): string {
  const named = ofHeader ?? ofBody ?? (origins.length === 1 ? origins[0] : undefined);
  if (named === undefined)
    throw new RecognizeError('server/bad-request', {
      detail: `origin: the request has no header Origin; send {"origin": …} with one of ${origins.join(', ')}`,
    });
  const origin = normalizeOrigin(named);
  if (origin === undefined || !origins.includes(origin))
    throw new RecognizeError('server/forbidden', {
      detail: `origin: ${named} is not one of the origins of this server (${origins.join(', ')})`,
    });
  return origin;
}

export const readDevice = allowed<DevicePath>(
  'list-devices',
  async ({ storage, keys }, _request, device) => ({
    device: await devices.findDevice(storage, keys.rows, device),
  }),
);

export const renameDevice = allowed<DevicePath>(
  'rename-device',
  async ({ storage, keys }, request, device) => {
    const { name } = await readBody(request, renameDeviceSchema, PLAIN_BODY_BYTES);
    return { device: await devices.renameDevice(storage, keys.rows, device, name) };
  },
);

export const removeDevice = allowed<DevicePath>('remove-device', async (context, _request, device) => {
  await devices.removeDevice(context, device);
  return {};
});
