import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error The package has no types for this module, which is the one that also exports TypeScript and the plugins.
import { create, litPlugin, ts } from '@custom-elements-manifest/analyzer/src/browser-entrypoint.js';

/** The part of the format of custom-elements.json that is used here. */
interface Documented {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
}
interface Member extends Documented {
  readonly kind: 'field' | 'method';
  readonly privacy?: 'public' | 'protected' | 'private';
  readonly static?: boolean;
  readonly readonly?: boolean;
}
interface Attribute extends Documented {
  readonly fieldName: string;
}
export interface ElementDeclaration extends Documented {
  readonly kind: 'class';
  readonly tagName: string;
  readonly members: readonly Member[];
  readonly attributes: readonly Attribute[];
  readonly events: readonly Documented[];
  readonly slots: readonly Documented[];
  readonly cssParts: readonly Documented[];
  readonly cssProperties: readonly Documented[];
}

const folder = join(import.meta.dirname, 'src/elements');
const elements: Readonly<Record<string, string>> = {
  RecognizeEnroll: 'recognize-enroll',
  RecognizeRecover: 'recognize-recover',
  RecognizeAuthenticate: 'recognize-authenticate',
  RecognizeDevices: 'recognize-devices',
};

/** What pages can set, listen to, call and style, from the source code of the elements. */
export function elementDeclarations(): ElementDeclaration[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const modules = files.map((name) =>
    ts.createSourceFile(
      `src/elements/${name}`,
      readFileSync(join(folder, name), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    ),
  );
  const analyzed: { modules: { declarations: ElementDeclaration[] }[] } = create({
    modules,
    plugins: litPlugin(),
    context: { dev: false },
  });
  return analyzed.modules
    .flatMap(({ declarations }) => declarations)
    .filter(({ name }) => Object.hasOwn(elements, name))
    .map(publicPart);
}

/** Base classes and state are not part of what a page can use. */
function publicPart(declaration: ElementDeclaration): ElementDeclaration {
  const isPublic = ({ name, privacy, static: isStatic }: Member) =>
    (privacy ?? 'public') === 'public' && !isStatic && /^\w+$/.test(name) && !LIT_MEMBERS.includes(name);
  const { name, description = '' } = declaration;
  const members = declaration.members.filter(isPublic).map(withoutOrigin);
  const fields = members.map((member) => member.name);
  return {
    kind: 'class',
    name,
    description,
    ...{ customElement: true, superclass: { name: 'LitElement', package: 'lit' } },
    tagName: elements[name]!,
    members,
    attributes: declaration.attributes
      .filter(({ fieldName }) => fields.includes(fieldName))
      .map(withoutOrigin),
    // The analyzer also lists calls of dispatchEvent, whose types it does not know.
    events: declaration.events.filter((event) => event.name?.startsWith('recognize-')).map(withoutOrigin),
    slots: declaration.slots.map(withoutOrigin),
    cssParts: declaration.cssParts.map(withoutOrigin),
    cssProperties: declaration.cssProperties.map(withoutOrigin),
  };
}

/** Methods that Lit calls. */
const LIT_MEMBERS = ['connectedCallback', 'disconnectedCallback', 'styles', 'properties'];

function withoutOrigin<Entry extends Documented>(entry: Entry): Entry {
  const { inheritedFrom: _, ...own } = entry as Entry & { inheritedFrom?: unknown };
  // A member of HTMLElement, whose type the analyzer does not know.
  return { ...own, ...(entry.name === 'lang' ? { type: { text: 'string' } } : {}) } as Entry;
}

/** Content of custom-elements.json (https://github.com/webcomponents/custom-elements-manifest). */
export function customElementsJson(declarations: readonly ElementDeclaration[]): string {
  const classes = 'dist/elements.js';
  const reference = (name: string) => ({ name, module: classes });
  const exported = (name: string) => ({ kind: 'js', name, declaration: reference(name) });
  const defined = ({ name, tagName }: ElementDeclaration) => ({
    kind: 'custom-element-definition',
    name: tagName,
    declaration: reference(name),
  });
  const module = (path: string, entries: object) => ({ kind: 'javascript-module', path, ...entries });
  const modules = [
    module(classes, { declarations, exports: declarations.map(({ name }) => exported(name)) }),
    module('dist/index.js', { declarations: [], exports: declarations.map(defined) }),
  ];
  return `${JSON.stringify({ schemaVersion: '2.1.0', readme: 'docs/elements.md', modules }, null, 1)}\n`;
}

const comment = (description = '') =>
  description === '' ? '' : `  /** ${description.replace(/\s+/g, ' ')} */\n`;

/** Attributes as HTML writes them, and properties in camel case, of an element that is written in a template. */
function settings({ name: element, attributes, members }: ElementDeclaration): string {
  const settable = members.filter(({ kind, readonly: fixed }) => kind === 'field' && fixed !== true);
  const names = [
    ...attributes.map(({ name, fieldName }) => ({ name, field: fieldName })),
    ...settable.map(({ name }) => ({ name, field: name })),
  ].filter(({ name }, i, all) => all.findIndex((other) => other.name === name) === i);
  return names
    .map(({ name, field }) => {
      const { description, type } = settable.find((member) => member.name === field)!;
      const empty = type?.text === 'boolean' ? " | ''" : '';
      return `${comment(description)}  '${name}'?: ${element}['${field}']${empty} | undefined;\n`;
    })
    .join('');
}

/** @param toName the name of the property that takes the listener of an event */
const listeners = (
  { name: element, events }: ElementDeclaration,
  toName: (event: string) => string,
): string =>
  events
    .map(
      ({ name, description }) =>
        `${comment(description)}  '${toName(name)}'?: ((event: EventOf<${element}, '${name}'>) => void) | undefined;\n`,
    )
    .join('');

const imports = (declarations: readonly ElementDeclaration[]) =>
  `import type { ${declarations.map(({ name }) => name).join(', ')} } from './elements.js';
import type { EventOf } from './elements/event-map.js';

export * from './index.js';
`;

/** Types of the elements in JSX. React 18 writes every property of a custom element as an attribute; React 19 sets properties. */
export function reactTypes(declarations: readonly ElementDeclaration[]): string {
  const interfaces = declarations.map(
    (element) => `
export interface ${element.name}Props extends ElementProps<${element.name}> {
${settings(element)}${listeners(element, (event) => `on${event}`)}}
`,
  );
  return `import type { ClassAttributes, HTMLAttributes } from 'react';
${imports(declarations)}
/** What every element of HTML has. React 18 does not translate \`className\` for custom elements. */
export interface ElementProps<Element> extends HTMLAttributes<Element>, ClassAttributes<Element> {
  class?: string | undefined;
}
${interfaces.join('')}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${declarations.map(({ name, tagName }) => `      '${tagName}': ${name}Props;\n`).join('')}    }
  }
}
`;
}

/** \`recognize-complete\` → \`onRecognizeComplete\`. */
const vueListener = (event: string) =>
  `on-${event}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Types of the elements in the templates of Vue. */
export function vueTypes(declarations: readonly ElementDeclaration[]): string {
  const interfaces = declarations.map(
    (element) => `
export interface ${element.name}Props extends HTMLAttributes, Omit<PublicProps, 'class' | 'style'> {
${settings(element)}${listeners(element, vueListener)}}
`,
  );
  const components = declarations.map(
    ({ name, tagName }) => `    '${tagName}': new () => ${name} & { $props: ${name}Props };\n`,
  );
  return `import type { HTMLAttributes, PublicProps } from 'vue';
${imports(declarations)}${interfaces.join('')}
declare module 'vue' {
  interface GlobalComponents {
${components.join('')}  }
}
`;
}

/** Writes what editors and compilers read about the elements, next to the other types of the package. */
export function writeElementTypes(dist: string): void {
  const types = join(dist, 'types');
  const declarations = elementDeclarations();
  mkdirSync(types, { recursive: true });
  writeFileSync(join(types, 'custom-elements.json'), customElementsJson(declarations));
  writeFileSync(join(types, 'react.d.ts'), reactTypes(declarations));
  writeFileSync(join(types, 'vue.d.ts'), vueTypes(declarations));
}
