import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceManifest } from '../bench/evaluate/reference.ts';
import { type Host, startHost } from '../e2e/support/host.ts';
import { launch, Visitor } from '../e2e/support/visitor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(join(data, 'models', 'face-reid-0095.onnx'));

const person = 'ada@bank.example';
const others = { models: '/models/manifest.json' };
let folder: string;
let host: Host;
let browser: Browser;

/** The set as a site gets it: a manifest of its own that says where the nets lie, and `models add`. */
async function addReference(): Promise<void> {
  const set = await referenceManifest(data);
  const net = <Net extends { file: string }>(given: Net) => ({
    ...given,
    file: pathToFileURL(join(data, 'models', given.file)).href,
  });
  const manifest = join(folder, 'reference.json');
  writeFileSync(
    manifest,
    JSON.stringify({ ...set, detector: net(set.detector), embedder: net(set.embedder) }),
  );
  const program = join(root, 'dist/node/cli/main.js');
  execFileSync(process.execPath, [program, 'models', 'add', manifest, join(folder, 'models')]);
}

describe.skipIf(!present)(
  "YuNet and face-reid-0095 by a page's `models` (left out without ../shared/data)",
  () => {
    let first: Visitor;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'recognize-reference-'));
      await addReference();
      [host, browser] = await Promise.all([startHost({ models: join(folder, 'models') }), launch()]);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('enroll in one browser, recover in another', async () => {
      first = await Visitor.arrive(browser, host, person);
      const enrolled = await first.run({ tag: 'recognize-enroll', attributes: others });
      expect(enrolled.error ?? enrolled.type).toBe('complete');
      const second = await Visitor.arrive(browser, host, person);
      const recovered = await second.run({ tag: 'recognize-recover', attributes: others });
      expect(recovered.error ?? recovered.type).toBe('complete');
      expect(recovered.result.device).toMatchObject({ type: 'SDK' });
      await second.close();
    });

    it('refuse a stranger', async () => {
      const stranger = await Visitor.arrive(browser, host, person, 'bruno');
      const { error } = await stranger.run({ tag: 'recognize-recover', attributes: others });
      expect(error?.code).toBe('ceremony/not-recognized');
      await stranger.close();
    });

    it('take no client state that was made with the shipped set, nor the other way round', async () => {
      const theirs = await first.page.evaluate(() => page.clientState());
      const refused = await first.run({ tag: 'recognize-recover' });
      expect(refused.error).toMatchObject({ code: 'client-state/model-mismatch', retryable: false });
      expect(await first.words()).not.toBe('');
      const enrolled = await first.run({ tag: 'recognize-enroll' });
      expect(enrolled.error ?? enrolled.type).toBe('complete');
      const again = await first.run({ tag: 'recognize-recover', attributes: others });
      expect(again.error?.code).toBe('client-state/model-mismatch');
      expect(await first.page.evaluate(() => page.clientState())).not.toBe(theirs);
    });
  },
);
