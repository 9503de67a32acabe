import { forwardTo } from '/recognize/recognize.js';

/**
 * The host's page. It writes down every event that reaches the document, forwards requests, keeps the client state, and lets a test
 * place an element.
 */
const page = {
  forwardTo,
  /** What came, in order: `{type, detail, tag}`. */
  events: [],
  /** Answers requests; a test may put another one here. */
  answer: forwardTo('/api'),
  /** The host's permission for one run. */
  authorization:
    (ceremony, wishes = {}) =>
    async () =>
      (
        await fetch('/authorization', { method: 'POST', body: JSON.stringify({ ceremony, ...wishes }) })
      ).text(),
  clientState: async () => (await fetch('/client-state')).text(),
  /** Carries a request to the backend. */
  send: (detail) =>
    new Promise((resolve) => {
      forwardTo('/api')({ detail, respondWith: resolve });
    }),
  /** A host that changes the requests of one operation on the way. */
  changing: (operation, change) => (event) => {
    const request = event.detail;
    event.respondWith(
      request.operation === operation ? Promise.resolve(change(request)).then(page.send) : page.send(request),
    );
  },
};
window.page = page;

/** What cannot be made again is sent until it has arrived. */
async function keep(clientState) {
  for (;;) {
    const sent = await fetch('/client-state', { method: 'PUT', body: clientState }).catch(() => undefined);
    if (sent?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const types = 'request ready unsupported step hint progress complete cancel error devices-change'.split(' ');
for (const type of types) {
  document.addEventListener(`recognize-${type}`, (event) => {
    page.events.push({ type, detail: event.detail, tag: event.target.localName });
  });
}
document.addEventListener('recognize-request', (event) => page.answer(event));
document.addEventListener('recognize-complete', (event) => {
  const { clientState } = event.detail.result;
  if (clientState !== undefined) page.kept = keep(clientState);
});
document.addEventListener('securitypolicyviolation', (event) => {
  page.events.push({ type: 'violation', detail: event.violatedDirective, tag: event.blockedURI });
});
