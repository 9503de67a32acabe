import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Visitor } from '../support/visitor.ts';

/** Sizes and color schemes of the screenshots. */
const variants = [
  { name: '1280-light', width: 1280, height: 800, colorScheme: 'light' },
  { name: '1280-dark', width: 1280, height: 800, colorScheme: 'dark' },
  { name: '360-light', width: 360, height: 740, colorScheme: 'light' },
  { name: '360-dark', width: 360, height: 740, colorScheme: 'dark' },
] as const;
export type Variant = (typeof variants)[number];

/**
 * Takes a screenshot in each variant.
 *
 * @param name the start of the file names: the number and the name of the step
 * @param only the variants to take; default all
 */
export async function takeScreenshots(
  { folder }: { readonly folder: string },
  { page }: Visitor,
  name: string,
  only?: readonly Variant['name'][],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Taking a screenshot causes long tasks itself.
  await page.evaluate(() => eventRecorder.pauseMeasuring());
  for (const { name: variant, width, height, colorScheme } of variants) {
    if (only !== undefined && !only.includes(variant)) continue;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    // A modal dialog is fixed to the viewport.
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: join(folder, `${name}-${variant}.png`), fullPage, animations: 'disabled' });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => eventRecorder.resumeMeasuring());
}

/** Resolves when the preview shows a frame. In an earlier screenshot the video is black. */
export async function waitForPreview({ page }: Visitor): Promise<void> {
  await page.locator('[part=viewfinder] video').evaluate(
    (video: HTMLVideoElement) =>
      new Promise<void>((resolve) => {
        video.requestVideoFrameCallback(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
