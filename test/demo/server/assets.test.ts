import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compressFile } from '../../../src/cli/compress-file.ts';
import { origin } from '../../support/test-backend.ts';
import { createDemoHost, type DemoHost } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

const folder = mkdtempSync(join(tmpdir(), 'recognize-demo-'));
const script = 'export const answer = 42;\n'.repeat(500);
let host: DemoHost;
beforeAll(async () => {
  for (const name of ['runtime.wasm', 'glue.mjs']) {
    writeFileSync(join(folder, name), script);
    await compressFile(join(folder, name));
  }
  host = await createDemoHost({ assetsFolder: folder });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

const decoders = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (bytes: Buffer) => bytes,
};

describe('an asset', () => {
  it.each([
    ['runtime.wasm', 'gzip, deflate, br', 'br', 'application/wasm'],
    ['glue.mjs', 'gzip, deflate, br', 'br', 'text/javascript'],
    ['runtime.wasm', 'gzip', 'gzip', 'application/wasm'],
    ['runtime.wasm', '', 'identity', 'application/wasm'],
  ] as const)('%s is sent as the browser accepts it: %j gets %s', async (name, accepted, encoding, type) => {
    const request = new Request(`${origin}/recognize/assets/${name}`, {
      headers: { 'accept-encoding': accepted },
    });
    const { status, headers, ...rest } = await responseOf(request);
    expect(status).toBe(200);
    expect(headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect(headers.get('content-type')).toContain(type);
    expect(headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(decoders[encoding](rest.bytes).toString()).toBe(script);
  });
});

async function responseOf(request: Request) {
  const response = await host.app.fetch(request);
  const { status, headers } = response;
  return { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
}
