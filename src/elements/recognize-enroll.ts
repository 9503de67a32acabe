import type { PropertyDeclarations } from 'lit';
import type { EnrollResult } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { attribute, requireOneOf, requireSet } from '../client/usage.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';

/** `<recognize-enroll>`: creates a client state of the given type from a live face; with `activate` it binds this browser too. */
export class RecognizeEnroll extends CeremonyElement<EnrollResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    type: {},
    activate: { type: Boolean },
  };

  /** Type of the client state. */
  declare type: 'BACKUP' | 'TEMPORARY';
  /** Binds this browser too, with a second capture. */
  declare activate: boolean;

  constructor() {
    super();
    this.type = 'BACKUP';
    this.activate = false;
  }

  protected override get intro(): Intro {
    return this.texts.enroll;
  }

  protected override checkUsage(): void {
    super.checkUsage();
    requireOneOf(attribute('type'), this.type, ['BACKUP', 'TEMPORARY']);
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
    return client.enroll(input, options);
  }
}
