import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { waitUntil } from '../wait-until.ts';
import { focusedLabel, newUser, placeElement, query, removeElements, renders } from './page.ts';

const placePhoto = (settings: { lang?: string; authorization?: () => Promise<string> } = {}) =>
  placeElement('recognize-enroll', newUser(), { source: 'photo', scenario: 'DOCUMENT', ...settings }).element;

/** A picture of one color, which shows that a file was read. */
async function pictureFile(width: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, 10);
  canvas.getContext('2d')!.fillRect(0, 0, width, 10);
  return new File([await canvas.convertToBlob()], 'photo.png', { type: 'image/png' });
}

const pdf = () => new File(['%PDF-1.7'], 'photo.jpg', { type: 'image/jpeg' });

/** A file that takes long to read, and is refused. */
const largeFile = () => new File([new Uint8Array(40_000_000)], 'large.jpg');

const previewWidth = (element: HTMLElement) =>
  element.shadowRoot!.querySelector<HTMLCanvasElement>('canvas')?.width;

/** @returns whether the element has taken the event over from the browser */
function drag(type: 'dragover' | 'dragleave' | 'drop', target: EventTarget, content: File | string): boolean {
  const dataTransfer = new DataTransfer();
  if (typeof content === 'string') dataTransfer.setData('text/plain', content);
  else dataTransfer.items.add(content);
  return !target.dispatchEvent(
    new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer }),
  );
}

describe('a photo', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  it('is taken where it is dropped on the element, also in place of another one, and text is not', async () => {
    const element = placePhoto();
    await waitUntil(() => renders(element, '[part~=choose]'));
    const title = () => query(element, '[part~=title], [part~=photo]');
    expect(drag('dragover', title(), 'text')).to.equal(false);
    await element.updateComplete;
    expect(renders(element, '.over')).to.equal(false);
    expect(drag('dragover', title(), await pictureFile(30))).to.equal(true);
    await element.updateComplete;
    expect(renders(element, '.over')).to.equal(true);
    for (const width of [30, 40]) {
      expect(drag('drop', title(), await pictureFile(width))).to.equal(true);
      await waitUntil(() => previewWidth(element) === width);
    }
  });

  it('is not replaced during a run, and a file that is dropped then does not open in the browser', async () => {
    const element = placePhoto({ authorization: () => new Promise<never>(() => {}) });
    const photo = await pictureFile(30);
    element.photo = photo;
    await waitUntil(() => renders(element, '[part~=start]'));
    void element.start();
    await waitUntil(() => element.status === 'running');
    expect(drag('drop', element, await pictureFile(40))).to.equal(true);
    expect(element.photo).to.equal(photo);
  });

  it('is the newest one while an earlier one is still read', async () => {
    const element = placePhoto();
    element.photo = largeFile();
    await element.updateComplete;
    element.photo = await pictureFile(30);
    await waitUntil(() => previewWidth(element) === 30);
    element.photo = largeFile();
    await element.updateComplete;
    element.photo = undefined;
    await waitUntil(() => query<HTMLButtonElement>(element, '[part~=choose]').disabled === false);
    expect(renders(element, 'canvas, [part~=error]')).to.equal(false);
  });

  it('is shown after the element was removed while it was read, and placed again', async () => {
    const element = placePhoto();
    element.photo = await pictureFile(30);
    await element.updateComplete;
    element.remove();
    await waitUntil(() => previewWidth(element) === 30);
    document.body.append(element);
    await element.updateComplete;
    expect(focusedLabel(element)).to.equal('');
    expect(previewWidth(element)).to.equal(30);
  });

  it('passes axe and is chosen with the keyboard, after a refused file too', async () => {
    const element = placePhoto({ lang: 'en' });
    await waitUntil(() => renders(element, '[part~=choose]'));
    (document.activeElement as HTMLElement).blur();
    await sendKeys({ press: 'Tab' });
    expect(focusedLabel(element)).to.equal('Choose a photo');
    const input = query<HTMLInputElement>(element, 'input');
    let opened = 0;
    input.addEventListener('click', (event) => {
      opened++;
      event.preventDefault();
    });
    await sendKeys({ press: 'Enter' });
    expect(opened).to.equal(1);
    const choose = (file: File) => {
      const transfer = new DataTransfer();
      transfer.items.add(file);
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
      // Otherwise a browser reports no change when the same file is chosen once more.
      expect(input.value).to.equal('');
    };
    choose(pdf());
    await waitUntil(() => renders(element, '[part~=error]') && focusedLabel(element) === 'Choose a photo');
    await expect(element).to.be.accessible();
    choose(await pictureFile(30));
    await waitUntil(() => focusedLabel(element) === 'Use this photo');
    await expect(element).to.be.accessible();
  });
});
