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

const PRELOADED =
  /__vitePreload\(async \(\) => \{\s*const \{ (\w+) \} = await (import\("[^"]+"\));\s*return \{ \1 \};\s*\}, \[\], import\.meta\.url\)/g;
const HELPER = 'var __vitePreload = (load) => load();';

/**
 * Vite wraps each dynamic import in a function that preloads what the imported module needs. A language needs nothing, webpack warns about
 * that function, and Vite cannot bundle a module that contains it. So the modules for bundlers have the plain import.
 */
export function withPlainImports(): Plugin {
  return {
    name: 'recognize-plain-imports',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    load: { filter: { id: /vite\/preload-helper\.js$/ }, handler: () => `export ${HELPER}` },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          chunk.code = chunk.code.replaceAll(PRELOADED, '$2').replace(HELPER, '');
          if (chunk.code.includes('__vitePreload')) this.error(`${chunk.fileName} still preloads imports`);
        }
      },
    },
  };
}
