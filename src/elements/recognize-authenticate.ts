import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { AuthenticateResult, Transaction } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { attribute, invalidSetting, property, requireObject, requireSet } from '../client/usage.ts';
import { isUnset } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';
import { transactionStyles } from './view/transaction-styles.ts';
import { transactionView } from './view/transaction-view.ts';

/**
 * `<recognize-authenticate>`: signs the host's challenge, and the transaction as it is shown, with a live face and the device key.
 *
 * @csspart transaction - The list of what is signed.
 * @csspart amount - The field of the transaction that is shown large.
 */
export class RecognizeAuthenticate extends CeremonyElement<AuthenticateResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    challenge: {},
    transaction: { attribute: false },
    amountField: { attribute: 'amount-field' },
  };

  static override styles = [...CeremonyElement.styles, transactionStyles];

  /** Must equal the challenge of the authorization. */
  declare challenge: string | undefined;
  /** Strings and finite numbers by name. They are shown as a list and signed. */
  declare transaction: Transaction | null | undefined;
  /** The field of the transaction that is shown large, such as `Amount`. Its value is a string, as people read it. */
  declare amountField: string | undefined;

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
    requireAmount(this.amountField, transaction);
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
    return transactionView({ texts: this.texts, transaction, amountField: this.amountField });
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

/**
 * What stands out must be among what is signed, in the form in which people read it: a number alone has no currency.
 *
 * @throws RecognizeError `usage/invalid-attribute`
 */
function requireAmount(amountField: string | undefined, transaction: Transaction | undefined): void {
  if (isUnset(amountField)) return;
  const isShown = transaction !== undefined && Object.hasOwn(transaction, amountField);
  if (!isShown || typeof transaction[amountField] !== 'string')
    throw invalidSetting(
      attribute('amount-field'),
      'the name of a field of `transaction` whose value is a string',
    );
}
