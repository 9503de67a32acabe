import * as v from 'valibot';
import { cleanName } from '../../visible-text.ts';
import { fromBase64url } from '../../wire/base64url.ts';
import { recognizeIdSchema } from '../../wire/ids.ts';
import { ceremonies } from '../../wire/tokens.ts';
import { deviceDescriptionSchema } from '../device-description.ts';

export const isObject = 'request body: expected a JSON object';

/** Bytes: a sealed message, which is opened later, a key or a signature. */
export const base64urlBytes = v.pipe(
  v.string('expected base64url without padding'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return fromBase64url(dataset.value);
    } catch {
      addIssue({ message: 'expected base64url without padding' });
      return NEVER;
    }
  }),
);

/** Body of `POST ceremonies`. */
export const startCeremonySchema = v.object(
  {
    recognizeId: recognizeIdSchema,
    body: base64urlBytes,
    ceremony: v.picklist(ceremonies, `expected one of ${ceremonies.join(', ')}`),
    device: v.optional(deviceDescriptionSchema, {}),
    former: v.optional(
      v.object({ key: base64urlBytes, signature: base64urlBytes }, 'expected { key, signature }'),
    ),
    replaceUnused: v.optional(base64urlBytes),
  },
  isObject,
);

/** Body of `POST challenges`, `POST ceremonies/{ceremonyId}/evaluate` and `…/finish`. */
export const sealedBodySchema = v.object({ recognizeId: recognizeIdSchema, body: base64urlBytes }, isObject);

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
