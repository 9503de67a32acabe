import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { waitUntil } from '../wait-until.ts';
import { authorizationFor, forwardAs, newUser } from './page.ts';

interface FrozenPage extends Window {
  log?: string[];
  place<Tag extends 'recognize-enroll' | 'recognize-recover' | 'recognize-devices'>(
    tag: Tag,
    properties: Partial<HTMLElementTagNameMap[Tag]>,
    answer: (event: RecognizeRequestEvent) => void,
  ): HTMLElementTagNameMap[Tag];
}

describe('a page that has frozen the prototypes of the language', function () {
  this.timeout(120_000);
  let frame: HTMLIFrameElement;
  let page: FrozenPage;
  beforeEach(async () => {
    frame = document.createElement('iframe');
    frame.src = new URL('./frozen.html', import.meta.url).href;
    document.body.append(frame);
    await waitUntil(() => (frame.contentWindow as FrozenPage | null)?.log?.length);
    page = frame.contentWindow as FrozenPage;
    const { prototype } = (page as unknown as { Error: ErrorConstructor }).Error;
    expect(Object.isFrozen(prototype)).to.equal(true);
  });
  afterEach(() => frame.remove());

  it('gets the error event of a run that fails', async () => {
    const element = page.place('recognize-recover', { recognizeId: 'ann', clientState: 'x' }, () => {});
    element.authorization = 'a';
    await element.start();
    expect(element.status).to.equal('failed');
    expect(page.log).to.have.lengthOf(2);
    expect(page.log![1]).to.match(/^error client-state\/malformed/);
  });

  it('gets the error event of a run that the backend refuses', async () => {
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith({ error: { code: 'ceremony/locked' } });
    const element = page.place('recognize-enroll', { camera: 'simulated:ada' }, answer);
    element.authorization = authorizationFor(newUser(), 'enroll');
    await element.start();
    expect(page.log!.at(-1)).to.match(/^error ceremony\/locked/);
  });

  it('completes an enrollment', async () => {
    const user = newUser();
    const properties = { camera: 'simulated:ada', authorization: authorizationFor(user, 'enroll') };
    const element = page.place('recognize-enroll', properties, forwardAs(user));
    await element.start();
    expect(page.log).to.deep.equal(['loaded', 'ready', 'complete']);
  });
});
