import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceManifest } from '../bench/evaluate/reference.ts';
import { type Host, startHost } from '../e2e/support/host.ts';
import { launchChromium } from '../support/chromium.ts';
import { dataFolder } from '../support/data-folder.ts';
import { Visitor } from '../support/visitor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const present = existsSync(join(dataFolder, 'models', 'face-reid-0095.onnx'));

const user = 'ada@bank.example';
const referenceModels = { models: '/models/manifest.json' };
let folder: string;
let host: Host;
let browser: Browser;

/** Installs the set as a site does: with `models add` and a manifest that names the files of the nets. */
async function addReference(): Promise<void> {
  const set = await referenceManifest(dataFolder);
  const withFileUrl = <Net extends { file: string }>(net: Net) => ({
    ...net,
    file: pathToFileURL(join(dataFolder, 'models', net.file)).href,
  });
  const manifest = join(folder, 'reference.json');
  writeFileSync(
    manifest,
    JSON.stringify({ ...set, detector: withFileUrl(set.detector), embedder: withFileUrl(set.embedder) }),
  );
  const program = join(root, 'dist/node/cli/main.js');
  execFileSync(process.execPath, [program, 'models', 'add', manifest, join(folder, 'models')]);
}

describe.skipIf(!present)(
  'with YuNet and face-reid-0095 as `models` of the page (skipped without ../shared/data)',
  () => {
    let first: Visitor;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'recognize-reference-'));
      await addReference();
      [host, browser] = await Promise.all([startHost({ models: join(folder, 'models') }), launchChromium()]);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('enrolls in one browser, and recovers in another', async () => {
      first = await Visitor.arrive(browser, host, user);
      const enrolled = await first.run({ tag: 'recognize-enroll', attributes: referenceModels });
      expect(enrolled.error ?? enrolled.type).toBe('complete');
      const second = await Visitor.arrive(browser, host, user);
      const recovered = await second.run({ tag: 'recognize-recover', attributes: referenceModels });
      expect(recovered.error ?? recovered.type).toBe('complete');
      expect(recovered.result.device).toMatchObject({ type: 'SDK' });
      await second.close();
    });

    it('reports ceremony/not-recognized for another person', async () => {
      const impostor = await Visitor.arrive(browser, host, user, { simulatedPerson: 'bruno' });
      const { error } = await impostor.run({ tag: 'recognize-recover', attributes: referenceModels });
      expect(error?.code).toBe('ceremony/not-recognized');
      await impostor.close();
    });

    it('reports client-state/model-mismatch for a client state of the bundled models, and the reverse', async () => {
      const referenceClientState = await first.page.evaluate(() => hostPage.clientState());
      const refused = await first.run({ tag: 'recognize-recover' });
      expect(refused.error).toMatchObject({ code: 'client-state/model-mismatch', retryable: false });
      expect(await first.shownText()).not.toBe('');
      const enrolled = await first.run({ tag: 'recognize-enroll' });
      expect(enrolled.error ?? enrolled.type).toBe('complete');
      const mismatch = await first.run({ tag: 'recognize-recover', attributes: referenceModels });
      expect(mismatch.error?.code).toBe('client-state/model-mismatch');
      expect(await first.page.evaluate(() => hostPage.clientState())).not.toBe(referenceClientState);
    });
  },
);
