import type { Limits } from '../../model/network.ts';
import type { Reading, WindowsMachine } from '../../model/windows.ts';
import type { Identity } from '../../codec/wsman/identity.ts';

/**
 * How we may sign in. `auto`: a certificate or Kerberos where one is given; else NTLM, bare first and in SPNEGO where the
 * server wants that, and Basic where the server offers nothing better and TLS hides it. `ntlm` is bare NTLM in whichever of
 * both schemes is offered, `negotiate` NTLM in SPNEGO.
 */
export type WinrmAuth = 'auto' | 'basic' | 'ntlm' | 'negotiate' | 'certificate' | 'kerberos';

/** `user` as a person writes it: `DOMAIN\user`, `user@domain` or `user`, unless `domain` is given beside it. */
export type WinrmCredentials = { user: string; domain?: string; password: string };

/** A client certificate and its key in PEM; a chain may follow the certificate. */
export type ClientCertificate = { cert: string | Buffer; key: string | Buffer; passphrase?: string };

export type WinrmTarget = {
  host: string;
  /** 5986 with TLS and 5985 without it where absent. */
  port?: number;
  tls: boolean;
  auth: WinrmAuth;
  credentials?: WinrmCredentials;
  clientCertificate?: ClientCertificate;
  /** Authorities that the service's certificate is checked with in place of the usual ones, in PEM. */
  ca?: string | Buffer;
  /** Takes any certificate. Said in the warnings. */
  insecure?: boolean;
  /** Whether a command shell may be opened for `runScript`. */
  allowShell: boolean;
  /** Bytes of one answer at most; 16 MiB where absent. */
  mostBytes?: number;
  /** Rows of one query at most; a million where absent. */
  mostRows?: number;
  /** Loads the optional package `kerberos`; for tests. */
  loadKerberos?: () => Promise<unknown>;
};

/** What there is to say of a connection, now. */
export type WinrmFacts = {
  url: string;
  /** For people: `NTLM`, `Basic`; null while nobody has signed in. */
  authenticatedBy: string | null;
  /** Whether bodies are sealed by NTLM. */
  sealed: boolean;
  tls: 'none' | 'verified' | 'unverified';
  /** Windows' own version as the service tells it; null where it does not. */
  system: string | null;
  /** HTTP requests sent so far, handshakes included. */
  roundTrips: number;
  /** Sentences for the report: what of this connection should not be trusted. */
  warnings: readonly string[];
};

/** A Windows machine over WS-Management. No member throws or rejects for anything that the machine does. */
export type WinrmMachine = WindowsMachine & {
  /** Looks for the listener and signs in. Every other member does so itself when it is asked first. */
  open(limits: Limits): Promise<Reading<WinrmFacts>>;
  /** What the service says of itself once we are signed in. */
  identify(limits: Limits): Promise<Reading<Identity>>;
  /** Runs a PowerShell script in a shell of its own and gives its standard output. */
  runScript(script: string, limits: Limits): Promise<Reading<string>>;
  facts(): WinrmFacts;
  /** Hangs up. What is asked afterwards is not asked. */
  close(): void;
};
