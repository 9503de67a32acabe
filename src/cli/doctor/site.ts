import { CommandError } from '../command.ts';
import { decodeBody, fetchUrl, type HttpResponse } from './http.ts';

/** A page, and the URLs of what it loads. */
export interface Site {
  readonly page: HttpResponse;
  readonly html: string;
  /** Folder of workers, runtime and models. */
  readonly assets: URL;
  readonly manifest: URL;
  readonly backend: URL | undefined;
  readonly matcherKey: string | undefined;
}

/** URLs and key by option of the command line; they take precedence over the HTML of the page. */
export interface SiteOptions {
  readonly assets?: string | undefined;
  readonly models?: string | undefined;
  readonly backend?: string | undefined;
  readonly 'matcher-key'?: string | undefined;
}

/**
 * Fetches the page, and finds in its HTML what the options do not name.
 *
 * @throws CommandError when the page cannot be fetched, or the folder of its assets is unknown
 */
export async function readSite(url: URL, options: SiteOptions, signal: AbortSignal): Promise<Site> {
  const page = await fetchUrl(url, signal);
  if ('reason' in page) throw new CommandError(`${url.href} does not respond: ${page.reason}.`);
  if (page.status !== 200) throw new CommandError(`${url.href} responds with status ${page.status}.`);
  const html = decodeBody(page);
  const resolve = (relative: string) => new URL(relative, page.url);
  const base =
    options.assets ??
    findAttribute(html, 'assets-base') ??
    scriptUrl(html)?.replace(/recognize\.js$/, 'assets/');
  if (base === undefined) {
    throw new CommandError(
      'The page contains neither recognize.js nor assets-base: name the folder of the assets with --assets.',
    );
  }
  const assets = resolve(base.replace(/\/*$/, '/'));
  const models = options.models ?? findAttribute(html, 'models');
  const backend = options.backend ?? /forwardTo\(\s*['"`]([^'"`]+)/.exec(html)?.[1];
  return {
    page,
    html,
    assets,
    manifest: models === undefined ? new URL('models/manifest.json', assets) : resolve(models),
    backend: backend === undefined ? undefined : resolve(backend),
    matcherKey: options['matcher-key'] ?? findAttribute(html, 'matcher-key'),
  };
}

/** The attribute of the first `recognize-…` element that has it. */
export function findAttribute(html: string, name: string): string | undefined {
  const pattern = new RegExp(
    `<recognize-[a-z]+\\b[^>]*?\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`,
    'i',
  );
  const match = pattern.exec(html);
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll('&amp;', '&');
}

/** The address of the drop-in script, which a tag loads or a module imports. */
export const scriptUrl = (html: string): string | undefined =>
  /["'=]([^"'=\s>]*\brecognize\.js)\b/.exec(html)?.[1];
