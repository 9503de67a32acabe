import { describe, it } from 'vitest';
import { memoryStore } from '../../../src/store/memory.ts';
import { storeContract } from '../../support/store-contract.ts';

describe('memoryStore', () => {
  for (const [title, check] of storeContract) it(title, () => check(memoryStore()));
});
