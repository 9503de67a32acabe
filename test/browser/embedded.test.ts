import { expect } from '@open-wc/testing';

interface Outcome {
  readonly code: string;
  readonly detail?: string;
}

/** The outcome of opening the camera in a frame of an origin. */
async function openCameraInFrame(origin: string, allow: string): Promise<Outcome> {
  const frame = document.createElement('iframe');
  frame.allow = allow;
  frame.src = `${origin}/test/browser/embedded.html`;
  const message = new Promise<Outcome>((resolve) => {
    window.addEventListener('message', ({ data, source }) => {
      if (source === frame.contentWindow && data?.code !== undefined) resolve(data);
    });
  });
  document.body.append(frame);
  const outcome = await message;
  frame.remove();
  return outcome;
}

/** The same server by another name is another origin, and a secure context. */
const otherOrigin = location.origin.replace('localhost', '127.0.0.1');
const isFirefox = navigator.userAgent.includes('Firefox');

describe('a page in a frame', function () {
  this.timeout(30_000);

  it('of another origin without allow="camera" fails with environment/blocked-by-policy', async () => {
    expect(otherOrigin).not.to.equal(location.origin);
    const { code, detail } = await openCameraInFrame(otherOrigin, '');
    expect(code).to.equal('environment/blocked-by-policy');
    expect(detail).to.contain('allow="camera"');
  });

  it('of the same origin, or with allow="camera", is not blocked', async () => {
    const outcome = isFirefox ? 'camera/none' : 'opened';
    expect((await openCameraInFrame(location.origin, '')).code).to.equal(outcome);
    expect((await openCameraInFrame(otherOrigin, 'camera')).code).to.equal(outcome);
  });
});
