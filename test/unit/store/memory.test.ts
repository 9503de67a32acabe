import { describe, it } from 'vitest';
import { memoryStore } from '../../../src/store/memory.ts';
import { storeContract } from '../../support/store-contract.ts';

describe('a store in memory', () => {
  for (const [name, check] of storeContract) it(name, () => check(memoryStore()));
});
