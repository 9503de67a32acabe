import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusal.ts';

/** Refuses requests that pages of other sites send with the cookies of a user (cross-site request forgery). */
export const refuseOtherOrigins =
  (origins: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const isForeign = origin !== undefined && !origins.includes(origin);
    if (isForeign || site === 'cross-site' || site === 'same-site') throw refusal('other-origin');
    return next();
  };

/** Refuses other names for this machine: a site could let its own name lead here, and would then count as this origin (DNS rebinding). */
export const refuseOtherHosts = (origins: readonly string[]): MiddlewareHandler => {
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  return async (context, next) => {
    if (!hosts.has(new URL(context.req.url).host)) throw refusal('other-origin');
    return next();
  };
};

/** No path or query of this host contains U+0000, which neither PostgreSQL nor the file system accepts. */
export const refuseNullCharacters: MiddlewareHandler = async (context, next) => {
  if (/%00/.test(context.req.url)) throw refusal('bad-request');
  return next();
};

/** @param secure whether the site is reached through HTTPS. Cookies are then sent through HTTPS only. */
export const markSecure =
  (secure: boolean): MiddlewareHandler =>
  async (context, next) => {
    context.set('secure', secure);
    return next();
  };
