import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch as undiciFetch } from 'undici';
import { type Bytes, fetchFile } from '../../manifest/fetch-file.ts';
import { usageError } from '../command.ts';

/** A server that sends nothing for this long has failed. */
const STALL_TIMEOUT_MS = 60_000;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether the host of a URL is this machine. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

export interface DownloadRequest {
  readonly url: URL;
  /** What is downloaded, for error details. */
  readonly field: string;
  /** Length after which the download ends. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Downloads files for the command line. Node's `fetch` of version 20 knows no proxy, so this uses the `fetch` of undici. */
export interface Downloads {
  /** @throws RecognizeError, as `fetchFile` does */
  fetch(request: DownloadRequest): Promise<Bytes>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Opens downloads through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. This machine is reached without a proxy.
 *
 * @throws CommandError if a variable is not the URL of a proxy
 */
export function openDownloads(
  environment: NodeJS.ProcessEnv = process.env,
  timeoutMs: number = STALL_TIMEOUT_MS,
): Downloads {
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
  const direct = new Agent(timeouts);
  const { dispatcher: proxied, variableFor } = openProxy(environment, timeouts);
  const fetchWith = (dispatcher: Dispatcher, variable: (url: URL) => string | undefined): typeof fetch =>
    ((url: URL, init: object) =>
      undiciFetch(url, { ...init, dispatcher }).catch((error: unknown) => {
        const name = variable(url);
        const note = name === undefined ? '' : ` (proxy: ${name} is set)`;
        throw new TypeError('fetch failed', {
          cause: new Error(`${reasonOf(error)}${note}`, { cause: error }),
        });
      })) as unknown as typeof fetch;
  const [fetchDirectly, fetchByProxy] = [fetchWith(direct, () => undefined), fetchWith(proxied, variableFor)];
  return {
    fetch: (request) =>
      fetchFile({ ...request, fetch: isLoopback(request.url) ? fetchDirectly : fetchByProxy }),
    close: async () => {
      await Promise.all([direct.destroy(), proxied.destroy()]);
    },
  };
}

function openProxy(environment: NodeJS.ProcessEnv, timeouts: Agent.Options) {
  const [httpsName, httpsProxy] = variableOf(environment, 'https_proxy');
  const [httpName, httpProxy] = variableOf(environment, 'http_proxy');
  const [, noProxy] = variableOf(environment, 'no_proxy');
  for (const [name, value] of [
    [httpsName, httpsProxy],
    [httpName, httpProxy],
  ] as const) {
    // The value may contain a password, so the message does not repeat it.
    if (value !== '' && !/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : ''))
      throw usageError(`${name} is not the URL of a proxy, such as http://proxy.example:3128.`);
  }
  // Without a tunnel, proxies also pass requests to http servers of a company.
  const options = { ...timeouts, proxyTunnel: false, httpsProxy, httpProxy, noProxy };
  const ofHttp = httpProxy === '' ? undefined : httpName;
  const ofHttps = httpsProxy === '' ? ofHttp : httpsName;
  const variableFor = ({ protocol }: URL) => (protocol === 'https:' ? ofHttps : ofHttp);
  return { dispatcher: new EnvHttpProxyAgent(options), variableFor };
}

/** Name and value of a variable; as usual, lower case has priority. */
function variableOf(environment: NodeJS.ProcessEnv, name: string): [name: string, value: string] {
  const upper = name.toUpperCase();
  const used = environment[name] ? name : upper;
  return [used, environment[used] ?? ''];
}

/** The reason of the operating system or of the proxy. An attempt on several addresses has one error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
