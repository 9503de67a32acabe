import { forwardTo } from '/recognize/recognize.js';

/** Events of the element with their times, and when the preview first showed a picture; milliseconds. Types: ../play-clip.ts. */
const recording = { events: [], startMs: undefined, pictureMs: undefined };
window.recording = recording;

const element = document.createElement('recognize-enroll');
element.setAttribute('recognize-id', 'local-user');
element.setAttribute('camera', 'user');
element.setAttribute('handoff', 'off');
element.setAttribute('picture-review', 'off');
// `?photo=` names the hash of the photo that a host has checked.
if (location.search !== '') Object.assign(element, { source: 'photo', scenario: 'SELFIE' });
element.authorization = async () =>
  (await fetch(`/authorization${location.search}`, { method: 'POST' })).text();
element.addEventListener('recognize-request', forwardTo('/recognize-api'));
for (const type of ['step', 'hint', 'complete', 'cancel', 'error'])
  element.addEventListener(`recognize-${type}`, ({ detail }) => {
    recording.events.push({ type, detail, ms: performance.now() });
  });
// Whatever button starts the run.
element.addEventListener('click', () => (recording.startMs ??= performance.now()), { capture: true });
document.body.append(element);

/** Looks at each frame whether the preview shows a picture. */
function watchPreview() {
  const video = element.shadowRoot?.querySelector('video');
  if (video?.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
    recording.pictureMs = performance.now();
  else requestAnimationFrame(watchPreview);
}
watchPreview();
