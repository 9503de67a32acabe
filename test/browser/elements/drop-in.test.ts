import { expect } from '@open-wc/testing';
import { until } from './page.ts';

describe('the drop-in script', function () {
  this.timeout(120_000);

  it('lets the scripts after it listen before elements do anything by themselves', async () => {
    const frame = document.createElement('iframe');
    frame.src = new URL('./drop-in.html', import.meta.url).href;
    document.body.append(frame);
    const heard = () => (frame.contentWindow as { heard?: string[] } | null)?.heard ?? [];
    await until(() => heard().length >= 3);
    expect([...heard()].sort()).to.deep.equal(['list-devices', 'loading', 'recognize-ready']);
    frame.remove();
  });
});
