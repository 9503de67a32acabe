import { parseArgs } from 'node:util';
import { type Command, Failure, misuse } from './command.ts';
import { checkAssets } from './doctor/check-assets.ts';
import { checkBackend } from './doctor/check-backend.ts';
import { checkModels } from './doctor/check-models.ts';
import { checkPage } from './doctor/check-page.ts';
import { type Finding, textOf } from './doctor/finding.ts';
import { readSite } from './doctor/site.ts';

const help = `recognize-elements doctor <page> [options]

Looks at a site from outside: HTTPS, camera and Content-Security-Policy of the page; workers,
runtime and models with their media types, CORS and hashes; the answer of the backend. Each finding
comes with its likely cause and how to mend it. The exit status is 1 when something is wrong.

  <page>               the address of a page with an element
  --assets <url>       assets-base, when the page does not show it (bundled apps)
  --models <url>       the manifest, when pages name one by models="…"
  --backend <url>      where the backend module is mounted, as in forwardTo(url)
  --matcher-key=<key>  the key that pages pin (with =, for a key may begin with a dash)

Relative addresses are meant from the page.`;

const text = { type: 'string' } as const;

/** `doctor` */
export const doctor: Command = {
  summary: "checks a site's hosting set-up",
  help,
  async run(args, { print, signal }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { assets: text, models: text, backend: text, 'matcher-key': text },
    });
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) throw misuse('Name the address of one page.');
    if (!/^https?:\/\//.test(address) || !URL.canParse(address))
      throw misuse(`${address} is not an address of a page, as in https://example.org/recover.`);
    const site = await readSite(new URL(address), values, signal);
    const findings: Finding[] = [];
    const report = (found: readonly Finding[]) => {
      for (const finding of found) print(textOf(finding));
      findings.push(...found);
    };
    report(checkPage(site));
    report(await checkAssets(site, signal));
    const models = await checkModels(site, signal);
    report(models.findings);
    report(await checkBackend(site, models.modelId, signal));
    const count = findings.filter(({ verdict }) => verdict === 'wrong').length;
    if (count > 0) throw new Failure(count === 1 ? 'One thing is wrong.' : `${count} things are wrong.`);
  },
};
