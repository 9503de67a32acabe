import type { PropertyDeclarations } from 'lit';
import type { EnrollResult } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { attribute, requireOneOf, requireSet } from '../client/usage.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';

/** Long enough to look at a picture, and to begin an answer. */
const REVIEW_SECONDS = 4;

/** `<recognize-enroll>`: creates a client state of the given type from a live face; with `activate` it binds this browser too. */
export class RecognizeEnroll extends CeremonyElement<EnrollResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    type: {},
    activate: { type: Boolean },
    pictureReview: { attribute: 'picture-review' },
  };

  /** Type of the client state. */
  declare type: 'BACKUP' | 'TEMPORARY';
  /** Binds this browser too, with a second capture. */
  declare activate: boolean;
  /** Whether the person sees the picture before it is used: for a few seconds, until an answer, or not at all. */
  declare pictureReview: 'auto' | 'ask' | 'off';

  constructor() {
    super();
    this.type = 'BACKUP';
    this.activate = false;
    this.pictureReview = 'auto';
  }

  protected override get intro(): Intro {
    return this.texts.enroll;
  }

  protected override get reviewSeconds(): number | undefined {
    return this.pictureReview === 'ask' ? undefined : REVIEW_SECONDS;
  }

  protected override checkUsage(): void {
    super.checkUsage();
    requireOneOf(attribute('type'), this.type, ['BACKUP', 'TEMPORARY']);
    requireOneOf(attribute('picture-review'), this.pictureReview, ['auto', 'ask', 'off']);
  }

  protected override get requiredValues(): readonly unknown[] {
    return [this.authorization];
  }

  protected override perform(client: Recognize, options: RunOptions<EnrollResult>): Promise<EnrollResult> {
    const type = this.type || 'BACKUP';
    const input = {
      type,
      authorization: requireSet('authorization', this.authorization),
      activate: this.activate,
      name: this.texts.devices.types[type],
      ...(this.recognizeId ? { recognizeId: this.recognizeId } : {}),
    };
    return client.enroll(input, { ...options, review: this.pictureReview !== 'off' });
  }
}
