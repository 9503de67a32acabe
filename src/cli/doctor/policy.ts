/** Directives of one Content-Security-Policy, sources in lower case. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** Every policy of a header (RFC 9110 joins them by commas) and of a page's `<meta>`; a source must pass each (CSP 3, 2.2). */
export function policiesOf(header: string | null, html = ''): Policy[] {
  const metas = [...html.matchAll(/<meta\b[^>]*http-equiv\s*=\s*["']?content-security-policy\b[^>]*>/gi)];
  const contents = metas.map(([tag]) => /\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag));
  return [header ?? '', ...contents.map((content) => content?.[1] ?? content?.[2] ?? '')]
    .flatMap((text) => text.split(','))
    .filter((text) => text.trim() !== '')
    .map(parse);
}

function parse(text: string): Policy {
  const directives = new Map<string, string[]>();
  for (const directive of text.toLowerCase().split(';')) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    // The first of a name counts (CSP 3, 2.2.1).
    if (name && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}

const fallbacks = {
  'script-src': ['default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
  'connect-src': ['default-src'],
} as const;

export type Directive = keyof typeof fallbacks;

/** The sources that decide (CSP 3, 6.8.3); `undefined` when nothing is forbidden. */
function sourcesOf(policy: Policy, directive: Directive): readonly string[] | undefined {
  const name = [directive, ...fallbacks[directive]].find((candidate) => policy.has(candidate));
  return name === undefined ? undefined : policy.get(name);
}

export const allowsWasm = (policies: readonly Policy[]): boolean =>
  policies.every((policy) => {
    const sources = sourcesOf(policy, 'script-src');
    return sources === undefined || sources.some((source) => /^'(wasm-)?unsafe-eval'$/.test(source));
  });

/** Whether all policies of a document at `self` let it load `url`; paths in sources are not told apart. */
export const allowsLoad = (policies: readonly Policy[], directive: Directive, url: URL, self: URL): boolean =>
  policies.every((policy) => {
    const sources = sourcesOf(policy, directive);
    return sources === undefined || sources.some((source) => matches(source, url, self));
  });

function matches(source: string, url: URL, self: URL): boolean {
  const network = /^(https?|wss?):$/.test(url.protocol);
  if (source === '*') return network;
  if (source === "'self'") return url.origin === self.origin;
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return url.protocol === source;
  const [, scheme, host, port] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?/.exec(source) ?? [];
  if (!network || host === undefined || host.startsWith("'")) return false;
  if (
    scheme !== undefined &&
    `${scheme}:` !== url.protocol &&
    !(scheme === 'http' && url.protocol === 'https:')
  )
    return false;
  if (host.startsWith('*.') ? !url.hostname.endsWith(host.slice(1)) : host !== url.hostname) return false;
  return port === '*' || (port ?? '') === url.port;
}

/** Whether a Permissions-Policy header leaves the camera to the page itself. */
export function allowsCamera(header: string | null): boolean {
  const list = /(?:^|,)\s*camera\s*=\s*(\([^)]*\)|\*)/i.exec(header ?? '')?.[1];
  return list === undefined || list === '*' || /\b(self)\b|\*/i.test(list);
}
