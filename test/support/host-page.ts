import type { RecognizeRequest, RecognizeRequestEvent } from 'recognize-elements';

/** An event of an element, or a violation of the page's Content-Security-Policy. */
export interface PageEvent {
  /** Without the prefix `recognize-`; `violation` for a violation. */
  readonly type: string;
  readonly tag: string;
  // biome-ignore lint/suspicious/noExplicitAny: details differ by type; each test reads the field that it asserts.
  readonly detail: any;
}

/** What test/support/event-recorder.js provides in every page. */
interface EventRecorder {
  readonly events: PageEvent[];
  /** Tasks over 50 ms on the main thread that overlap a capture, milliseconds. */
  readonly longTasks: readonly number[];
  /** Excludes what follows from `longTasks`, for example while a screenshot is taken. */
  pauseMeasuring(): void;
  resumeMeasuring(): void;
}

/** What test/e2e/host/site/page.js provides for tests. */
interface HostPage {
  readonly forwardTo: typeof import('recognize-elements').forwardTo;
  readonly registerCamera: typeof import('recognize-elements').registerCamera;
  /** Handles the requests of all elements; a test may replace it. */
  handleRequest: (event: RecognizeRequestEvent) => void;
  /** Resolves when the host has stored the client state of the last enrollment. */
  clientStateStored?: Promise<void>;
  /** A function that requests an authorization from the host. */
  authorization(ceremony: string, claims?: object): () => Promise<string>;
  /** The client state that the host has stored. */
  clientState(): Promise<string>;
  /** Sends a request to the backend module. */
  send(request: RecognizeRequest): Promise<unknown>;
  /** A request handler that changes the requests of one operation before it sends them. */
  forwardChanged(
    operation: string,
    // biome-ignore lint/suspicious/noExplicitAny: hosts do not read the body, but these tests change it.
    change: (request: RecognizeRequest & { body?: any }) => RecognizeRequest | Promise<RecognizeRequest>,
  ): (event: RecognizeRequestEvent) => void;
}

declare global {
  var eventRecorder: EventRecorder;
  var hostPage: HostPage;
}
