import { Hono } from 'hono';
import type { RecognizeServer } from 'recognize-elements/server';

/** A host on Hono. */
export function createHonoHost(recognize: RecognizeServer): Hono {
  const app = new Hono();
  app.all('/recognize-api/*', (context) => recognize.fetch(context.req.raw));
  return app;
}
