import type { Migration } from './migration.ts';

/** Where the face of an enrollment comes from: null for the camera. */
export const photos: Migration = {
  version: 8,
  statements: [
    'alter table recognize_devices add column source text',
    'alter table recognize_devices add column scenario text',
  ],
};
