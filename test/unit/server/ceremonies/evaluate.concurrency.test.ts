import { afterAll, it } from 'vitest';
import { findPostgres } from '../../../support/postgres.ts';
import { expectParallelAttemptsCounted } from './parallel-attempts.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

// test/full/matching.test.ts runs 200.
it('evaluates ten of 40 parallel ceremonies and counts each of the ten on PGlite', () =>
  expectParallelAttemptsCounted(40));

it.runIf(postgres.url !== undefined)(
  'evaluates ten of 40 parallel ceremonies and counts each of the ten on PostgreSQL',
  () => expectParallelAttemptsCounted(40, postgres.url),
);
