import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The package that a module belongs to. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

function packageOf(moduleId: string): BundledPackage | undefined {
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(moduleId.replace(/^\0/, ''))?.[0];
  return folder === undefined || !existsSync(join(folder, 'package.json')) ? undefined : readPackage(folder);
}

/** Of packages without a license file, as the headers of their sources name them. */
const holders: Readonly<Record<string, string>> = {
  'onnxruntime-web': 'Microsoft Corporation',
  'onnxruntime-common': 'Microsoft Corporation',
};

/** The permission of the MIT license. The license of this package has it too. */
const mitText = (): string =>
  /Permission is hereby granted[\s\S]*?\nSOFTWARE\./.exec(
    readFileSync(join(import.meta.dirname, 'LICENSE'), 'utf8'),
  )![0];

/** @throws Error for a package that names no license, or has no text of it */
function readPackage(folder: string): BundledPackage {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no license`);
  const file = readdirSync(folder).find((entry) => /^(license|licence|copying)/i.test(entry));
  if (file === undefined && license !== 'MIT') throw new Error(`${name} has no file with its license`);
  const text =
    file === undefined
      ? `Copyright (c) ${holders[name] ?? author?.name ?? author}\n\n${mitText()}`
      : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, license, text };
}

const notice = ({ name, version, license, text }: BundledPackage): string =>
  `${name} ${version} (${license})\n\n${text}`;

/** The notices of packages whose files are copied, as a text file. */
export const licenseText = (folders: readonly string[]): string =>
  folders.map((folder) => notice(readPackage(folder))).join('\n\n---\n\n');

/** Appends the license notices of the packages in a script to it, because sites copy single files. */
export function withLicenseNotices(): Plugin {
  return {
    name: 'recognize-license-notices',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const packages = new Map<string, BundledPackage>();
        for (const id of chunk.moduleIds) {
          const found = packageOf(id);
          if (found !== undefined) packages.set(found.name, found);
        }
        const notices = [...packages.values()].map(notice).sort().join('\n\n---\n\n');
        if (notices !== '')
          chunk.code += `\n/*! Third-party code in this file:\n\n${notices.replaceAll('*/', '* /')}\n*/\n`;
      }
    },
  };
}
