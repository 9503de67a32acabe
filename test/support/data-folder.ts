import { fileURLToPath } from 'node:url';

/** Folder of third-party pictures and nets, which are not part of the project. Tests that need it are skipped without it. */
export const dataFolder =
  process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
