import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import * as devices from '../../devices.ts';
import type { Operation } from '../../operations.ts';
import { listActiveDevices } from '../../repositories/devices.ts';
import { issueAuthorization } from '../../tokens.ts';
import { readBody } from '../request-body.ts';
import type { Handler } from '../router.ts';
import { renameDeviceSchema } from '../schemas.ts';

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

export const removePerson = allowed<UserPath>(
  'remove-person',
  async ({ storage }, _request, { recognizeId }) => {
    await devices.removePerson(storage, recognizeId);
    return {};
  },
);

export const listDevices = allowed<UserPath>(
  'list-devices',
  async ({ storage, keys, now }, _request, { recognizeId }) => ({
    devices: await listActiveDevices(storage, keys.rows, recognizeId, now()),
  }),
);

/** Issues the authorization for a further enrollment. */
export const addDevice = allowed<UserPath>('add-device', async (context, request, { recognizeId }) => {
  const origin = request.headers.get('origin') ?? context.origins[0] ?? '';
  return {
    authorization: await issueAuthorization(context, context.keys.host, {
      recognizeId,
      ceremony: 'enroll',
      origin,
    }),
  };
});

export const readDevice = allowed<DevicePath>(
  'list-devices',
  async ({ storage, keys }, _request, device) => ({
    device: await devices.findDevice(storage, keys.rows, device),
  }),
);

export const renameDevice = allowed<DevicePath>(
  'rename-device',
  async ({ storage, keys }, request, device) => {
    const { name } = await readBody(request, renameDeviceSchema);
    return { device: await devices.renameDevice(storage, keys.rows, device, name) };
  },
);

export const removeDevice = allowed<DevicePath>('remove-device', async ({ storage }, _request, device) => {
  await devices.removeDevice(storage, device);
  return {};
});
