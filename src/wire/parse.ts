import * as v from 'valibot';
import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';

/**
 * Parses a value from outside with its schema. The first issue becomes the error: its `detail` names the field, as in
 * `device.created: expected number`. The value itself is not repeated, because it may be a secret.
 *
 * @param code the code that fits the source of the value
 * @param label name of the whole value, the beginning of `detail`
 * @throws RecognizeError `code`
 */
export function parseWith<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  code: RecognizeErrorCode,
  label: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  const field = path === null ? label : `${label}.${path}`;
  throw new RecognizeError(code, { detail: `${field}: ${expectation(issue)}` });
}

/** Schemas (`v.string()`) describe what they expect; validations (`v.check(…)`) carry a message that does. */
function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.kind !== 'schema') return issue.message;
  if (issue.path?.at(-1)?.origin === 'key') return 'missing';
  return `expected ${issue.expected}`;
}
