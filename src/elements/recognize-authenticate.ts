import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { AuthenticateResult, Transaction } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { property, requireObject, requireSet } from '../client/usage.ts';
import { isUnset } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { showInvisible } from '../visible-text.ts';
import { CeremonyElement } from './ceremony-element.ts';

/**
 * `<recognize-authenticate>`: signs the host's challenge, and the transaction as it is shown, with a live face and the device key.
 *
 * @csspart transaction - The list of what is signed.
 */
export class RecognizeAuthenticate extends CeremonyElement<AuthenticateResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    challenge: {},
    transaction: { attribute: false },
  };

  /** Must equal the challenge of the authorization. */
  declare challenge: string | undefined;
  /** Strings and finite numbers by name. They are shown as a list and signed. */
  declare transaction: Transaction | null | undefined;

  /** The transaction that the newest run signs, and therefore shows. */
  #signed: Transaction | undefined;

  protected override get intro(): Intro {
    return this.texts.authenticate;
  }

  protected override get requiredValues(): readonly unknown[] {
    return [this.recognizeId, this.authorization];
  }

  protected override perform(
    client: Recognize,
    options: RunOptions<AuthenticateResult>,
  ): Promise<AuthenticateResult> {
    const transaction = copyTransaction(this.transaction);
    this.#signed = transaction;
    this.requestUpdate();
    const input = {
      recognizeId: requireSet('recognize-id', this.recognizeId),
      authorization: requireSet('authorization', this.authorization),
      ...(isUnset(this.challenge) ? {} : { challenge: this.challenge }),
      ...(transaction === undefined ? {} : { transaction }),
    };
    return client.authenticate(input, options);
  }

  protected override details(): TemplateResult | undefined {
    const transaction: unknown = this.status === 'running' ? this.#signed : this.transaction;
    if (typeof transaction !== 'object' || transaction === null) return undefined;
    const rows = Object.entries(transaction).filter(
      ([, value]) => typeof value === 'string' || Number.isFinite(value),
    );
    return html`<section part="transaction">
      <h3>${this.texts.transaction}</h3>
      <dl>
        ${rows.map(([name, value]) => html`<div><dt dir="auto">${showInvisible(name)}</dt><dd dir="auto">${showInvisible(String(value))}</dd></div>`)}
      </dl>
    </section>`;
  }
}

/**
 * A copy that the page cannot change during the run. The client checks its values.
 *
 * @throws RecognizeError `usage/invalid-property`
 */
function copyTransaction(transaction: Transaction | null | undefined): Transaction | undefined {
  requireObject(property('transaction'), transaction);
  return transaction == null ? undefined : Object.freeze({ ...transaction });
}
