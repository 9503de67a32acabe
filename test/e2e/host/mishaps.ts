import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { MiddlewareHandler } from 'hono';
import type { Mishap, Operation, Order, Report } from './options.ts';

const operations: readonly [RegExp, Operation][] = [
  [/^GET .*\/\.well-known\/recognize$/, 'configuration'],
  [/^POST .*\/ceremonies$/, 'begin'],
  [/^POST .*\/evaluate$/, 'evaluate'],
  [/^POST .*\/finish$/, 'finish'],
  [/^GET .*\/devices$/, 'list-devices'],
  [/^GET .*\/devices\/[^/]+$/, 'check-device'],
  [/^PATCH .*\/devices\/[^/]+$/, 'rename-device'],
  [/^DELETE .*\/devices\/[^/]+$/, 'remove-device'],
];

const operationOf = (call: string): Operation =>
  operations.find(([pattern]) => pattern.test(call))?.[1] ?? 'other';

const report = (message: Report) => process.send?.(message);

interface Incoming {
  readonly incoming: IncomingMessage | Http2ServerRequest;
}

/** Does to the backend's requests what the parent process orders. */
export function mishaps(): MiddlewareHandler<{ Bindings: Incoming }> {
  let next: Mishap | undefined;
  let goOn = (_cut: boolean) => {};
  process.on('message', (order: Order) => {
    if (order.kind === 'go-on') goOn(order.cut);
    else next = order.mishap;
  });

  /** @returns whether the connection was cut */
  async function suffer({ deed }: Mishap, { incoming }: Incoming): Promise<boolean> {
    if (deed === 'die') process.kill(process.pid, 'SIGKILL');
    const going = new Promise<boolean>((resolve) => {
      goOn = resolve;
    });
    report({ kind: 'reached' });
    const cut = await going;
    if (cut) incoming.socket.destroy();
    return cut;
  }

  return async (context, proceed) => {
    const operation = operationOf(`${context.req.method} ${context.req.path}`);
    const mishap = next;
    if (mishap?.operation !== operation) return proceed();
    next = undefined;
    if (mishap.moment === 'after') await proceed();
    const cut = await suffer(mishap, context.env);
    if (mishap.moment === 'before' && !cut) await proceed();
    return cut ? context.body(null) : undefined;
  };
}
