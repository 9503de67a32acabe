import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { authenticate } from '../ceremonies/authenticate.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';

type Transaction = Readonly<Record<string, string | number>>;

/** `<recognize-authenticate>`: live face + device key sign the host's challenge, and the transaction as it is shown. */
export class RecognizeAuthenticate extends CeremonyElement {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    challenge: {},
    transaction: { attribute: false },
  };

  declare challenge: string | undefined;
  /** What is signed: texts and numbers by their names, shown as a list. Anything else is refused. */
  declare transaction: Transaction | null | undefined;

  /** What the run under way signs, and therefore shows. */
  #signed: Transaction | undefined;

  protected override get intro(): Intro {
    return this.texts.authenticate;
  }

  protected override async perform(context: CeremonyContext): Promise<unknown> {
    const { recognizeId, challenge, authorization = '' } = this;
    const transaction = taken(this.transaction);
    this.#signed = transaction;
    this.requestUpdate();
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
    const transaction = this.status === 'running' ? this.#signed : this.transaction;
    if (transaction == null) return undefined;
    const rows = Object.entries(transaction);
    return html`<section part="transaction">
      <h3>${this.texts.transaction}</h3>
      <dl>
        ${rows.map(([name, value]) => html`<div><dt dir="auto">${name}</dt><dd dir="auto">${value}</dd></div>`)}
      </dl>
    </section>`;
  }
}

/** A copy that the page cannot change. What could not be read as it stands is not signed. */
function taken(transaction: Transaction | null | undefined): Transaction | undefined {
  if (transaction == null) return undefined;
  for (const [name, value] of Object.entries(transaction)) {
    if (typeof value === 'string' || Number.isFinite(value)) continue;
    throw new RecognizeError('host/bad-response', { detail: `transaction.${name}: neither text nor number` });
  }
  return Object.freeze({ ...transaction });
}
