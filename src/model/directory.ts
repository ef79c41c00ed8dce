import type { DirectoryReading, DnsUpdateProbe, SeenCertificate } from './evidence.ts';
import type { Limits, Resolver, Unplaced } from './network.ts';

/** A domain controller to ask. `tls` is LDAPS. `address` is where to connect to; null to ask the system for it. */
export type DirectoryServer = { host: string; port: number; tls: boolean; address: string | null };

/** Who asks: `user@domain`, `DOMAIN\user` or a distinguished name. A password is sent inside TLS alone. */
export type DirectoryLogin = { user: string; password: string };

/** Whom TLS believes: certificates in PEM in place of the system's own (null for those), or anybody. */
export type TlsTrust = { ca: string | null; insecure: boolean };

/** What a controller said, and the certificate that it showed; null without TLS, and where TLS did not come about. */
export type ControllerAnswer = Unplaced<DirectoryReading> & { certificate?: Unplaced<SeenCertificate> | null };

/** Active Directory and its DNS as collectors see them. No member throws for anything that a server does. */
export type Directory = {
  readActivationObjects(server: DirectoryServer, login: DirectoryLogin | null, trust: TlsTrust, limits: Limits): Promise<ControllerAnswer>;
  /** Asks by an update that can write nothing whether the zone takes unsigned ones. */
  probeUpdate(zone: string, server: Resolver, limits: Limits): Promise<Unplaced<DnsUpdateProbe>>;
};
