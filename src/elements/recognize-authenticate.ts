import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { authenticate } from '../ceremonies/authenticate.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';

/** `<recognize-authenticate>`: live face + device key sign the host's challenge, and the transaction as it is shown. */
export class RecognizeAuthenticate extends CeremonyElement {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    challenge: {},
    transaction: { attribute: false },
  };

  declare challenge: string | undefined;
  /** What is signed: plain JSON. Its top level is shown as a list of names and values, and nothing beyond it is signed. */
  declare transaction: Readonly<Record<string, string | number>> | undefined;

  protected override get intro(): Intro {
    return this.texts.authenticate;
  }

  protected override async perform(context: CeremonyContext): Promise<unknown> {
    const { recognizeId, challenge, transaction, authorization = '' } = this;
    if (!recognizeId)
      throw new RecognizeError('client-state/wrong-person', { detail: 'recognize-id is not set' });
    return authenticate(context, {
      recognizeId,
      authorization,
      ...(challenge ? { challenge } : {}),
      ...(transaction === undefined ? {} : { transaction }),
    });
  }

  protected override details(): TemplateResult | undefined {
    if (this.transaction === undefined) return undefined;
    const rows = Object.entries(this.transaction);
    return html`<section part="transaction">
      <h3>${this.texts.transaction}</h3>
      <dl>
        ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
    </section>`;
  }
}
