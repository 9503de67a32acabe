import { expect } from '@open-wc/testing';
import { waitUntil } from '../wait-until.ts';

describe('the drop-in script', function () {
  this.timeout(120_000);

  it('lets the scripts after it add listeners before elements start without a call', async () => {
    const frame = document.createElement('iframe');
    frame.src = new URL('./drop-in.html', import.meta.url).href;
    document.body.append(frame);
    const log = () => (frame.contentWindow as { log?: string[] } | null)?.log ?? [];
    await waitUntil(() => log().length >= 3);
    expect([...log()].sort()).to.deep.equal(['list-devices', 'loading', 'recognize-ready']);
    frame.remove();
  });
});
