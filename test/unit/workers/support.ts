import { vi } from 'vitest';
import type { WorkerScope } from '../../../src/workers/serve-worker.ts';

type Listener = (event: SecurityPolicyViolationEvent) => void;

/** Stands in for `Worker`. Tests connect it to a served scope, or send its events themselves. */
export class FakeWorker {
  static readonly started: FakeWorker[] = [];
  /** Serves every worker that starts; without it a worker does not respond. */
  static serve: ((scope: WorkerScope) => void) | undefined;
  readonly url: string;
  readonly name: string;
  readonly received: unknown[] = [];
  isTerminated = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  readonly #scope: WorkerScope;

  constructor(url: string, { name }: { name: string }) {
    this.url = url;
    this.name = name;
    this.#scope = { name, onmessage: null, postMessage: (message) => this.respond(message) };
    FakeWorker.serve?.(this.#scope);
    FakeWorker.started.push(this);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    const data: unknown = structuredClone(message, { transfer: transfer as never });
    this.received.push(data);
    queueMicrotask(() => this.#scope.onmessage?.({ data } as MessageEvent));
  }

  respond(data: unknown): void {
    if (!this.isTerminated) this.onmessage?.({ data } as MessageEvent);
  }

  fail(message = ''): void {
    this.onerror?.({ message, preventDefault() {} } as ErrorEvent);
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

/** Installs the globals of a page at https://bank.example; `blockWorker` reports a violation of its `worker-src`. */
export function installPage(): { blockWorker(url: string): void } {
  const listeners: Listener[] = [];
  FakeWorker.started.length = 0;
  FakeWorker.serve = undefined;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('self', { location: new URL('https://bank.example/recover') });
  vi.stubGlobal('document', {
    addEventListener: (_type: string, listener: Listener) => listeners.push(listener),
  });
  const report = (blockedURI: string) =>
    ({ effectiveDirective: 'worker-src', blockedURI }) as SecurityPolicyViolationEvent;
  return {
    blockWorker: (url) => {
      for (const listener of listeners) listener(report(url));
    },
  };
}
