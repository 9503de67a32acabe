import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Process ids mean the same within one boot of a system and one PID namespace: two containers may have the same ids. */
function processScope(): string {
  let scope = hostname();
  try {
    scope += readFileSync('/proc/sys/kernel/random/boot_id', 'utf8') + readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has PID namespaces. Elsewhere the name of the host is enough.
  }
  return createHash('sha256').update(scope).digest('hex').slice(0, 16);
}

const scope = processScope();
const ownNames = new Set<string>();

/** A name that no other lock has: the scope of the process id, the process id, and a random part. */
export function createOwnerName(): string {
  const name = `${scope}.${process.pid}.${randomUUID()}`;
  ownNames.add(name);
  return name;
}

/** Whether the process that made this name has certainly ended. False when its process id belongs to another system or container. */
export function hasEnded(name: string): boolean {
  const [ownerScope, id] = name.split('.');
  const pid = Number(id);
  if (ownerScope !== scope || !Number.isSafeInteger(pid) || pid <= 0) return false;
  // After a restart in a container the new process often has the id of the previous one.
  if (pid === process.pid) return !ownNames.has(name);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: the process runs as another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
