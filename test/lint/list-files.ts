import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Output of builds and of the tour, and caches. */
const IGNORED = /(^|\/)(node_modules|dist|__pycache__|pictures|\.data)(\/|$)/;

/** Files below a folder of the project, as paths from the project's root. */
export const listFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !IGNORED.test(path));
