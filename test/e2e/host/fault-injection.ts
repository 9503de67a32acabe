import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { MiddlewareHandler } from 'hono';
import type { Command, Fault, Operation, Report } from './options.ts';

const operations: readonly [RegExp, Operation][] = [
  [/^GET .*\/\.well-known\/recognize$/, 'configuration'],
  [/^POST .*\/challenges$/, 'challenge'],
  [/^POST .*\/ceremonies$/, 'begin'],
  [/^POST .*\/evaluate$/, 'evaluate'],
  [/^POST .*\/finish$/, 'finish'],
  [/^GET .*\/devices$/, 'list-devices'],
  [/^GET .*\/devices\/[^/]+$/, 'check-device'],
  [/^PATCH .*\/devices\/[^/]+$/, 'rename-device'],
  [/^DELETE .*\/devices\/[^/]+$/, 'remove-device'],
];

const operationOf = (methodAndPath: string): Operation =>
  operations.find(([pattern]) => pattern.test(methodAndPath))?.[1] ?? 'other';

interface Incoming {
  readonly incoming: IncomingMessage | Http2ServerRequest;
}

/** Applies the faults that the parent process orders. A fault applies to one request. */
export function faultInjection(): MiddlewareHandler<{ Bindings: Incoming }> {
  let pending: Fault | undefined;
  let resume = (_cut: boolean) => {};
  process.on('message', (command: Command) => {
    if (command.kind === 'resume') resume(command.cut);
    else pending = command.fault;
  });

  /** @returns whether the connection was cut */
  async function apply({ action }: Fault, { incoming }: Incoming): Promise<boolean> {
    if (action === 'exit') process.kill(process.pid, 'SIGKILL');
    const resumed = new Promise<boolean>((resolve) => {
      resume = resolve;
    });
    process.send?.({ kind: 'paused' } satisfies Report);
    const cut = await resumed;
    if (cut) incoming.socket.destroy();
    return cut;
  }

  return async (context, next) => {
    const fault = pending;
    if (fault?.operation !== operationOf(`${context.req.method} ${context.req.path}`)) return next();
    pending = undefined;
    if (fault.moment === 'after') await next();
    const cut = await apply(fault, context.env);
    if (fault.moment === 'before' && !cut) await next();
    return cut ? context.body(null) : undefined;
  };
}
