import { forwardTo, registerCamera } from '/recognize/recognize.js';
import { simulatedCamera } from '/recognize/simulated-camera.js';

const enroll = document.querySelector('recognize-enroll');
const recover = document.querySelector('recognize-recover');
const devices = document.querySelector('recognize-devices');

// Every element sends its requests as events. They bubble, so one listener forwards them to the backend module.
document.addEventListener('recognize-request', forwardTo('/recognize-api'));

/** Sends a request to this host. Throws when it is refused: the element then shows an error. */
async function request(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path} responded with status ${response.status}`);
  return response.text();
}

const authorization = (ceremony) => () =>
  request('/authorization', { method: 'POST', body: JSON.stringify({ ceremony }) });
enroll.authorization = authorization('enroll');
recover.authorization = authorization('recover');

enroll.addEventListener('recognize-complete', (event) => {
  const { clientState } = event.detail.result;
  recover.clientState = clientState;
  // The client state cannot be created again: a real host repeats a request that failed.
  event.waitUntil(request('/client-state', { method: 'PUT', body: clientState }));
  devices.reload();
});
recover.addEventListener('recognize-complete', (event) => {
  const { assertion } = event.detail.result;
  event.waitUntil(request('/assertion', { method: 'POST', body: assertion }));
  document.querySelector('output').value = assertion;
  devices.reload();
});

// `?camera=simulated:ada` replaces the camera by a simulated person. A production site leaves this out.
registerCamera('simulated', simulatedCamera);
const camera = new URLSearchParams(location.search).get('camera') ?? 'user';
for (const element of [enroll, recover]) element.camera = camera;

recover.clientState = await request('/client-state');
