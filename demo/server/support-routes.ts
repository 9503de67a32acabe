import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { findInvisible, type Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import type { Backend } from './backend.ts';
import { clientAddress } from './client-address.ts';
import { countTry, rateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { readBody } from './request-body.ts';
import { findByName, normalizeName } from './users.ts';

/** Text for the log, which must not look like another name or another entry. */
const lineOfText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(200),
  v.check((line) => findInvisible(line) === undefined),
);
/** With `deviceId`: also the limits of this client device. */
const unlockRequest = v.object({
  name: v.string(),
  deviceId: v.optional(v.string()),
  by: lineOfText,
  reason: lineOfText,
});

interface SupportDependencies {
  readonly storage: Storage;
  readonly backend: Backend;
  readonly trustedProxies: number;
}

/**
 * The support desk ends the lock of a user whom it has identified in another way. No session of the user can do that: a thief of the first
 * factor would get as many attempts as they like.
 *
 * @param token sent as `Authorization: Bearer …`. A real host has accounts for its employees instead.
 */
export function supportRoutes(
  { storage, backend, trustedProxies }: SupportDependencies,
  token: string,
): Hono {
  return new Hono().post('/unlock', async (context) => {
    await countTry(storage, rateLimits.supportOfAddress, clientAddress(context, trustedProxies));
    requireToken(context, token);
    const { name, deviceId, by, reason } = await readBody(context, unlockRequest);
    const user = await findByName(storage, normalizeName(name));
    if (user === undefined) throw refusal('not-found');
    const { recognizeId } = user;
    if (deviceId !== undefined && !(await backend.recognize.hasDevice(recognizeId, deviceId)))
      throw refusal('not-found');
    if (deviceId !== undefined) await backend.recognize.unfreeze(recognizeId, deviceId, { by, reason });
    await backend.recognize.resetLockout(recognizeId);
    console.info(JSON.stringify({ event: 'unlocked', recognizeId, by, reason }));
    return context.json({});
  });
}

/** Compares hashes, which have one length, in constant time. @throws HTTPException `not-allowed` */
function requireToken(context: Context, token: string): void {
  const hash = (value: string) => createHash('sha256').update(value).digest();
  const sent = context.req.header('authorization') ?? '';
  if (!timingSafeEqual(hash(sent), hash(`Bearer ${token}`))) throw refusal('not-allowed');
}
