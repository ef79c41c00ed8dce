/**
 * What can be wrong with a reference host as a network sees it; null is a host that works. Reasons are numbers of C706
 * §12.6.3.1 (a rejection: 0 to 3) and §12.6.4.5 (a nak: 0 to 9).
 */
export type HostFault =
  | { kind: 'rejects-binds'; reason: number }
  | { kind: 'naks-binds'; reason: number }
  /** Hangs up as soon as it has accepted a connection, in good order or with a reset. */
  | { kind: 'closes' }
  | { kind: 'resets' }
  /** Accepts connections and never says a word. */
  | { kind: 'silent' }
  /** Answers a bind, and nothing after it. */
  | { kind: 'stalls-after-bind' }
  /** Is another service altogether. */
  | { kind: 'speaks'; protocol: 'ssh' | 'http' };

/** What another service says: an SSH server greets at once (RFC 4253 §4.2), a web server answers what it cannot read (RFC 9112). */
export const otherProtocols = {
  ssh: { greets: true, says: 'SSH-2.0-OpenSSH_9.2\r\n' },
  http: { greets: false, says: 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' },
} as const;
