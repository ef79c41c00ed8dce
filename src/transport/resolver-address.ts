import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Deadline } from './deadline.ts';

/**
 * The address of a resolver, which may be given by name: then the system is asked, for no longer than the deadline.
 * Null where it has none.
 */
export async function addressOfResolver(host: string, deadline: Deadline): Promise<string | null> {
  if (isIP(host) !== 0) return host;
  // getaddrinfo cannot be stopped; the race lets go of it.
  const found = lookup(host).then(({ address }) => address, () => null);
  const ended = new Promise<null>((resolve) => {
    if (deadline.signal.aborted) resolve(null);
    deadline.signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return Promise.race([found, ended]);
}
