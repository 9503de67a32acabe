import * as v from 'valibot';
import { expect, it } from 'vitest';
import { parseWith } from '../../../src/wire/parse.ts';

const schema = v.object({
  name: v.pipe(v.string(), v.nonEmpty('expected a name')),
  items: v.array(v.object({ count: v.number() })),
});
const parse = (value: unknown) => parseWith(schema, value, 'host/bad-response', 'answer');

it('returns the output of the schema', () => {
  expect(parse({ name: 'a', items: [{ count: 1 }], other: 2 })).toEqual({ name: 'a', items: [{ count: 1 }] });
});

it.each<[string, unknown, string]>([
  ['another type', null, 'answer: expected Object'],
  ['a missing field', { items: [] }, 'answer.name: missing'],
  [
    'a wrong field in a list',
    { name: 'a', items: [{ count: 'x' }] },
    'answer.items.0.count: expected number',
  ],
  ['a value that a validation refuses', { name: '', items: [] }, 'answer.name: expected a name'],
])('throws host/bad-response with the field and without the value: %s', (_, value, detail) => {
  expect(() => parse(value)).toThrow(`host/bad-response: ${detail}`);
});
