import { readFileSync } from 'node:fs';

/** The right-hand column of the tables in docs/glossary.md: words that the project does not use. */
const glossary = readFileSync(new URL('docs/glossary.md', import.meta.url), 'utf8');
const banned = [...glossary.matchAll(/^\|[^|]*\|[^|]*\|([^|]*)\|$/gm)].flatMap(([, cell]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word),
);

export default {
  version: '0.2',
  language: 'en',
  dictionaries: ['typescript', 'node', 'npm', 'html', 'css', 'python', 'bash', 'softwareTerms', 'project'],
  dictionaryDefinitions: [{ name: 'project', path: './.cspell-words.txt', addWords: true }],
  flagWords: banned,
  // The glossary names the words that it bans.
  overrides: [{ filename: 'docs/glossary.md', ignoreRegExpList: ['/`[^`]+`/g'] }],
  files: ['**/*.{ts,mjs,js,md,html,css,py,json,sh}', '.ci/run'],
  ignorePaths: [
    'node_modules',
    'dist',
    'demo/dist',
    'package-lock.json',
    'src/i18n/{,messages/}{ar,de,es,fr,hi,it,ja,nl,pl,pt-br,tr}.ts',
    'demo/page/texts/{ar,de,es,fr,hi,it,ja,nl,pl,pt,tr}.ts',
    'test/vectors/*.json',
    'models/manifest.json',
    'models/plots',
    'src/vision/pipeline/coverage-weights.ts',
    'src/cli/open-model-zoo/manifest.json',
    '.cspell-words.txt',
    'LICENSE',
  ],
  ignoreRegExpList: ['/[A-Za-z0-9_+/=-]{32,}/g', '/\\b[0-9a-f]{16,}\\b/gi', '/data:[^\\s\'"]+/g'],
};
