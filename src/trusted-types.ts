/**
 * Trusted Types (W3C): a page with `require-trusted-types-for 'script'` accepts only values that a policy has made, as the address of a
 * worker and as HTML. TypeScript has no types for them; here they are typed as the strings that they stand for.
 */

interface TrustedTypePolicy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: Partial<TrustedTypePolicy>): TrustedTypePolicy;
}

/** Starts one of this package's workers. */
export type WorkerStarter = (url: URL, name: string) => Worker;

/** Under `trusted-types` in the page's Content-Security-Policy. */
const POLICY_NAME = 'recognize-elements';
/** Where the first copy of the package on a page starts workers for the other ones, because only it can have the policy. */
const STARTER = Symbol.for('recognize-elements.start-worker');

const page = globalThis as {
  readonly trustedTypes?: TrustedTypePolicyFactory;
  readonly [STARTER]?: WorkerStarter;
};

const allowedUrls = new Set<string>();
let policy: TrustedTypePolicy | undefined;

/** Created at the first use, because a second copy of the package that is not used must not ask for the same name. */
function ownPolicy(): TrustedTypePolicy | undefined {
  policy ??= createPolicy(POLICY_NAME, {
    // Lit passes the constant parts of its templates, and nothing else calls this.
    createHTML: (html) => html,
    createScriptURL(url) {
      if (allowedUrls.has(url)) return url;
      throw new TypeError(`${url} is not a worker of this package`);
    },
  });
  return policy;
}

/** @returns undefined where the page does not allow the name, or it is taken */
function createPolicy(name: string, rules: Partial<TrustedTypePolicy>): TrustedTypePolicy | undefined {
  try {
    return page.trustedTypes?.createPolicy(name, rules);
  } catch {
    return undefined;
  }
}

/** The address of a worker's script as the page's policy wants it. Call it only with the URL of a worker of this package, or a blob for one. */
export function trustedScriptUrl(url: string): string {
  const own = ownPolicy();
  if (own === undefined) return url;
  allowedUrls.add(url);
  try {
    return own.createScriptURL(url);
  } finally {
    allowedUrls.delete(url);
  }
}

/**
 * The policy of the bundled Lit. A page that has a Lit of its own has given away the name `lit-html` already.
 *
 * @public imported by the code that vite.config.ts changes
 */
export const litPolicy: Pick<TrustedTypePolicy, 'createHTML'> = {
  createHTML(html) {
    htmlPolicy ??= ownPolicy() ?? createPolicy('lit-html', { createHTML: (value) => value });
    return htmlPolicy?.createHTML(html) ?? html;
  },
};
let htmlPolicy: TrustedTypePolicy | undefined;

/** What another copy of the package on this page starts workers with; undefined if there is none, or this copy has the policy itself. */
export const otherStarter = (): WorkerStarter | undefined =>
  policy === undefined ? page[STARTER] : undefined;

/**
 * Offers `start` to further copies of the package. The policy itself stays in this module: what others can do is start a worker of this
 * package.
 */
export function offerStarter(start: WorkerStarter): void {
  if (policy === undefined || page[STARTER] !== undefined) return;
  Object.defineProperty(globalThis, STARTER, { value: start });
}

/** Why the page's policy keeps this package from working; undefined if it does not. */
export function trustedTypesProblem(): string | undefined {
  if (page.trustedTypes === undefined || otherStarter() !== undefined || ownPolicy() !== undefined)
    return undefined;
  return isEnforced()
    ? `the page's Content-Security-Policy has require-trusted-types-for and does not allow the policies of this package: write trusted-types ${POLICY_NAME} lit-html`
    : undefined;
}

function isEnforced(): boolean {
  try {
    // A sink that accepts every string where nothing is enforced.
    document.createElement('template').innerHTML = ' ';
    return false;
  } catch {
    return true;
  }
}
