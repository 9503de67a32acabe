import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import type { Clip } from './clips.ts';

/** Chromium with a camera that plays clips. */
export interface FakeCamera {
  readonly browser: Browser;
  /** Sets the clip. It takes effect when a page next opens the camera, because Chromium then reads the file again. All clips have one size. */
  show(clip: Clip): void;
  close(): Promise<void>;
}

export async function openFakeCamera(firstClip: Clip): Promise<FakeCamera> {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-camera-'));
  const file = join(folder, 'camera.mjpeg');
  const show = (clip: Clip) => {
    writeFileSync(`${file}.next`, clip);
    renameSync(`${file}.next`, file);
  };
  show(firstClip);
  const browser = await launchChromium(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  );
  return {
    browser,
    show,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}
