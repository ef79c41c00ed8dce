/** What a system's error code says about the way to a peer. */
export type SocketTrouble = 'refused' | 'reset' | 'timeout' | 'unreachable';

const byCode: Readonly<Record<string, SocketTrouble>> = {
  ECONNREFUSED: 'refused', ECONNRESET: 'reset', EPIPE: 'reset', ECONNABORTED: 'reset', ETIMEDOUT: 'timeout',
};

/** The system's own word for an error: its code, else its message, else `unknown error`. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/**
 * Sorts a socket error. Everything that kept us from sending at all (no route, no such host, not allowed, no such
 * address family) is `unreachable`.
 */
export const troubleOf = (code: string): SocketTrouble => byCode[code] ?? 'unreachable';
