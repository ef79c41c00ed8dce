import type { Resolver } from '../../model/network.ts';

/** A resolver for evidence: `10.0.0.53`, `10.0.0.53:5301`, `[fd00::1]:5301`; the port only where it is not 53. */
export function resolverText({ host, port }: Resolver): string {
  if (port === 53) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
