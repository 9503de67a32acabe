import type { Bytes } from '../../manifest/fetch-file.ts';
import type { LoadedSet } from './install.ts';
import type { SourceFile } from './source-files.ts';

/** A model set that the command assembles from the files of other publishers. */
export interface BuiltInSet {
  /** One line for `models list`. */
  readonly summary: string;
  readonly sources: readonly SourceFile[];
  /** @param files contents of the sources, in their order */
  load(files: readonly Bytes[]): Promise<LoadedSet>;
  /** Lines about licenses and measured figures. */
  readonly notes: readonly string[];
}
