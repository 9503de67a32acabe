import * as v from 'valibot';
import { cleanName } from '../../visible-text.ts';
import { base64urlBytes } from '../../wire/base64url-schema.ts';
import { recognizeIdSchema } from '../../wire/ids.ts';
import { ceremonies } from '../../wire/tokens.ts';
import { deviceDescriptionSchema } from '../device-description.ts';

export const isObject = 'request body: expected a JSON object';

/** A sealed message, which is opened later, a key or a signature. */
export const encodedBytes = base64urlBytes('expected base64url without padding');

/** Body of `POST ceremonies`. */
export const startCeremonySchema = v.object(
  {
    recognizeId: recognizeIdSchema,
    body: encodedBytes,
    ceremony: v.picklist(ceremonies, `expected one of ${ceremonies.join(', ')}`),
    device: v.optional(deviceDescriptionSchema, {}),
    former: v.optional(
      v.object({ key: encodedBytes, signature: encodedBytes }, 'expected { key, signature }'),
    ),
    replaceUnused: v.optional(encodedBytes),
  },
  isObject,
);

/** Body of `POST challenges`, `POST ceremonies/{ceremonyId}/evaluate` and `…/finish`. */
export const sealedBodySchema = v.object({ recognizeId: recognizeIdSchema, body: encodedBytes }, isObject);

/** Body of `PATCH people/{recognizeId}/devices/{deviceId}`. */
export const renameDeviceSchema = v.object(
  {
    name: v.pipe(
      v.string('expected 1 to 80 characters'),
      v.transform(cleanName),
      v.minLength(1, 'expected 1 to 80 characters'),
    ),
  },
  isObject,
);

/** Body of `POST people/{recognizeId}/devices`. `origin`: of the page, for callers that send no header `Origin`. */
export const addDeviceSchema = v.object(
  { origin: v.optional(v.string('expected an origin such as https://bank.example')) },
  isObject,
);
