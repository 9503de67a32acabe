import { Failure } from '../command.ts';
import { type Answer, ask, wordsOf } from './ask.ts';

/** A page and where it finds what it needs. */
export interface Site {
  readonly page: Answer;
  readonly html: string;
  /** Where workers, runtime and models lie. */
  readonly assets: URL;
  readonly manifest: URL;
  readonly backend: URL | undefined;
  readonly matcherKey: string | undefined;
}

export interface Named {
  readonly assets?: string | undefined;
  readonly models?: string | undefined;
  readonly backend?: string | undefined;
  readonly 'matcher-key'?: string | undefined;
}

/**
 * Reads the page, and out of it what was not named.
 *
 * @throws Failure when the page does not come, or does not show where its assets lie
 */
export async function readSite(url: URL, named: Named, signal: AbortSignal): Promise<Site> {
  const page = await ask(url, signal);
  if (typeof page === 'string') throw new Failure(`${url.href} does not answer: ${page}.`);
  if (page.status !== 200)
    throw new Failure(`${url.href} answers ${page.status}, where the page was expected.`);
  const html = wordsOf(page);
  const resolve = (address: string) => new URL(address, page.url);
  const base = named.assets ?? attribute(html, 'assets-base') ?? besideScript(html);
  if (base === undefined) {
    throw new Failure(
      'The page shows neither recognize.js nor assets-base: name the folder of the assets by --assets.',
    );
  }
  const assets = resolve(base.replace(/\/*$/, '/'));
  const models = named.models ?? attribute(html, 'models');
  const backend = named.backend ?? /forwardTo\(\s*['"`]([^'"`]+)/.exec(html)?.[1];
  return {
    page,
    html,
    assets,
    manifest: models === undefined ? new URL('models/manifest.json', assets) : resolve(models),
    backend: backend === undefined ? undefined : resolve(backend),
    matcherKey: named['matcher-key'] ?? attribute(html, 'matcher-key'),
  };
}

/** The first element of ours that has it. */
function attribute(html: string, name: string): string | undefined {
  const pattern = new RegExp(
    `<recognize-[a-z]+\\b[^>]*?\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`,
    'i',
  );
  const match = pattern.exec(html);
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll('&amp;', '&');
}

/** Beside the drop-in script, whether a tag loads it or a script imports it. */
function besideScript(html: string): string | undefined {
  const script = /["'=]([^"'=\s>]*\brecognize\.js)\b/.exec(html)?.[1];
  return script?.replace(/recognize\.js$/, 'assets/');
}
