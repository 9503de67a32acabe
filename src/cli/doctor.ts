import { parseArgs } from 'node:util';
import { type Command, CommandError, usageError } from './command.ts';
import { checkAssets } from './doctor/check-assets.ts';
import { checkBackend } from './doctor/check-backend.ts';
import { checkModels } from './doctor/check-models.ts';
import { checkPage } from './doctor/check-page.ts';
import { type CheckResult, formatResult } from './doctor/check-result.ts';
import { readSite } from './doctor/site.ts';

const help = `recognize-elements doctor <page> [options]

Checks a site from outside: HTTPS, camera and Content-Security-Policy of the page; workers, runtime
and models with their media types, CORS and hashes; the response of the backend. Each problem comes
with its likely cause and a fix. The exit code is 1 when there is an error.

  <page>               URL of a page with an element
  --assets <url>       assets-base, if the HTML does not contain it (bundled apps)
  --models <url>       the manifest, for pages with models="…"
  --backend <url>      where the backend module is mounted, as in forwardTo(url)
  --matcher-key=<key>  the key that pages pin (with =, because a key may begin with a dash)

Relative URLs are resolved against the page.`;

const url = { type: 'string' } as const;

/** The command `doctor`. */
export const doctor: Command = {
  summary: 'checks how a site hosts the package',
  help,
  async run(args, { print, signal }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { assets: url, models: url, backend: url, 'matcher-key': { type: 'string' } },
    });
    const [page, ...excess] = positionals;
    if (page === undefined || excess.length > 0) throw usageError('Name the URL of exactly one page.');
    if (!/^https?:\/\//.test(page) || !URL.canParse(page))
      throw usageError(`${page} is not the URL of a page, such as https://example.org/recover.`);
    const site = await readSite(new URL(page), values, signal);
    const results: CheckResult[] = [];
    const report = (newResults: readonly CheckResult[]) => {
      for (const result of newResults) print(formatResult(result));
      results.push(...newResults);
    };
    report(checkPage(site));
    report(await checkAssets(site, signal));
    const models = await checkModels(site, signal);
    report(models.results);
    report(await checkBackend(site, models.modelId, signal));
    const errors = results.filter(({ status }) => status === 'error').length;
    if (errors > 0) throw new CommandError(errors === 1 ? 'Found 1 error.' : `Found ${errors} errors.`);
  },
};
