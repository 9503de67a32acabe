import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { packSources } from './src/i18n/pack-sources.ts';

const noFolder = () => new URL('about:blank');

/**
 * The single-file script has no chunks. It fetches a language pack from the folder `assets/`, where this plugin writes it, and knows its
 * hash, so that a file that was changed on its way, or one of another release, is not used.
 */
export function withFetchedLanguages(): Plugin {
  return {
    name: 'recognize-fetched-languages',
    applyToEnvironment: ({ name }) => name === 'script',
    load: {
      filter: { id: /\/src\/i18n\/pack-sources\.ts$/ },
      async handler() {
        const entries = Object.entries(packSources).map(async ([language, load]) => {
          const source = JSON.stringify(await load(noFolder));
          const path = `languages/${language}.json`;
          this.emitFile({ type: 'asset', fileName: `assets/${path}`, source });
          const integrity = `sha256-${createHash('sha256').update(source).digest('base64')}`;
          return `${language}: (base) => fetchPack('${path}', '${integrity}', base)`;
        });
        return `import { fetchPack } from './fetch-pack.ts';
export const packSources = { ${(await Promise.all(entries)).join(',\n')} };`;
      },
    },
  };
}
