import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import {
  detailsOf,
  forwardAs,
  newUser,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

const isBegin = ({ detail }: RecognizeRequestEvent) => detail.operation === 'begin';

describe('a recovery at the device limit', function () {
  this.timeout(180_000);
  afterEach(removeElements);

  it('asks for consent, and replaces the unused device after the button was pressed with the keyboard', async () => {
    const user = newUser();
    const enrollment = placeElement('recognize-enroll', user);
    await enrollment.element.start();
    const { clientState } = detailsOf(enrollment.events, 'complete')[0]!.result;
    enrollment.element.remove();

    const error = { code: 'server/device-limit', replaceable: true };
    const forward = forwardAs(user);
    let limited = true;
    const { element, events } = placeElement('recognize-recover', user, {
      clientState,
      answer: (event) => (isBegin(event) && limited ? event.respondWith({ error }) : forward(event)),
    });
    await element.start();
    await element.updateComplete;
    expect(detailsOf(events, 'error').map(({ error }) => [error.code, error.replaceable])).to.deep.equal([
      ['server/device-limit', true],
    ]);
    expect(textOf(element)).to.contain('was never used. This browser can take its place.');
    await expect(element).to.be.accessible();

    limited = false;
    query(element, '[part~=replace]').focus();
    await sendKeys({ press: 'Enter' });
    expect(element.status).to.equal('running');
    await element.retry();
    expect(detailsOf(events, 'complete')).to.have.lengthOf(1);
    const consents = detailsOf(events, 'request')
      .filter(({ operation }) => operation === 'begin')
      .map(({ body }) => 'replaceUnused' in (body as object));
    expect(consents).to.deep.equal([false, true]);
  });

  it('offers no replacement without an unused device, and none in an enrollment', async () => {
    for (const [tag, replaceable] of [
      ['recognize-recover', false],
      ['recognize-enroll', true],
    ] as const) {
      const { element } = placeElement(tag, newUser(), {
        answer: (event) => event.respondWith({ error: { code: 'server/device-limit', replaceable } }),
      });
      await element.start();
      await element.updateComplete;
      expect(renders(element, '[part~=replace]')).to.equal(false);
    }
  });
});
