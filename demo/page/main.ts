import { startDemo } from './demo.ts';

// A page for developers, which visitors of the demo do not load.
if (location.pathname === '/states') void import('../states/main.ts').then((page) => page.showStatesPage());
else startDemo();
