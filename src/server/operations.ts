/** Operations that a first factor can allow. See "The first factor" in docs/server.md. */
export const operations = [
  'enroll',
  'recover',
  'authenticate',
  'list-devices',
  'rename-device',
  'remove-device',
  'add-device',
  'remove-person',
] as const;

/** One of `operations`. */
export type Operation = (typeof operations)[number];
