import 'recognize-elements';
import { forwardTo, type RecognizeErrorCode, registerCamera } from 'recognize-elements';
import { simulatedCamera } from 'recognize-elements/simulated-camera';

registerCamera('simulated', simulatedCamera);

const enroll = document.querySelector('recognize-enroll')!;
const recover = document.querySelector('recognize-recover')!;

const authorization = (ceremony: string) => async () =>
  (await fetch('/authorization', { method: 'POST', body: JSON.stringify({ ceremony }) })).text();
enroll.authorization = authorization('enroll');
recover.authorization = authorization('recover');
for (const element of [enroll, recover]) {
  element.camera = new URLSearchParams(location.search).get('camera') ?? 'user';
  element.addEventListener('recognize-request', forwardTo('/recognize-api'));
}

enroll.addEventListener('recognize-complete', ({ detail }) => {
  recover.clientState = detail.result.clientState;
});
recover.addEventListener('recognize-complete', ({ detail }) => {
  document.querySelector('output')!.value = detail.result.assertion;
});
recover.addEventListener('recognize-error', ({ detail: { error } }) => {
  const code: RecognizeErrorCode = error.code;
  document.querySelector('output')!.value = code;
});
