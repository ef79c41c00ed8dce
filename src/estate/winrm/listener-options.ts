import type { ChannelBindingPolicy } from '../../codec/ntlm/verify.ts';
import type { TokenWrapping } from '../../codec/spnego/server.ts';
import type { CertificateFault } from '../certificates/authority.ts';

/** Ways of signing in that a listener may offer. A certificate is never in the offers; it is taken where TLS asks for one. */
export type Scheme = 'negotiate' | 'ntlm' | 'basic' | 'certificate';

/** One listener of a machine's WS-Management. What is left out is as Windows has it by default. */
export type ListenerOptions = {
  /** Null: http. `fault`: what is wrong with the certificate. */
  tls?: { fault?: CertificateFault } | null;
  /** Negotiate alone unless said. */
  schemes?: readonly Scheme[];
  /** What Negotiate takes: bare NTLM and SPNEGO, unless said. */
  wrapping?: TokenWrapping;
  /** AllowUnencrypted: over http a body in plain text is refused unless this is true. TLS hides bodies by itself. */
  allowUnencrypted?: boolean;
  /** CbtHardeningLevel, over TLS. */
  channelBinding?: ChannelBindingPolicy;
  /** False grants no key exchange under NTLM. */
  keyExchange?: boolean;
  /** A free one unless said. */
  port?: number;
};

/** How much a client may ask of a listener. */
export type HttpLimits = {
  /** Of one request's body, wrapping included. */
  bodyBytes: number;
  /** For a request's head, and for all of it. */
  headMs: number;
  requestMs: number;
  /** An idle connection is closed after so long. */
  idleMs: number;
  maxConnections: number;
  /** Requests on one connection that wait for their turn. */
  mostWaiting: number;
  /** Handshakes that may fail on one connection before it is closed. */
  mostRefusals: number;
};

export const usualHttpLimits: HttpLimits = { bodyBytes: 512 * 1024 + 4096, headMs: 10_000, requestMs: 20_000, idleMs: 120_000, maxConnections: 128, mostWaiting: 4, mostRefusals: 8 };
