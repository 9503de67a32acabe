import type { ReactiveController, ReactiveElement } from 'lit';
import { photoPreview } from '../client/photo-preview.ts';
import type { RunningState } from '../client/run-state.ts';
import { type RecognizeError, toRecognizeError } from '../errors.ts';
import type { Intro, Pack } from '../i18n/types.ts';
import type { PhotoView } from './view/content.ts';
import { anotherButton, photoPicture, photoStart } from './view/photo-view.ts';

type PhotoElement = ReactiveElement & {
  photo: Blob | undefined;
  readonly source: string;
  readonly status: string;
};

interface PhotoActions {
  readonly start: () => void;
  /** Shows the start of the element. */
  readonly reset: () => void;
}

const DRAG_EVENTS = ['dragover', 'dragleave', 'drop'] as const;

/** The photo of one element: chosen in a dialog, dropped, pasted, or set by the page. It is shown on a canvas and goes nowhere else. */
export class PhotoController implements ReactiveController {
  readonly #host: PhotoElement;
  readonly #actions: PhotoActions;
  #file: Blob | undefined;
  #preview: HTMLCanvasElement | undefined;
  #error: RecognizeError | undefined;
  /** Ends when the newest photo is shown, or refused; undefined while none is read. */
  #reading: Promise<void> | undefined;
  #dragging = false;
  /** Whether the run has gone on to the camera. */
  #usesCamera = false;

  constructor(host: PhotoElement, actions: PhotoActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('paste', this.#paste);
    for (const type of DRAG_EVENTS) this.#host.addEventListener(type, this.#drag);
  }

  hostDisconnected(): void {
    document.removeEventListener('paste', this.#paste);
    for (const type of DRAG_EVENTS) this.#host.removeEventListener(type, this.#drag);
  }

  /** Reads a photo that was set since the last update, and forgets one that was enrolled. */
  hostUpdate(): void {
    const { status } = this.#host;
    if (status === 'complete') this.#host.photo = undefined;
    const { photo } = this.#host;
    if (photo === this.#file) return;
    this.#file = photo;
    // A canvas without a size has no pixels.
    if (this.#preview !== undefined) this.#preview.width = 0;
    this.#preview = undefined;
    if (photo === undefined) return;
    this.#error = undefined;
    const reading = this.#read(photo).finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
      this.#host.requestUpdate();
    });
    this.#reading = reading;
  }

  view(texts: Pack, intro: Intro): PhotoView {
    const discard = () => void this.#discard();
    const preview = this.#preview;
    preview?.setAttribute('aria-label', texts.photo.preview);
    return {
      start: photoStart({
        texts,
        intro,
        preview,
        error: this.#error,
        reading: this.#reading !== undefined,
        dragging: this.#dragging,
        pick: () => this.#pick(),
        choose: (file) => this.#choose(file),
        start: this.#actions.start,
        discard,
      }),
      another: anotherButton(texts, discard),
      picture: (state) => this.#picture(state),
    };
  }

  #picture({ status, step, camera }: RunningState): ReturnType<PhotoView['picture']> {
    if (status === 'running' && step === 'loading') this.#usesCamera = false;
    if (step === 'permission' || step === 'bind' || camera !== undefined) this.#usesCamera = true;
    return this.#usesCamera || this.#preview === undefined ? undefined : photoPicture(this.#preview);
  }

  #pick(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('input[type="file"]')?.click();
  }

  #choose(file: Blob | undefined): void {
    if (file === undefined) return;
    this.#host.photo = file;
    void this.#focusWhenRead();
  }

  /** Anywhere on the element, because a browser leaves the page and opens a file that is dropped beside the area. */
  readonly #drag = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (this.#host.source !== 'photo' || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    dataTransfer.dropEffect = this.#takesPhoto ? 'copy' : 'none';
    if (event.type === 'drop' && this.#takesPhoto) this.#choose(dataTransfer.files[0]);
    this.#dragging = event.type === 'dragover' && this.#takesPhoto;
    this.#host.requestUpdate();
  };

  /** Not while one is used. */
  get #takesPhoto(): boolean {
    return ['idle', 'loading', 'ready'].includes(this.#host.status);
  }

  /** A pasted photo, unless it is meant for a field of the page. */
  readonly #paste = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])].at(0);
    if (file === undefined || this.#host.source !== 'photo' || !this.#takesPhoto || event.defaultPrevented)
      return;
    if (isEditable(event.composedPath()[0])) return;
    event.preventDefault();
    this.#choose(file);
  };

  async #read(file: Blob): Promise<void> {
    try {
      const preview = canvasOf(await photoPreview(file));
      if (this.#file === file) this.#preview = preview;
    } catch (thrown) {
      if (this.#file !== file) return;
      this.#error = toRecognizeError(thrown, 'photo/unreadable');
      // The next file may be the same one.
      this.#file = undefined;
      this.#host.photo = undefined;
    }
  }

  async #focusWhenRead(): Promise<void> {
    await this.#host.updateComplete;
    await this.#reading;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('[part~="start"], [part~="choose"]')?.focus();
  }

  async #discard(): Promise<void> {
    this.#host.photo = undefined;
    this.#error = undefined;
    this.#actions.reset();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('[part~="choose"]')?.focus();
  }
}

/** On a canvas of its own, which every content security policy permits. */
function canvasOf(picture: ImageBitmap): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  canvas.setAttribute('role', 'img');
  return canvas;
}

const isEditable = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName));
