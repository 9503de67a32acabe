import { RecognizeError, toRecognizeError } from '../../errors.ts';
import { checkFile } from '../../manifest/check-file.ts';
import { modelId } from '../../manifest/hash.ts';
import { netsOf } from '../../manifest/nets.ts';
import { readManifest } from '../../manifest/parse.ts';
import type { ModelSet } from '../../manifest/types.ts';
import { checkContent } from './check-assets.ts';
import { type CheckResult, error, ok } from './check-result.ts';
import { fetchAsset } from './fetch-asset.ts';
import { decodeBody, type HttpResponse } from './http.ts';
import type { Site } from './site.ts';

export interface ModelsCheck {
  readonly results: readonly CheckResult[];
  /** The backend must know it; undefined without a valid manifest. */
  readonly modelId: string | undefined;
}

/** Checks the manifest that pages load, and length and hash of its nets. */
export async function checkModels(site: Site, signal: AbortSignal): Promise<ModelsCheck> {
  const results: CheckResult[] = [];
  const response = await fetchAsset(site.manifest, site, signal, results);
  // A manifest of the page's own is not one of this release.
  const isDefault = site.manifest.href === new URL('models/manifest.json', site.assets).href;
  if (response !== undefined && isDefault)
    results.push(...checkContent('assets/models/manifest.json', response));
  const modelSet = response && parseModelSet(response, site.manifest, results);
  if (modelSet === undefined) return { results, modelId: undefined };
  for (const [name, expected] of netsOf(modelSet)) {
    const url = new URL(expected.file, site.manifest);
    const net = await fetchAsset(url, site, signal, results);
    if (net === undefined) continue;
    await checkFile(name, expected, net.bytes, net.url.href).catch((thrown: unknown) => {
      const { message } = toRecognizeError(thrown, 'models/model-invalid');
      const cause = 'an old file in a cache, an incomplete upload, or a server that rewrites files';
      results.push(error(message, cause, 'upload manifest and networks of one release again'));
    });
  }
  if (results.length === 0)
    results.push(ok(`the models of ${site.manifest.href} are complete (${modelSet.id})`));
  return { results, modelId: await modelId(modelSet) };
}

function parseModelSet(response: HttpResponse, url: URL, results: CheckResult[]): ModelSet | undefined {
  try {
    return readManifest(decodeBody(response));
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError)) throw thrown;
    const cause = 'the manifest does not follow its schema';
    results.push(error(`${url.href}: ${thrown.message}`, cause, 'correct the field; see docs/models.md'));
    return undefined;
  }
}
