import { afterEach, expect, it, vi } from 'vitest';

vi.mock('recognize-elements', () => import('../../../src/errors.ts'));

afterEach(() => void vi.unstubAllGlobals());

it.each(['constructor', '__proto__', 'toString', 'unknown'])(
  'shows the first view for the address #/%s',
  async (name) => {
    vi.stubGlobal('location', { hash: `#/${name}` });
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('fetch', async () => Response.json(null));
    const { startRouter } = await import('../../../demo/page/router.ts');
    const home = { title: 'Home', content: {} as Node };
    const show = vi.fn();
    const failed = (error: unknown) => ({ title: String(error), content: {} as Node });
    await startRouter({ '': () => home }, failed, show)();
    expect(show.mock.calls).toEqual([[home, { account: null, rest: '' }]]);
  },
);
