import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { listen } from './heard.ts';

/** Sizes and colours in which every step is looked at. */
export const looks = [
  { name: '1280-light', width: 1280, height: 800, scheme: 'light' },
  { name: '1280-dark', width: 1280, height: 800, scheme: 'dark' },
  { name: '360-light', width: 360, height: 740, scheme: 'light' },
  { name: '360-dark', width: 360, height: 740, scheme: 'dark' },
] as const;
export type Look = (typeof looks)[number]['name'];

const patience = 120_000;

/** Somebody with a browser profile of their own. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #url: string;
  readonly #pictures: string;

  private constructor(context: BrowserContext, page: Page, url: string, pictures: string) {
    this.#context = context;
    this.page = page;
    this.#url = url;
    this.#pictures = pictures;
  }

  /** @param person a simulated one before the camera */
  static async arrive(
    browser: Browser,
    world: { readonly url: string; readonly pictures: string },
    person: string,
    { language = 'en', scale = 1 } = {},
  ): Promise<Visitor> {
    const viewport = { width: 1280, height: 800 };
    const context = await browser.newContext({ locale: language, viewport, deviceScaleFactor: scale });
    context.setDefaultTimeout(patience);
    // What tsx writes around functions to keep their names.
    await context.addInitScript('globalThis.__name = (value) => value');
    await context.addInitScript(listen);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`console: ${message.text()}`);
    });
    const visitor = new Visitor(context, page, world.url, world.pictures);
    await page.goto(`${world.url}/?camera=simulated:${person}&lang=${language}`);
    await page.waitForSelector('h1');
    return visitor;
  }

  /** Opens a view by its name in the address. */
  async open(view: string): Promise<void> {
    const { search } = new URL(this.page.url());
    await this.page.goto(`${this.#url}/${search}#/${view}`);
    await this.page.waitForSelector('h1');
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) await this.page.fill(`input[name=${name}]`, value);
  }

  /** Presses what has this text, wherever it stands. */
  async press(text: string): Promise<void> {
    await this.page.locator('button:visible, a:visible').filter({ hasText: text }).first().click();
  }

  /** What was heard of an earlier run does not count for the next one. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      window.heard.end = undefined;
      window.heard.step = undefined;
      window.heard.seen = false;
    });
  }

  /** Starts the run of the element on the page. */
  async begin(tag: string): Promise<void> {
    await this.forget();
    await this.page.locator(`${tag} [part~=start], ${tag} [part~=retry]`).first().click();
  }

  /** Waits until the run has seen somebody. */
  async capturing(): Promise<void> {
    await this.page.waitForFunction(() => window.heard.seen || window.heard.end !== undefined, undefined, {
      timeout: patience,
    });
  }

  /** The preview shows a frame; a picture taken before is black where the video will be. */
  async previewed(): Promise<void> {
    await this.page.locator('[part=viewfinder] video').evaluate(
      (video: HTMLVideoElement) =>
        new Promise<void>((resolve) => {
          video.requestVideoFrameCallback(() => requestAnimationFrame(() => resolve()));
        }),
    );
  }

  /** How the run ended: `complete`, `cancel`, or the code of its error. */
  async ended(): Promise<string> {
    await this.page.waitForFunction(() => window.heard.end !== undefined, undefined, { timeout: patience });
    return this.page.evaluate(() => window.heard.ends.at(-1)!);
  }

  /** Pictures of what is to be seen now; the name says which step of whom. */
  async look(name: string, only?: readonly Look[]): Promise<void> {
    mkdirSync(this.#pictures, { recursive: true });
    await this.page.evaluate(() => window.heard.pause());
    for (const look of looks) {
      if (only !== undefined && !only.includes(look.name)) continue;
      const { width, height, scheme } = look;
      await this.page.setViewportSize({ width, height });
      await this.page.emulateMedia({ colorScheme: scheme });
      // A dialog covers what is in view.
      const fullPage = (await this.page.locator('dialog[open]').count()) === 0;
      await this.page.screenshot({ path: join(this.#pictures, `${name}-${look.name}.png`), fullPage });
    }
    await this.page.setViewportSize({ width: 1280, height: 800 });
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.page.evaluate(() => window.heard.resume());
  }

  async longTasks(): Promise<number[]> {
    return this.page.evaluate(() => window.heard.longTasks);
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
