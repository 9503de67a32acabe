import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../../dist/index.js', import.meta.url));

/** Programs that make the globals of a document, import the package, place every element, and print what reaches console or process. */
const program = (setUp: string) => `
  const lines = [];
  const note = (...values) => lines.push(values.map(String).join(' '));
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  Object.assign(console, { error: note, warn: note });
  ${setUp}
  await import(${JSON.stringify(entry)});
  for (const name of ['enroll', 'recover', 'authenticate', 'devices']) {
    const element = document.createElement('recognize-' + name);
    element.recognizeId = 'ann';
    document.body.append(element);
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const element of [...document.body.children]) element.remove();
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(JSON.stringify({ defined: customElements.get('recognize-enroll') !== undefined, lines }));
  process.exit();
`;

const copyGlobals = `
  for (const key of Object.getOwnPropertyNames(window))
    if (!(key in globalThis) || ['Event', 'EventTarget', 'CustomEvent', 'navigator'].includes(key))
      try { Object.defineProperty(globalThis, key, { value: window[key], configurable: true, writable: true }); } catch {}
`;

it.each([
  [
    'jsdom',
    `const { JSDOM } = await import('jsdom');
    const { window } = new JSDOM('<body></body>', { url: 'https://bank.example/', pretendToBeVisual: true }); ${copyGlobals}`,
  ],
  [
    'happy-dom',
    `const { Window } = await import('happy-dom');
    const window = new Window({ url: 'https://bank.example/' }); ${copyGlobals} globalThis.document = window.document;`,
  ],
])('import and connect quietly in %s', (_name, setUp) => {
  const output = execFileSync(
    process.execPath,
    ['--conditions=browser', '--input-type=module', '--eval', program(setUp)],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(output.trim().split('\n').at(-1)!)).toEqual({ defined: true, lines: [] });
});
