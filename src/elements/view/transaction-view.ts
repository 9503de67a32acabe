import { html, nothing, type TemplateResult } from 'lit';
import type { Pack } from '../../i18n/types.ts';
import { showInvisible } from '../../visible-text.ts';

interface TransactionView {
  readonly texts: Pack;
  /** What the page has set: checked when a run starts, shown before. */
  readonly transaction: unknown;
  /** The name of the field that stands out. */
  readonly amountField: string | undefined;
}

/** What is signed: every name and value as it is, the amount large and first. */
export function transactionView({
  texts,
  transaction,
  amountField,
}: TransactionView): TemplateResult | undefined {
  if (typeof transaction !== 'object' || transaction === null) return undefined;
  const fields = Object.entries(transaction).filter(
    ([, value]) => typeof value === 'string' || Number.isFinite(value),
  );
  const amount = fields.find(([name]) => name === amountField);
  const others = fields.filter((field) => field !== amount);
  return html`<section part="transaction" aria-labelledby="transaction">
    <h3 id="transaction">${texts.transaction}</h3>
    <dl>
      ${
        amount === undefined
          ? nothing
          : html`<div part="amount" class="amount">${nameAndValue(amount, amountValue)}</div>`
      }
      ${others.map((field) => html`<div class="field">${nameAndValue(field)}</div>`)}
    </dl>
  </section>`;
}

const nameAndValue = (
  [name, value]: [string, unknown],
  shown: (value: string) => unknown = (plain) => plain,
): TemplateResult =>
  html`<dt><bdi>${showInvisible(name)}</bdi></dt><dd><bdi>${shown(showInvisible(String(value)))}</bdi></dd>`;

/** A line of a long amount ends between groups of digits. The text stays the same. */
const amountValue = (amount: string): unknown =>
  amount
    .split(/(?<=[.,'’\u00a0\u202f])(?=\p{Nd}{3}(?!\p{Nd}))/u)
    .map((part, index) => (index === 0 ? part : html`<wbr />${part}`));
