import { expect, it } from 'vitest';
import { crashAtStatements } from './crash-recovery.ts';

// test/full/matching.test.ts stops the server at every statement.
it('continues with the same bytes after a crash during EvaluateRequest or FinishRequest, with one effect', async () => {
  expect(await crashAtStatements(5)).toBeGreaterThan(3);
});
