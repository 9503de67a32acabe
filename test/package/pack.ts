import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs the built package and unpacks it under `folder`, as an installation would. @returns its folder */
export function installPackage(folder: string): string {
  // What `prepack` would build is built: that is the stage before this one.
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  const installed = join(folder, 'node_modules', 'recognize-elements');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  return installed;
}

/** Links the dependencies that the package names, and `more`, from this checkout: no registry is asked. */
export function linkDependencies(folder: string, installed: string, more: readonly string[] = []): void {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...more]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

/** Copies a site to `target`, with the address of the package's files in the place of ASSETS. */
export function copySite(name: string, target: string, assets = ''): string {
  cpSync(join(import.meta.dirname, name), target, { recursive: true });
  for (const file of readdirSync(target)) {
    const path = join(target, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('ASSETS', assets));
  }
  return target;
}
