import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'lint', include: ['test/lint/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: 'test/support/prepare.ts',
          include: ['test/{unit,contracts,demo,docs,bench}/**/*.test.ts', 'test/run.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/package/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'full',
          globalSetup: 'test/support/prepare.ts',
          include: ['test/full/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
