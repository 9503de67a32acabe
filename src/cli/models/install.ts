import { lstat, mkdir, mkdtemp, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkFile } from '../../manifest/check-file.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import { netsOf } from '../../manifest/nets.ts';
import type { ModelSet, NetFile, PerNet } from '../../manifest/types.ts';
import { CommandError } from '../command.ts';

/** A set with the content of its nets. */
export interface LoadedSet {
  readonly modelSet: ModelSet;
  readonly nets: PerNet<Bytes>;
}

export interface Installed {
  /** The set as written: `file` is a name in the folder. */
  readonly modelSet: ModelSet;
  /** False if onnxruntime-node is not installed. */
  readonly wasOpened: boolean;
}

/**
 * Checks the nets and writes them and a manifest to a folder. After an error the folder is as it was before.
 *
 * @throws RecognizeError if a net is not the file that the manifest names, or cannot be opened
 * @throws CommandError if the folder cannot be written
 */
export async function install(
  { modelSet, nets }: LoadedSet,
  folder: string,
  signal: AbortSignal,
): Promise<Installed> {
  const { detector, embedder, liveness } = modelSet;
  const localSet: ModelSet = {
    ...modelSet,
    detector: { ...detector, file: fileNameOf(detector) },
    embedder: { ...embedder, file: fileNameOf(embedder) },
    ...(liveness === undefined ? {} : { liveness: { ...liveness, file: fileNameOf(liveness) } }),
  };
  for (const [name, net] of netsOf(modelSet)) await checkFile(name, net, nets[name]!);
  // The manifest is last: until then the folder has the complete old set, then the complete new one.
  const files: [name: string, content: Bytes | string][] = [
    ...netsOf(localSet).map(([name, { file }]): [string, Bytes] => [file, nets[name]!]),
    ['manifest.json', `${JSON.stringify(localSet, null, 2)}\n`],
  ];
  const wasOpened = await replaceFiles(folder, files, async (staging) => {
    const opened = await openNets(join(staging, 'manifest.json'));
    signal.throwIfAborted();
    return opened;
  });
  return { modelSet: localSet, wasOpened };
}

/**
 * Writes files to a staging folder, and moves them to their places when `check` has accepted them.
 *
 * @returns the result of `check`
 */
async function replaceFiles<Result>(
  folder: string,
  files: readonly [name: string, content: Bytes | string][],
  check: (staging: string) => Promise<Result>,
): Promise<Result> {
  const created: string[] = [];
  const moved: string[] = [];
  let staging: string | undefined;
  try {
    await writing(folder, () => createFolder(resolve(folder), created));
    staging = await writing(folder, () => stage(folder, files));
    const result = await check(staging);
    for (const [name] of files) {
      const target = join(folder, name);
      const isNew = !(await exists(target));
      await writing(folder, () => rename(join(staging!, name), target));
      if (isNew) moved.push(target);
    }
    return result;
  } catch (error) {
    for (const file of moved) await rm(file, { force: true });
    throw error;
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
    // Fails where a folder is not empty: it has the new files, or those of another program.
    for (const path of created.reverse()) await rmdir(path).catch(() => {});
  }
}

/** Writes the files to a new folder in `folder`, so that moving them is atomic. */
async function stage(
  folder: string,
  files: readonly [name: string, content: Bytes | string][],
): Promise<string> {
  const staging = await mkdtemp(join(folder, '.adding-'));
  try {
    for (const [name, content] of files) await writeFile(join(staging, name), content);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  return staging;
}

/**
 * Creates a folder and those around it. Node's own way to do this reports a read-only file system as ENOENT.
 *
 * @param created receives the folders that did not exist, outermost first
 */
async function createFolder(path: string, created: string[]): Promise<void> {
  try {
    await mkdir(path);
    created.push(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await createFolder(dirname(path), created);
    await createFolder(path, created);
  }
}

/** Whether there is a file, a folder or a link, even one that leads to nothing. */
const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
  );

/** What the operating system's codes mean for a folder. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'a link in the path leads to nothing',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  EISDIR: 'it has a folder where a file of the set belongs',
};

async function writing<Result>(folder: string, write: () => Promise<Result>): Promise<Result> {
  return write().catch((error: NodeJS.ErrnoException) => {
    const reason = reasons[error.code ?? ''] ?? error.message;
    throw new CommandError(`${folder} cannot be written: ${reason}. Nothing was changed.`, 1, error);
  });
}

/** A file name with a part of the hash, so that versions do not replace each other in the folder or in a cache. */
function fileNameOf({ file, sha256 }: NetFile): string {
  const stem = new URL(file, 'https://manifest.example').pathname
    .split('/')
    .at(-1)!
    .replace(/\.onnx$/i, '')
    .replaceAll(/%..|[^\w.-]/g, '-');
  return `${stem || 'net'}-${sha256.slice(0, 8)}.onnx`;
}

/**
 * Opens the networks and compares their inputs and outputs with the manifest.
 *
 * @returns false if onnxruntime-node is not installed
 */
async function openNets(manifest: string): Promise<boolean> {
  const node = await import('../../vision/node.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  if (node === undefined) return false;
  const vision = await node.createNodeVision(manifest);
  await vision.release();
  return true;
}
