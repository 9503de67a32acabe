import { forwardTo } from 'ASSETS/recognize.js';

const enroll = document.querySelector('recognize-enroll');
const recover = document.querySelector('recognize-recover');

for (const element of [enroll, recover]) {
  const ceremony = element.localName.replace('recognize-', '');
  const body = JSON.stringify({ ceremony });
  element.authorization = () =>
    fetch('/authorization', { method: 'POST', body }).then((answer) => answer.text());
  element.addEventListener('recognize-request', forwardTo('/api'));
}
enroll.addEventListener('recognize-complete', ({ detail }) => {
  recover.clientState = detail.result.clientState;
});
recover.addEventListener('recognize-complete', ({ detail }) => {
  document.querySelector('output').value = detail.result.assertion;
});
