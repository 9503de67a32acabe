import * as v from 'valibot';
import { HANDOFF_KEY_BYTES } from '../../wire/handoff.ts';
import { recognizeIdSchema } from '../../wire/ids.ts';
import { livenessLevels } from '../../wire/liveness.ts';
import { ceremonies } from '../../wire/tokens.ts';
import { deviceDescriptionSchema } from '../device-description.ts';
import { encodedBytes, isObject } from './schemas.ts';

/** A client state, a transaction and their texts, encrypted: longer ones are a fault. */
const MAX_SEALED_BYTES = 8_192;

const sealed = v.pipe(
  encodedBytes,
  v.maxLength(MAX_SEALED_BYTES, `expected at most ${MAX_SEALED_BYTES} bytes`),
);
const key = v.pipe(encodedBytes, v.length(HANDOFF_KEY_BYTES, `expected ${HANDOFF_KEY_BYTES} bytes`));

/** Body of `POST handoffs`. `link`: hash of the link key. */
export const createHandoffSchema = v.object(
  {
    recognizeId: recognizeIdSchema,
    ceremony: v.picklist(ceremonies, `expected one of ${ceremonies.join(', ')}`),
    authorization: v.string('expected the authorization of the ceremony'),
    link: key,
    payload: sealed,
    liveness: v.optional(v.picklist(livenessLevels, `expected one of ${livenessLevels.join(', ')}`)),
    device: v.optional(deviceDescriptionSchema, {}),
  },
  isObject,
);

/** Body of `POST handoffs/{handoffId}/open` and `…/decline`. */
export const linkSchema = v.object({ linkKey: key }, isObject);

/** Body of `POST handoffs/{handoffId}/take`. `phone`: hash of the key with which the phone continues. */
export const takeHandoffSchema = v.object(
  { linkKey: key, code: v.pipe(v.string('expected two digits'), v.maxLength(20)), phone: key },
  isObject,
);

/** Body of `POST handoffs/{handoffId}/authorize`, and a part of every request of a phone. */
export const phoneSchema = v.object({ handoffKey: key }, isObject);

/** Body of `POST handoffs/{handoffId}/result`. */
export const deliverResultSchema = v.object(
  { handoffKey: key, result: sealed, isFinal: v.boolean('expected true or false') },
  isObject,
);
