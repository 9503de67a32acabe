import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { renderedPhoto } from '../support/rendered-photo.ts';
import type { Tour } from './actions.ts';
import { startClipHost } from './clips/host.ts';

const END_TIMEOUT_MS = 120_000;

/** Enrolls from a photo that the authorization names by its hash, and is refused with another photo. */
export async function enrollFromPhoto({ browser, step }: Pick<Tour, 'browser' | 'step'>): Promise<void> {
  const host = await startClipHost();
  const checked = await renderedPhoto('ada');
  const other = await renderedPhoto('bruno');
  const hash = createHash('sha256').update(checked).digest('base64url');

  /** @returns the type of the last event, or the code of its error */
  async function enroll(photo: Buffer): Promise<string> {
    const page = await browser.newPage();
    try {
      await page.goto(`${host.origin}/?photo=${hash}`);
      const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.locator('[part~=start]').click();
      const ended = () => recording.events.some(({ type }) => type === 'complete' || type === 'error');
      await page.waitForFunction(ended, undefined, { timeout: END_TIMEOUT_MS });
      const { type, detail } = await page.evaluate(() => recording.events.at(-1)!);
      return detail.error?.code ?? type;
    } finally {
      await page.close();
    }
  }

  try {
    await step('photo: enroll from the checked photo', async () =>
      assert.equal(await enroll(checked), 'complete'),
    );
    await step('photo: another photo is refused', async () =>
      assert.notEqual(await enroll(other), 'complete'),
    );
  } finally {
    await host.close();
  }
}
