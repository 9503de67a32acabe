import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createMinimalHost } from '../../../demo/minimal/server.ts';

export interface ClipHost {
  readonly origin: string;
  /** Delays each net by so many milliseconds. */
  delayModels(ms: number): void;
  close(): Promise<void>;
}

/** A page with the enrollment of one person, without a liveness check: neither a clip nor a photo can do what is asked for. */
export async function startClipHost(): Promise<ClipHost> {
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const host = await createMinimalHost({ origin, page: join(import.meta.dirname, 'site') });
  const recognizeId = 'local-user';
  let delayMs = 0;
  app.use('/recognize/assets/models/*', async (_context, next) => {
    await setTimeout(delayMs);
    await next();
  });
  app.post('/authorization', async (context) => {
    const claims = { recognizeId, ceremony: 'enroll', origin, replace: true, liveness: 'off' } as const;
    const photoHash = context.req.query('photo');
    const photo =
      photoHash === undefined
        ? {}
        : ({ source: 'photo', scenario: 'SELFIE', photo_hash: photoHash } as const);
    return context.text(await host.recognize.issueAuthorization({ ...claims, ...photo }));
  });
  app.all('*', ({ req }) => host.fetch(req.raw));
  return {
    origin,
    delayModels(ms) {
      delayMs = ms;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await host.recognize.close();
      await host.storage.close();
    },
  };
}
