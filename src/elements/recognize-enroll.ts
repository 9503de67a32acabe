import type { PropertyDeclarations } from 'lit';
import type { EnrollResult } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { attribute, invalidSetting, requireOneOf, requireSet } from '../client/usage.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';
import { PhotoController } from './photo-controller.ts';
import type { PhotoView } from './view/content.ts';
import { photoStyles } from './view/photo-styles.ts';

/** Long enough to look at a picture, and to begin an answer. */
const REVIEW_SECONDS = 4;

/**
 * `<recognize-enroll>`: creates a client state of the given type from a live face, or from a photo that the host has checked; with `activate`
 * it binds this browser too.
 *
 * @csspart drop - The area for a photo.
 * @csspart choose - The button that opens the file picker.
 * @csspart photo - The preview of the photo.
 * @csspart another - The button that leads to another photo.
 * @csspart error - Why a photo cannot be used.
 */
export class RecognizeEnroll extends CeremonyElement<EnrollResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    type: {},
    activate: { type: Boolean },
    pictureReview: { attribute: 'picture-review' },
    source: {},
    scenario: {},
    photo: { attribute: false },
  };

  static override styles = [...CeremonyElement.styles, photoStyles];

  /** Type of the client state. */
  declare type: 'BACKUP' | 'TEMPORARY';
  /** Binds this browser too, with a second capture. */
  declare activate: boolean;
  /** Whether the person sees the picture before it is used: for a few seconds, until an answer, or not at all. */
  declare pictureReview: 'auto' | 'ask' | 'off';
  /** Where the face comes from. A photo needs an authorization for it. */
  declare source: 'camera' | 'photo';
  /** Where the photo comes from. */
  declare scenario: 'SELFIE' | 'TRUSTED_SOURCE' | 'DOCUMENT' | undefined;
  /** The photo: what the person has chosen, or what the page sets. */
  declare photo: Blob | undefined;

  readonly #photo = new PhotoController(this, {
    start: () => void this.start(),
    reset: () => void this.reset(),
  });

  constructor() {
    super();
    this.type = 'BACKUP';
    this.activate = false;
    this.pictureReview = 'auto';
    this.source = 'camera';
  }

  protected override get intro(): Intro {
    const { enroll, photo } = this.texts;
    if (!this.#hasPhoto) return enroll;
    return {
      ...enroll,
      title: photo.title,
      text: photo.intro[this.scenario ?? 'SELFIE'] ?? '',
      start: photo.use,
    };
  }

  protected override get usesCamera(): boolean {
    return !this.#hasPhoto || this.activate;
  }

  protected override get reviewSeconds(): number | undefined {
    return this.pictureReview === 'ask' ? undefined : REVIEW_SECONDS;
  }

  protected override checkUsage(): void {
    super.checkUsage();
    requireOneOf(attribute('type'), this.type, ['BACKUP', 'TEMPORARY']);
    requireOneOf(attribute('picture-review'), this.pictureReview, ['auto', 'ask', 'off']);
    requireOneOf(attribute('source'), this.source, ['camera', 'photo']);
    requireOneOf(attribute('scenario'), this.scenario, ['SELFIE', 'TRUSTED_SOURCE', 'DOCUMENT']);
    if (!this.#hasPhoto) return;
    requireSet('scenario', this.scenario);
    if (this.handoff === 'only') throw invalidSetting(attribute('handoff'), 'off with source="photo"');
  }

  protected override get requiredValues(): readonly unknown[] {
    return this.#hasPhoto ? [this.authorization, this.photo] : [this.authorization];
  }

  protected override photoView(): PhotoView | undefined {
    return this.#hasPhoto ? this.#photo.view(this.texts, this.intro) : undefined;
  }

  protected override perform(client: Recognize, options: RunOptions<EnrollResult>): Promise<EnrollResult> {
    const type = this.type || 'BACKUP';
    const input = {
      type,
      authorization: requireSet('authorization', this.authorization),
      activate: this.activate,
      name: this.texts.devices.types[type],
      ...(this.recognizeId ? { recognizeId: this.recognizeId } : {}),
      ...(this.#hasPhoto
        ? {
            photo: { file: requireSet('photo', this.photo), scenario: requireSet('scenario', this.scenario) },
          }
        : {}),
    };
    return client.enroll(input, { ...options, review: this.pictureReview !== 'off' });
  }

  /** On a phone the camera is used. */
  get #hasPhoto(): boolean {
    return this.source === 'photo' && !this.handoffId;
  }
}
