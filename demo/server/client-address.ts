import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Of an IPv6 address, the four groups that providers give to one customer. */
const IPV6_GROUPS = 4;

/**
 * The address from which a request comes, for rate limits.
 *
 * @param trustedProxies how many reverse proxies of the host are in front of this server. Each adds the address of its client at the end of
 *   `X-Forwarded-For`. With 0 the header is ignored, because the client can write anything into it.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = trustedProxies > 0 ? forwarded.at(-trustedProxies) : connectionAddress(context);
  return normalizeAddress(address ?? '');
}

/** Tests call the app without a connection. */
const connectionAddress = (context: Context): string | undefined =>
  context.env?.incoming === undefined ? undefined : getConnInfo(context).remote.address;

/** IPv4 as it is, also within IPv6; of IPv6 the network of one customer. */
export function normalizeAddress(address: string): string {
  const plain = address.replace(/^\[|\](:\d+)?$|%.*$/g, '').toLowerCase();
  const ipv4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.exec(plain)?.[1];
  if (ipv4 !== undefined) return ipv4;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const all = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return `${all
    .slice(0, IPV6_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::`;
}
