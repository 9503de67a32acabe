import type { RecognizeError } from '../../errors.ts';
import { checkFile } from '../../manifest/check-file.ts';
import { modelId } from '../../manifest/hash.ts';
import { readManifest } from '../../manifest/parse.ts';
import type { ModelSet } from '../../manifest/types.ts';
import { wordsOf } from './ask.ts';
import { fetchAsset } from './check-assets.ts';
import { type Finding, ok, wrong } from './finding.ts';
import type { Site } from './site.ts';

export interface Models {
  readonly findings: readonly Finding[];
  /** What the backend must know. */
  readonly modelId: string | undefined;
}

/** The manifest that pages load, and both of its nets byte for byte. */
export async function checkModels(site: Site, signal: AbortSignal): Promise<Models> {
  const findings: Finding[] = [];
  const answer = await fetchAsset(site.manifest, site, signal, findings);
  const set = answer && readSet(wordsOf(answer), site.manifest, findings);
  if (set === undefined) return { findings, modelId: undefined };
  for (const name of ['detector', 'embedder'] as const) {
    const net = await fetchAsset(new URL(set[name].file, site.manifest), site, signal, findings);
    if (net === undefined) continue;
    await checkFile(name, set[name], net.bytes, net.url.href).catch((error: RecognizeError) => {
      const cause = 'an old copy in a cache, an upload that broke off, or a server that rewrites files';
      findings.push(wrong(error.message, cause, 'upload manifest and nets again, from one release'));
    });
  }
  if (findings.length === 0) findings.push(ok(`the models of ${site.manifest.href} are whole (${set.id})`));
  return { findings, modelId: await modelId(set) };
}

function readSet(text: string, address: URL, findings: Finding[]): ModelSet | undefined {
  try {
    return readManifest(text);
  } catch (error) {
    const { message } = error as RecognizeError;
    findings.push(
      wrong(
        `${address.href}: ${message}`,
        'the manifest is not what its schema asks for',
        'mend the field; docs/models.md names each',
      ),
    );
    return undefined;
  }
}
