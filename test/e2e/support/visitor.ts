import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RecognizeErrorJson } from 'recognize-elements';
import { browser, chromiumArguments } from '../../support/browsers.ts';
import type { Host } from './host.ts';

export const launch = (...args: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: browser('chromium'), args: [...chromiumArguments, ...args] });

export interface PageEvent {
  readonly type: string;
  readonly tag: string;
  // biome-ignore lint/suspicious/noExplicitAny: details differ by type; each test reads the field that it asserts.
  readonly detail: any;
}

/** What a test places on the host's page. */
export interface Placed {
  readonly tag: 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';
  readonly attributes?: Readonly<Record<string, string>>;
  /** What the host's authorization names beside the ceremony. */
  readonly wishes?: Readonly<Record<string, unknown>>;
  /** Sets the property `clientState`; default what the host keeps. */
  readonly clientState?: string;
}

/** How a run ended, and everything that was told on the way. */
export interface Ended {
  readonly events: readonly PageEvent[];
  /** `complete`, `cancel` or `error`. */
  readonly type: string;
  readonly error?: RecognizeErrorJson;
  // biome-ignore lint/suspicious/noExplicitAny: the result of whichever ceremony ran.
  readonly result?: any;
}

/** A browser profile with its own storage, signed in at the host as `person`, before whose camera `face` sits. */
export class Visitor {
  readonly context: BrowserContext;
  readonly host: Host;
  readonly person: string;
  face: string;
  page!: Page;

  constructor(context: BrowserContext, host: Host, person: string, face: string) {
    this.context = context;
    this.host = host;
    this.person = person;
    this.face = face;
  }

  static async arrive(browser: Browser, host: Host, person: string, face = 'ada'): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB' });
    await context.addCookies([{ name: 'person', value: person, url: host.origin }]);
    const visitor = new Visitor(context, host, person, face);
    await visitor.open();
    return visitor;
  }

  /** Opens the host's page: a first time, or anew after the tab was closed. */
  async open(): Promise<void> {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(160_000);
    this.page.on('console', (message) => {
      if (process.env.RECOGNIZE_CONSOLE) console.log(message.text());
    });
    await this.page.goto(this.host.origin);
    await this.page.waitForFunction(() => 'page' in window);
  }

  /** Places an element in place of the one before. */
  async place({ tag, attributes = {}, wishes = {}, clientState }: Placed): Promise<void> {
    const given = { 'recognize-id': this.person, camera: `simulated:${this.face}`, ...attributes };
    await this.page.evaluate(
      async ({ tag, given, wishes, clientState }) => {
        page.events.length = 0;
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        const authorization = page.authorization(tag.replace('recognize-', ''), wishes);
        const state =
          tag === 'recognize-recover' ? { clientState: clientState ?? (await page.clientState()) } : {};
        Object.assign(element, { authorization, ...state });
        document.body.replaceChildren(element);
      },
      { tag, given, wishes, ...(clientState === undefined ? {} : { clientState }) },
    );
  }

  /** Presses the element's start button. */
  async start(): Promise<void> {
    await this.page.locator('[part~=start]').click();
  }

  /** Waits until the run has ended, and the host has kept what it was given. */
  async ended(): Promise<Ended> {
    const handle = await this.page.waitForFunction(() =>
      page.events.find(({ type }) => ['complete', 'cancel', 'error'].includes(type)),
    );
    await this.page.evaluate(() => page.kept);
    const last = (await handle.jsonValue())!;
    return {
      events: await this.events(),
      type: last.type,
      error: last.detail.error,
      result: last.detail.result,
    };
  }

  events(): Promise<readonly PageEvent[]> {
    return this.page.evaluate(() => page.events);
  }

  async run(placed: Placed): Promise<Ended> {
    await this.place(placed);
    await this.start();
    return this.ended();
  }

  /** What the element says to the person. */
  async words(): Promise<string> {
    return (await this.page.locator('[part=panel]').first().allInnerTexts()).join();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** What `host/page.js` keeps on the window. */
declare global {
  var page: {
    readonly events: PageEvent[];
    answer: (event: import('recognize-elements').RecognizeRequestEvent) => void;
    kept?: Promise<unknown>;
    authorization(ceremony: string, wishes?: object): () => Promise<string>;
    clientState(): Promise<string>;
  };
}
