import * as v from 'valibot';
import { fromBase64url } from './base64url.ts';
import type { Bytes } from './bytes.ts';

// Not in base64url.ts, so that the bundle of the matching worker does not contain the schema library.

/** A string of base64url, as bytes. @param message of the issue for anything else */
export const base64urlBytes = (message = 'expected base64url') =>
  v.pipe(
    v.string(message),
    v.rawTransform<string, Bytes>(({ dataset, addIssue, NEVER }) => {
      try {
        return fromBase64url(dataset.value);
      } catch {
        addIssue({ message });
        return NEVER;
      }
    }),
  );
