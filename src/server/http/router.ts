import type { Context } from '../context.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Decoded values of the parts in braces of a route's path. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & PathParameters<Rest>
  : unknown;

/** @returns the JSON body of the response with status 200 */
export type Handler<Parameters> = (
  context: Context,
  request: Request,
  parameters: Parameters,
) => Promise<object>;

export interface Route {
  readonly method: Method;
  /** Segments after the base path. A segment in braces matches any value that is not empty. */
  readonly path: string;
  readonly handle: Handler<Readonly<Record<string, string>>>;
}

/** A row of the table of routes, with the parameters of its handler taken from the path. */
export const route = <Path extends string>(
  method: Method,
  path: Path,
  handle: Handler<PathParameters<Path>>,
): Route => ({ method, path, handle: handle as Route['handle'] });

export type RouteMatch =
  | { readonly result: 'route'; readonly route: Route; readonly parameters: Readonly<Record<string, string>> }
  /** The path exists with other methods. */
  | { readonly result: 'method-not-allowed'; readonly allow: readonly Method[] }
  | { readonly result: 'not-found' };

/**
 * Finds the route of a request. Method and path must match exactly: there is no normalization of slashes, dot segments or percent-encoding,
 * and HEAD is not GET. Parameters are percent-decoded once, and only what needs an encoding may have one. The query is ignored.
 *
 * @param url absolute URL of the request
 * @param basePath path under which the routes are mounted, without a slash at the end; empty for the root
 */
export function matchRoute(
  routes: readonly Route[],
  basePath: string,
  { method, url }: { readonly method: string; readonly url: string },
): RouteMatch {
  const path = pathOf(url);
  if (!path.startsWith(`${basePath}/`)) return { result: 'not-found' };
  const segments = path.slice(basePath.length + 1).split('/');
  const candidates = routes.flatMap((candidate) => {
    const parameters = matchSegments(candidate.path, segments);
    return parameters === undefined ? [] : [{ route: candidate, parameters }];
  });
  if (candidates.length === 0) return { result: 'not-found' };
  const match = candidates.find((candidate) => candidate.route.method === method);
  if (match === undefined)
    return { result: 'method-not-allowed', allow: candidates.map((candidate) => candidate.route.method) };
  return { result: 'route', ...match };
}

/** The path as it was sent; empty for a URL that is not absolute. `new URL(url).pathname` would remove dot segments. */
export const pathOf = (url: string): string => /^[^:/?#]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '';

function matchSegments(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const expected = pattern.split('/');
  if (expected.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, patternSegment] of expected.entries()) {
    const segment = segments[index]!;
    const name = /^\{(\w+)\}$/.exec(patternSegment)?.[1];
    if (name === undefined) {
      if (patternSegment !== segment) return undefined;
      continue;
    }
    const value = decode(segment);
    if (value === undefined) return undefined;
    parameters[name] = value;
  }
  return parameters;
}

/**
 * Letters, digits, hyphen, period and underscore in percent-encoding, which no client creates (RFC 3986, section 2.3). A host or a proxy
 * that compares paths would take such a path for another one.
 */
const ENCODED_UNRESERVED = /%(2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\da])/i;

/** @returns undefined for empty segments, dot segments, and percent-encoding that is invalid or not needed */
function decode(segment: string): string | undefined {
  if (ENCODED_UNRESERVED.test(segment)) return undefined;
  try {
    const value = decodeURIComponent(segment);
    return ['', '.', '..'].includes(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
