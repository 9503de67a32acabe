import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tarball that `installPackage` has left in a folder. */
export const tarball = (folder: string): string =>
  join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!);

/** Packs the built package, and unpacks it under `folder` like an installation. @returns the folder of the package */
export function installPackage(folder: string): string {
  // Without `prepack`: the stage before these tests has built the package.
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const installed = join(folder, 'node_modules', 'recognize-elements');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball(folder), '-C', installed, '--strip-components=1']);
  return installed;
}

/** Links the dependencies of the package, and further ones, from this checkout, so that no registry is needed. */
export function linkDependencies(folder: string, installed: string, more: readonly string[] = []): void {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...more]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

/**
 * Copies the files of a page.
 *
 * @param change applied to the content of each file
 * @returns `target`
 */
export function copyPage(source: string, target: string, change = (content: string) => content): string {
  cpSync(source, target, { recursive: true });
  for (const name of readdirSync(target)) {
    const file = join(target, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
  return target;
}
