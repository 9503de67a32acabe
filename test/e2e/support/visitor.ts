import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RecognizeErrorJson, RecognizeRequest, RecognizeRequestEvent } from 'recognize-elements';
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
  /** Runs the element of this tag that is there already, with its models loaded. */
  readonly again?: boolean;
  /** What the page does before the run; it runs there, and sees nothing of the test. */
  readonly meddle?: string | (() => unknown);
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

  /** Another tab of the same profile; `script` runs before those of the page. */
  async tab(url?: string, script?: string): Promise<Visitor> {
    const visitor = new Visitor(this.context, this.host, this.person, this.face);
    await visitor.open(url, script);
    return visitor;
  }

  static async arrive(browser: Browser, host: Host, person: string, face = 'ada'): Promise<Visitor> {
    const context = await browser.newContext();
    const visitor = new Visitor(context, host, person, face);
    await visitor.signIn();
    await visitor.open();
    return visitor;
  }

  /** Passes the first factor. */
  signIn(): Promise<void> {
    return this.context.addCookies([{ name: 'person', value: this.person, url: this.host.origin }]);
  }

  /** Opens a page of the host: a first time, or anew after the tab was closed. */
  async open(url = this.host.origin, script = ''): Promise<void> {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(160_000);
    this.page.on('console', (message) => {
      if (process.env.RECOGNIZE_CONSOLE) console.log(message.text());
    });
    await this.page.addInitScript(script);
    await this.page.goto(url);
    await this.page.waitForFunction(() => 'page' in window);
  }

  /** Places an element in place of the one before; a list of devices stands beside the others. */
  async place({
    tag,
    attributes = {},
    wishes = {},
    clientState,
    again = false,
    meddle,
  }: Placed): Promise<void> {
    const given = { 'recognize-id': this.person, camera: `simulated:${this.face}`, ...attributes };
    await this.page.evaluate(
      async ({ tag, given, wishes, clientState, again }) => {
        const place = document.querySelector(tag === 'recognize-devices' ? 'aside' : 'main')!;
        const there = again ? place.querySelector(tag) : null;
        const element = there ?? document.createElement(tag);
        for (const name of element.getAttributeNames()) element.removeAttribute(name);
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        const authorization = page.authorization(tag.replace('recognize-', ''), wishes);
        const state =
          tag === 'recognize-recover' ? { clientState: clientState ?? (await page.clientState()) } : {};
        Object.assign(element, { authorization, ...state });
        if (there === null) place.replaceChildren(element);
        else if ('reset' in there) await there.reset();
        page.answer = page.forwardTo('/api');
        page.events.length = 0;
      },
      { tag, given, wishes, again, ...(clientState === undefined ? {} : { clientState }) },
    );
    if (meddle !== undefined) await this.page.evaluate(meddle);
  }

  /** Presses the element's start button. */
  async start(): Promise<void> {
    await this.page.locator('[part~=start]').click();
  }

  /** Waits until the run has ended. */
  async over(): Promise<PageEvent> {
    const handle = await this.page.waitForFunction(() =>
      page.events.find(({ type }) => ['complete', 'cancel', 'error'].includes(type)),
    );
    return (await handle.jsonValue())!;
  }

  /** Waits until the run has ended, and the host has kept what it was given. */
  async ended(): Promise<Ended> {
    const last = await this.over();
    await this.page.evaluate(() => page.kept);
    return {
      events: await this.events(),
      type: last.type,
      error: last.detail.error,
      result: last.detail.result,
    };
  }

  hasEnded(): Promise<boolean> {
    return this.page.evaluate(() => page.events.some(({ type }) => type === 'complete' || type === 'error'));
  }

  events(): Promise<readonly PageEvent[]> {
    return this.page.evaluate(() => page.events);
  }

  async run(placed: Placed): Promise<Ended> {
    await this.place(placed);
    await this.start();
    return this.ended();
  }

  /** What a person sees after a failure. */
  async failure(): Promise<{ title: string; text: string; working: boolean; retry: boolean }> {
    const part = (name: string) => this.page.locator(`main [part~=${name}]`);
    const words = async (name: string) => (await part(name).allInnerTexts()).join();
    const working = (await part('viewfinder').count()) > 0;
    return {
      title: await words('title'),
      text: await words('text'),
      working,
      retry: (await part('retry').count()) > 0 && (await part('retry').isEnabled()),
    };
  }

  /** What the element says to the person. */
  async words(): Promise<string> {
    return (await this.page.locator('main [part=panel]').first().allInnerTexts()).join();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** What `host/site/page.js` keeps on the window. */
declare global {
  var page: {
    readonly events: PageEvent[];
    forwardTo: typeof import('recognize-elements').forwardTo;
    answer: (event: RecognizeRequestEvent) => void;
    kept?: Promise<unknown>;
    authorization(ceremony: string, wishes?: object): () => Promise<string>;
    clientState(): Promise<string>;
    send(request: RecognizeRequest): Promise<unknown>;
    changing(
      operation: string,
      // biome-ignore lint/suspicious/noExplicitAny: a host that knows the body of a request knows too much.
      change: (request: RecognizeRequest & { body?: any }) => RecognizeRequest | Promise<RecognizeRequest>,
    ): (event: RecognizeRequestEvent) => void;
  };
}
