import type { RecognizeServer } from 'recognize-elements/server';

/** The backend module as the host has mounted it. */
export interface Backend {
  readonly recognize: RecognizeServer;
  /** Origins of the demo page; the first one is used where a request names none of them. */
  readonly origins: readonly string[];
  /** Path of the backend module on each origin, without a slash at the end. */
  readonly basePath: string;
}

/** The origin of the page that sent a request. */
export function originOf({ origins }: Backend, request: Request): string {
  const origin = request.headers.get('origin') ?? '';
  return origins.includes(origin) ? origin : origins[0]!;
}

/** Calls the backend module without going through the network. */
export const callBackend = (
  { recognize, origins, basePath }: Backend,
  path: string,
  init?: RequestInit,
): Promise<Response> => recognize.fetch(new Request(`${origins[0]}${basePath}/${path}`, init));
