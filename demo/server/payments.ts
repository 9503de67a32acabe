import { randomBytes } from 'node:crypto';
import { findInvisible, type Sql } from 'recognize-elements/server';
import { refusal } from './refusal.ts';

export interface Payment {
  readonly payee: string;
  /** Cents. */
  readonly amount: number;
}

/** Names and values that the element shows and the assertion signs. */
export type Transaction = Readonly<Record<string, string>>;

const MAX_PAYEE_LENGTH = 60;

/**
 * Reads a payment that a user has entered.
 *
 * @param amount euros with up to two decimals, after a point or a comma
 * @param balance cents
 * @throws HTTPException `amount`
 */
export function parsePayment({ payee, amount }: { payee: string; amount: string }, balance: number): Payment {
  const cents = /^\d{1,6}([.,]\d{1,2})?$/.test(amount.trim())
    ? Math.round(Number(amount.replace(',', '.')) * 100)
    : 0;
  if (payee.trim() === '' || payee.length > MAX_PAYEE_LENGTH || cents <= 0 || cents > balance)
    throw refusal('amount');
  // Such a payee could look like another one where the payment is confirmed.
  if (findInvisible(payee) !== undefined) throw refusal('amount');
  return { payee: payee.trim(), amount: cents };
}

type FieldNames = readonly [payee: string, amount: string];
const englishFieldNames: FieldNames = ['To', 'Amount'];
/** In a map, because the language is a value of the request: an object also has members such as `constructor`. */
const fieldNames: ReadonlyMap<string, FieldNames> = new Map([
  ['en', englishFieldNames],
  ['de', ['An', 'Betrag']],
  ['fr', ['À', 'Montant']],
  ['es', ['Para', 'Importe']],
  ['pt', ['Para', 'Valor']],
  ['it', ['A', 'Importo']],
  ['nl', ['Aan', 'Bedrag']],
  ['pl', ['Odbiorca', 'Kwota']],
  ['tr', ['Alıcı', 'Tutar']],
  ['ar', ['إلى', 'المبلغ']],
  ['hi', ['किसको', 'राशि']],
  ['ja', ['送金先', '金額']],
]);

/** The payment in the user's language, as the element shows it and the assertion signs it. `amountField` stands out. */
export function transactionFor(
  { payee, amount }: Payment,
  language: string,
): { readonly transaction: Transaction; readonly amountField: string } {
  const [payeeName, amountField] = fieldNames.get(language) ?? englishFieldNames;
  const locale = fieldNames.has(language) ? language : 'en';
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    numberingSystem: 'latn',
  });
  return {
    transaction: { [payeeName]: payee, [amountField]: `${format.format(amount / 100)} EUR` },
    amountField,
  };
}

/** @throws HTTPException `amount` when the balance does not cover it */
export async function executePayment(
  sql: Sql,
  recognizeId: string,
  { payee, amount }: Payment,
  deviceId: string,
): Promise<void> {
  const paid = await sql.query(
    `update demo_people set balance = balance - $2 where recognize_id = $1 and balance >= $2
     returning balance`,
    [recognizeId, amount],
  );
  if (paid.length === 0) throw refusal('amount');
  await sql.query('insert into demo_payments values ($1, $2, $3, $4, $5, $6)', [
    randomBytes(12).toString('base64url'),
    recognizeId,
    payee,
    amount,
    deviceId,
    Date.now(),
  ]);
}

/** The last five payments, the newest first. `made` is in milliseconds since the epoch. */
export const listPayments = (sql: Sql, recognizeId: string) =>
  sql.query<Payment & { readonly made: number }>(
    'select payee, amount, made from demo_payments where recognize_id = $1 order by made desc limit 5',
    [recognizeId],
  );
