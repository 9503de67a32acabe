import { forwardTo, registerCamera } from '/recognize/recognize.js';
import { simulatedCamera } from '/recognize/simulated-camera.js';

registerCamera('simulated', simulatedCamera);

/** What tests use on this page; types: test/support/host-page.ts. */
const hostPage = {
  forwardTo,
  registerCamera,
  handleRequest: forwardTo('/api'),
  authorization:
    (ceremony, claims = {}) =>
    async (photo) => {
      // A host that trusts every photo, unless the test says where the face comes from.
      const ofPhoto =
        photo === undefined || claims.source !== undefined
          ? {}
          : { source: 'photo', scenario: photo.scenario, photo_hash: photo.photoHash };
      const body = JSON.stringify({ ceremony, ...ofPhoto, ...claims });
      return (await fetch('/authorization', { method: 'POST', body })).text();
    },
  clientState: async () => (await fetch('/client-state')).text(),
  send: (detail) =>
    new Promise((resolve) => {
      forwardTo('/api')({ detail, respondWith: resolve });
    }),
  forwardChanged: (operation, change) => (event) => {
    const request = event.detail;
    event.respondWith(
      request.operation === operation
        ? Promise.resolve(change(request)).then(hostPage.send)
        : hostPage.send(request),
    );
  },
};
window.hostPage = hostPage;

/** Repeats the request until it succeeds, because a client state cannot be created again. */
async function storeClientState(clientState) {
  for (;;) {
    const response = await fetch('/client-state', { method: 'PUT', body: clientState }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

document.addEventListener('recognize-request', (event) => hostPage.handleRequest(event));
document.addEventListener('recognize-complete', ({ detail: { result } }) => {
  if (result.clientState !== undefined) hostPage.clientStateStored = storeClientState(result.clientState);
});
