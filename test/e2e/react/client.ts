import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.ts';

/** The elements are on the page for some time before the script that hydrates it has arrived. */
setTimeout(() => hydrateRoot(document.querySelector('#root')!, createElement(App)), 700);
