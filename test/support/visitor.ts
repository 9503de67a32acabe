import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { RecognizeErrorJson } from 'recognize-elements';
import type { PageEvent } from './host-page.ts';

const recorderScript = fileURLToPath(new URL('event-recorder.js', import.meta.url));
const PAGE_TIMEOUT_MS = 160_000;

/** An element that a test places on the page of the end-to-end host. */
export interface PlacedElement {
  readonly tag: 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';
  /** Added to `recognize-id` and `camera`; undefined leaves one out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  /** Claims of the authorization in addition to the ceremony. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The property `clientState`; default what the host has stored. */
  readonly clientState?: string;
  /** Uses the element of this tag that is on the page already, with its models loaded. */
  readonly reuse?: boolean;
  /** Runs in the page before the run starts, and sees no variables of the test. */
  readonly beforeRun?: string | (() => unknown);
}

/** How a run ended. */
export interface RunResult {
  /** Everything since the element was placed. */
  readonly events: readonly PageEvent[];
  /** `complete`, `cancel` or `error`. */
  readonly type: string;
  readonly error?: RecognizeErrorJson;
  // biome-ignore lint/suspicious/noExplicitAny: results differ by ceremony; each test reads the field that it asserts.
  readonly result?: any;
}

interface VisitorOptions {
  /** In front of the camera; default Ada. */
  readonly simulatedPerson?: string;
  /** Opened first; default the root of the host. */
  readonly path?: string;
  readonly context?: BrowserContextOptions;
  /** Called for each new tab before it loads a page. */
  readonly onTab?: (page: Page) => void;
}

/** A browser profile with one user, and a simulated person in front of its camera. */
export class Visitor {
  readonly context: BrowserContext;
  readonly host: { readonly origin: string };
  readonly user: string;
  readonly simulatedPerson: string;
  /** The current tab. */
  page!: Page;
  readonly #options: VisitorOptions;

  private constructor(
    context: BrowserContext,
    host: { readonly origin: string },
    user: string,
    options: VisitorOptions,
  ) {
    this.context = context;
    this.host = host;
    this.user = user;
    this.simulatedPerson = options.simulatedPerson ?? 'ada';
    this.#options = options;
  }

  /** Creates a profile, signs the user in, and opens a page of the host. */
  static async arrive(
    browser: Browser,
    host: { readonly origin: string },
    user: string,
    options: VisitorOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext(options.context);
    context.setDefaultTimeout(PAGE_TIMEOUT_MS);
    await context.addInitScript({ path: recorderScript });
    const visitor = new Visitor(context, host, user, options);
    await visitor.signIn();
    await visitor.open(host.origin + (options.path ?? '/'));
    return visitor;
  }

  /** Sets the cookie by which the end-to-end host identifies users. The demo host ignores it. */
  signIn(): Promise<void> {
    return this.context.addCookies([{ name: 'user', value: this.user, url: this.host.origin }]);
  }

  /** Opens a page in a new tab, which becomes the current one. @param script runs before the scripts of the page */
  async open(url = this.host.origin, script = ''): Promise<void> {
    this.page = await this.context.newPage();
    this.#options.onTab?.(this.page);
    this.page.on('console', (message) => {
      if (process.env.RECOGNIZE_CONSOLE) console.log(message.text());
    });
    await this.page.addInitScript(script);
    await this.page.goto(url);
  }

  /** The same user in another tab of the same profile. */
  async openTab(url?: string, script?: string): Promise<Visitor> {
    const visitor = new Visitor(this.context, this.host, this.user, this.#options);
    await visitor.open(url, script);
    return visitor;
  }

  /** Replaces the element on the page. `recognize-devices` is placed in `aside`, the others in `main`. */
  async place({ tag, attributes, claims = {}, clientState, reuse = false, beforeRun }: PlacedElement) {
    const allAttributes = {
      'recognize-id': this.user,
      camera: `simulated:${this.simulatedPerson}`,
      ...(tag === 'recognize-enroll' ? { 'picture-review': 'off' } : {}),
      ...attributes,
    };
    await this.page.evaluate(
      async ({ tag, allAttributes, claims, clientState, reuse }) => {
        const container = document.querySelector(tag === 'recognize-devices' ? 'aside' : 'main')!;
        const existing = reuse ? container.querySelector(tag) : null;
        const element = existing ?? document.createElement(tag);
        for (const name of element.getAttributeNames()) element.removeAttribute(name);
        for (const [name, value] of Object.entries(allAttributes))
          if (value !== undefined) element.setAttribute(name, value);
        const authorization = hostPage.authorization(tag.replace('recognize-', ''), claims);
        Object.assign(element, { authorization });
        if (tag === 'recognize-recover')
          Object.assign(element, { clientState: clientState ?? (await hostPage.clientState()) });
        if (existing === null) container.replaceChildren(element);
        else if ('reset' in existing) await existing.reset();
        hostPage.handleRequest = hostPage.forwardTo('/api');
        eventRecorder.events.length = 0;
      },
      { tag, allAttributes, claims, clientState, reuse },
    );
    if (beforeRun !== undefined) await this.page.evaluate(beforeRun);
  }

  /** Presses the button that starts a run, or the one that starts it again. Where none is offered, the page starts the run. */
  async start(tag = ''): Promise<void> {
    const button = this.page.locator(`${tag} [part~=start], ${tag} [part~=retry]`).first();
    await button
      .or(this.page.locator(`${tag} .message [part~=title]`).first())
      .first()
      .waitFor();
    if ((await button.count()) > 0) return button.click();
    const elements = tag || 'recognize-enroll, recognize-recover, recognize-authenticate';
    await this.page
      .locator(elements)
      .first()
      .evaluate((element) => void (element as HTMLElement & { start(): Promise<void> }).start());
  }

  /** Places an element, starts it, and waits until the run has ended. */
  async run(element: PlacedElement): Promise<RunResult> {
    await this.place(element);
    await this.start();
    return this.runResult();
  }

  /** Waits until the run has ended. */
  async runEnd(): Promise<PageEvent> {
    const handle = await this.page.waitForFunction(() =>
      eventRecorder.events.find(({ type }) => ['complete', 'cancel', 'error'].includes(type)),
    );
    return (await handle.jsonValue())!;
  }

  /** Waits until the run has ended, and the end-to-end host has stored the client state. */
  async runResult(): Promise<RunResult> {
    const { type, detail } = await this.runEnd();
    await this.page.evaluate(() => globalThis.hostPage?.clientStateStored);
    return { events: await this.events(), type, error: detail.error, result: detail.result };
  }

  hasEnded(): Promise<boolean> {
    return this.page.evaluate(() =>
      eventRecorder.events.some(({ type }) => type === 'complete' || type === 'error'),
    );
  }

  /** Waits for an event, for example `step` with the step's name. */
  async waitForEvent(type: string, step?: string): Promise<void> {
    await this.page.waitForFunction(
      ([type, step]) =>
        eventRecorder.events.some(
          (event) => event.type === type && (step === undefined || event.detail.step === step),
        ),
      [type, step] as const,
    );
  }

  events(): Promise<readonly PageEvent[]> {
    return this.page.evaluate(() => eventRecorder.events);
  }

  /** Removes the recorded events of earlier runs. */
  clearEvents(): Promise<void> {
    return this.page.evaluate(() => {
      eventRecorder.events.length = 0;
    });
  }

  /** The text that the element in `main` shows. */
  async shownText(): Promise<string> {
    return (await this.page.locator('main [part=panel]').first().allInnerTexts()).join();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
