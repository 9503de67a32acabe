import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { createOwnerName, hasEnded } from '../../../../src/server/storage/lock-owner.ts';

const name = createOwnerName();
const [scope] = name.split('.');
const random = '00000000-0000-4000-8000-000000000000';

/** The id of a process that has ended. */
const endedProcessId = () => spawnSync(process.execPath, ['--version']).pid;

it('gives each name once', () => {
  expect(createOwnerName()).not.toBe(name);
});

it.each([
  [false, 'of this process', () => name],
  [true, 'of an earlier process with the same id', () => `${scope}.${process.pid}.${random}`],
  [false, 'of a running process', () => `${scope}.${process.ppid}.${random}`],
  [true, 'of an ended process', () => `${scope}.${endedProcessId()}.${random}`],
  [false, 'of a process on another system', () => `0123456789abcdef.${endedProcessId()}.${random}`],
  [false, 'without a process id', () => `${scope}.x.${random}`],
])('returns %s for a name %s', (expected, _owner, nameOf) => {
  expect(hasEnded(nameOf())).toBe(expected);
});
