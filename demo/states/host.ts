import { forwardTo, type RecognizeRequest, type RecognizeRequestEvent } from 'recognize-elements';

type Operation = RecognizeRequest['operation'];
type Json = Parameters<RecognizeRequestEvent['respondWith']>[0];

/** `never`: the request stays unanswered. Another value is the answer: of the backend, or a refusal `{ error: { code } }`. */
export type Answer = 'never' | { readonly [field: string]: unknown };
export type Answers = Readonly<Partial<Record<Operation, Answer>>>;

/** Where the demo mounts a backend for this page, which forgets everything. */
const BACKEND = '/states-api';

/** Every page is another person. */
const headers = { 'x-person': crypto.randomUUID() };
const forward = forwardTo(BACKEND, { headers });

/** Answers the requests of an element. What `answers` leaves out goes to the backend. */
export const answerWith =
  (answers: Answers) =>
  (event: RecognizeRequestEvent): void => {
    const answer = answers[event.detail.operation];
    if (answer === undefined) forward(event);
    else event.respondWith(answer === 'never' ? new Promise<never>(() => {}) : (answer as Json));
  };

export const person = headers['x-person'];

/** Requests an authorization of the demo's host. */
export async function authorize(claims: object): Promise<string> {
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(claims),
  };
  const response = await fetch(`${BACKEND}/authorization`, init);
  if (!response.ok) throw new Error(`The host responded with status ${response.status}.`);
  return response.text();
}
