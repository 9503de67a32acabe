import { configuration, jwks, signTime } from '../../configuration.ts';
import { readNonce } from '../nonce.ts';
import type { Handler } from '../router.ts';

// Public: these requests need no permission of the host.

/** With the query `nonce=…`, 32 bytes as base64url, the response has the signed time of the matcher too. */
export const readConfiguration: Handler<unknown> = async (context, request) => {
  const nonce = readNonce(request);
  return {
    ...(await configuration(context)),
    ...(nonce === undefined ? {} : await signTime(context, nonce)),
  };
};

export const readJwks: Handler<unknown> = async (context) => jwks(context);
