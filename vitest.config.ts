import { defineConfig } from 'vitest/config';

const unitTests = ['test/{unit,contracts,docs,bench}/**/*.test.ts', 'test/run.test.ts'];
/** Unit tests that replace or reload modules. Each file runs in a process that no other file shares. */
const mockingTests = [
  'test/demo/**/*.test.ts',
  'test/unit/server/encryption.wiping.test.ts',
  'test/unit/server/storage/folder-lock.test.ts',
  'test/unit/workers/start-worker.test.ts',
];

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
          // The files of a worker share their modules. A process for each of 160 files would take a third of the time.
          isolate: false,
          globalSetup: 'test/support/prepare.ts',
          include: unitTests,
          exclude: mockingTests,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-isolated',
          globalSetup: 'test/support/prepare.ts',
          include: mockingTests,
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
