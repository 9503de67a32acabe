/** Directives of one Content-Security-Policy; names and sources in lower case. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** All policies of a header (separated by commas, RFC 9110) and of a page's `<meta>` elements. All of them apply (CSP 3, section 2.2). */
export function parsePolicies(header: string | null, html = ''): Policy[] {
  const metas = [...html.matchAll(/<meta\b[^>]*http-equiv\s*=\s*["']?content-security-policy\b[^>]*>/gi)];
  const contents = metas.map(([tag]) => /\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag));
  return [header ?? '', ...contents.map((content) => content?.[1] ?? content?.[2] ?? '')]
    .flatMap((list) => list.split(','))
    .filter((policy) => policy.trim() !== '')
    .map(parsePolicy);
}

function parsePolicy(policy: string): Policy {
  const directives = new Map<string, string[]>();
  for (const directive of policy.toLowerCase().split(';')) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    // Only the first directive of a name applies (CSP 3, section 2.2.1).
    if (name && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}

/** Directives that apply in place of a missing one (CSP 3, section 6.8.3). */
const fallbacks = {
  'script-src': ['default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
  'connect-src': ['default-src'],
} as const;

export type Directive = keyof typeof fallbacks;

/** The sources of a directive or its fallback; undefined without a restriction. */
function sourcesOf(policy: Policy, directive: Directive): readonly string[] | undefined {
  const name = [directive, ...fallbacks[directive]].find((candidate) => policy.has(candidate));
  return name === undefined ? undefined : policy.get(name);
}

/** Whether all policies allow WebAssembly. */
export const allowsWasm = (policies: readonly Policy[]): boolean =>
  policies.every((policy) => {
    const sources = sourcesOf(policy, 'script-src');
    return sources === undefined || sources.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source));
  });

/** Whether no policy requires Trusted Types without allowing policies of these names (Trusted Types, section 4). */
export function allowsTrustedTypes(policies: readonly Policy[], names: readonly string[]): boolean {
  if (!policies.some((policy) => policy.has('require-trusted-types-for'))) return true;
  return policies.every((policy) => {
    const allowed = policy.get('trusted-types');
    return allowed === undefined || allowed.includes('*') || names.every((name) => allowed.includes(name));
  });
}

/** Whether all policies of a document at `self` allow it to load `url`. Paths in sources are ignored. */
export const allowsLoad = (policies: readonly Policy[], directive: Directive, url: URL, self: URL): boolean =>
  policies.every((policy) => {
    const sources = sourcesOf(policy, directive);
    return sources === undefined || sources.some((source) => matches(source, url, self));
  });

/** Whether a source expression matches a URL (CSP 3, section 6.7.2.8). */
function matches(source: string, url: URL, self: URL): boolean {
  const isNetworkScheme = /^(https?|wss?):$/.test(url.protocol);
  if (source === '*') return isNetworkScheme;
  if (source === "'self'") return url.origin === self.origin;
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return url.protocol === source;
  const [, scheme, host, port] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?/.exec(source) ?? [];
  if (!isNetworkScheme || host === undefined || host.startsWith("'")) return false;
  if (scheme !== undefined && !schemeMatches(`${scheme}:`, url.protocol)) return false;
  if (host.startsWith('*.') ? !url.hostname.endsWith(host.slice(1)) : host !== url.hostname) return false;
  return port === '*' || (port ?? '') === url.port;
}

/** A source with http also matches https (CSP 3, section 6.7.2.9). */
const schemeMatches = (source: string, protocol: string): boolean =>
  source === protocol || (source === 'http:' && protocol === 'https:');
