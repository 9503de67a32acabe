import { randomBytes } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import type { Payment, Transaction } from './challenges.ts';
import { refusal } from './refuse.ts';

/** Reads what the page asks for. */
export function readPayment({ payee, amount }: { payee: string; amount: string }, balance: number): Payment {
  const cents = /^\d{1,6}([.,]\d{1,2})?$/.test(amount.trim())
    ? Math.round(Number(amount.replace(',', '.')) * 100)
    : 0;
  if (payee.trim() === '' || payee.length > 60 || cents <= 0 || cents > balance) throw refusal('amount');
  return { payee: payee.trim(), amount: cents };
}

const names: Readonly<Record<string, readonly [payee: string, amount: string]>> = {
  en: ['To', 'Amount'],
  de: ['An', 'Betrag'],
  fr: ['À', 'Montant'],
  es: ['Para', 'Importe'],
  ar: ['إلى', 'المبلغ'],
};

/** The words that the person sees and the assertion signs, in their language. */
export function shown({ payee, amount }: Payment, language: string): Transaction {
  const [to, sum] = names[language] ?? names.en!;
  return { [to]: payee, [sum]: `${(amount / 100).toFixed(2)} EUR` };
}

export async function pay(sql: Sql, recognizeId: string, { payee, amount }: Payment, device: string) {
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
    device,
    Date.now(),
  ]);
}

export const payments = (sql: Sql, recognizeId: string) =>
  sql.query<{ payee: string; amount: number; made: number }>(
    'select payee, amount, made from demo_payments where recognize_id = $1 order by made desc limit 5',
    [recognizeId],
  );
