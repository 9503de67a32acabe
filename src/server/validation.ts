import * as v from 'valibot';

/** A whole number that PostgreSQL's `bigint` and a JavaScript number both hold. */
export const wholeNumber = (min = 0, max = Number.MAX_SAFE_INTEGER) => {
  const expected = ({ input }: { readonly input: unknown }) =>
    `expected a whole number, ${min} or more${typeof input === 'string' ? ', not a string' : ''}`;
  return v.pipe(
    v.number(expected),
    v.safeInteger(expected),
    v.minValue(min, expected),
    v.maxValue(max, `expected at most ${max}`),
  );
};

/**
 * Checks a value against a schema.
 *
 * @param toError creates the error from a detail that names the field and what is expected, such as "name: expected 1 to 80 characters"
 */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  toError: (detail: string) => Error,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw toError(detailOf(result.issues[0]));
  return result.output;
}

function detailOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${unknownOrMissing(issue) ?? issue.message}`;
}

/** Issues of an object about one of its keys: their own text repeats the key. */
function unknownOrMissing({ kind, type, expected, received }: v.BaseIssue<unknown>): string | undefined {
  if (kind !== 'schema' || !/object$/.test(type)) return undefined;
  if (expected === 'never') return 'unknown name';
  return received === 'undefined' ? 'missing' : undefined;
}
