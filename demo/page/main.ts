import { simulatedNames } from 'recognize-elements';

document.body.textContent = simulatedNames.join(' ');
