import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, root } from './list-files.ts';

/** docs/glossary.md lists identifiers that the project does not use. Comments and strings are prose, which the spelling check reads. */
const glossary = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
const [, section = ''] = glossary.split('## Identifiers that are not used');
const lines = [...section.matchAll(/^- (\w+): `([^`]+)`/gm)].map(([, area, names]) => ({
  area: area!,
  names: names!.split(' '),
}));
/** The line of the server holds words that are ordinary elsewhere. */
const bannedFor = (path: string): Set<string> =>
  new Set(
    lines.flatMap(({ area, names }) => (area === 'Server' && !/(^|\/)server\//.test(path) ? [] : names)),
  );

/** Names of a platform or of the public interface, in the form in which they occur. */
const allowed = [
  // Response.text(), Blob.text(), context.text() of Hono, and the field `text` of the language packs and of `labels`.
  /\.text\b/g,
  /\btext\??:/g,
  /[{,] *text *(?=[,}])/g,
  // The label of the button that starts another run.
  /\bagain:|\.again\b/g,
];

const isCode = (path: string) => /\.(ts|mjs|js|py)$/.test(path);
const files = ['src', 'demo', 'test', 'models'].flatMap(listFiles);

/** The code without comments, strings and the texts of templates. */
function withoutProse(code: string, path: string): string {
  const python = path.endsWith('.py');
  const comments = python
    ? /"""[\s\S]*?"""|#.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
    : /\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{|[^`\\])*`|(?<=[(,=:[]\s*)\/(?![/*])(?:\\.|[^/\\\n])+\/|\/\/.*/g;
  return code.replace(comments, (part) =>
    part.startsWith('`')
      ? [...part.matchAll(/\$\{([^{}]*)\}/g)].map(([, inner]) => withoutProse(inner!, path)).join(';')
      : '',
  );
}

/** Banned identifiers of a file, its own name included. */
function bannedIn(path: string, code: string): string[] {
  const banned = bannedFor(path);
  const rest = allowed.reduce((left, pattern) => left.replace(pattern, ''), withoutProse(code, path));
  const words = rest.match(/[A-Za-z_$][\w$]*/g) ?? [];
  const [stem = ''] = basename(path).split('.');
  return [...new Set([stem, ...words])].filter((word) => banned.has(word));
}

describe('identifiers', () => {
  it('reads the list of the glossary', () => {
    expect(bannedFor('src/server/a.ts').size).toBeGreaterThan(50);
    expect(files.length).toBeGreaterThan(500);
  });

  it('uses no banned identifier and no banned file name', () => {
    const violations = files.filter(isCode).flatMap((path) => {
      const words = bannedIn(path, readFileSync(join(root, path), 'utf8'));
      return words.map((word) => `${path}: ${word}`);
    });
    expect(violations).toEqual([]);
  });

  it.each([
    ['const vault = 1;', 'src/server/a.ts', 'vault'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source code of a violation
    ['call(`${night}`);', 'a.ts', 'night'],
    ['', 'test/unit/at-once.test.ts', 'at-once'],
    ['def judge(x): pass', 'a.py', 'judge'],
  ])('refuses %s in %s', (code, path, word) => {
    expect(bannedIn(path, code)).toEqual([word]);
  });

  it.each([
    ['// the night is long\nconst a = "vault";', 'a.ts'],
    ['await response.text();', 'a.ts'],
    ['const message = { title, text };', 'a.ts'],
  ])('allows %s in %s', (code, path) => {
    expect(bannedIn(path, code)).toEqual([]);
  });
});
