import { serve } from '@hono/node-server';
import { createMinimalHost } from './server.ts';

/** Starts the minimal host on `PORT`, default 5174. */
const port = Number(process.env.PORT ?? 5174);
const origin = `http://localhost:${port}`;
const { fetch } = await createMinimalHost({ origin });
serve({ fetch, port, hostname: 'localhost' }, () => console.log(`Minimal host: ${origin}`));
