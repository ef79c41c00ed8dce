import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { writeCertificate } from './write-certificate.ts';

/** A certificate and its key in PEM, and the certificate in DER. */
export type IssuedCertificate = { certificate: string; key: string; der: Uint8Array };

/** What is wrong with a server's certificate; null is one that is right. */
export type CertificateFault = 'expired' | 'not-yet-valid' | 'foreign' | 'self-signed' | 'other-name';

const dayMs = 86_400_000;

const newKeys = (): { privateKey: KeyObject; publicKey: KeyObject } => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const pemOf = (der: Uint8Array): string => `-----BEGIN CERTIFICATE-----\n${(Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

const issued = (der: Uint8Array, key: KeyObject): IssuedCertificate => ({ certificate: pemOf(der), key: key.export({ type: 'pkcs8', format: 'pem' }).toString(), der });

/**
 * A certification authority that an estate makes when it starts, and that nothing outside the estate trusts. Its key lives
 * in memory alone. `nowMs` is the real clock, by which TLS judges validity.
 */
export class EstateAuthority {
  /** Its own certificate in PEM, to trust it with. */
  readonly certificate: string;
  readonly #name: string;
  readonly #keys = newKeys();
  readonly #nowMs: number;

  constructor(nowMs: number, name = 'kmsdoctor reference estate') {
    this.#name = name;
    this.#nowMs = nowMs;
    const text = { subject: name, issuer: name, notBefore: nowMs - dayMs, notAfter: nowMs + 30 * dayMs, subjectKey: this.#keys.publicKey, use: 'authority' as const, names: [], principal: null };
    this.certificate = pemOf(writeCertificate(text, this.#keys.privateKey, this.#keys.publicKey));
  }

  /** A server's certificate for its names and addresses, or one with a fault. */
  issueForServer(names: readonly string[], fault: CertificateFault | null = null): IssuedCertificate {
    if (fault === 'foreign') return new EstateAuthority(this.#nowMs, 'somebody else’s authority').issueForServer(names);
    const keys = newKeys();
    const [subject = 'server'] = names;
    const isOwn = fault === 'self-signed';
    const from = fault === 'not-yet-valid' ? this.#nowMs + dayMs : this.#nowMs - 20 * dayMs;
    const der = writeCertificate({
      subject, issuer: isOwn ? subject : this.#name, notBefore: from, notAfter: fault === 'expired' ? this.#nowMs - dayMs : from + 60 * dayMs,
      subjectKey: keys.publicKey, use: 'server', names: fault === 'other-name' ? ['other.example'] : names, principal: null,
    }, isOwn ? keys.privateKey : this.#keys.privateKey, isOwn ? keys.publicKey : this.#keys.publicKey);
    return issued(der, keys.privateKey);
  }

  /** A user's certificate, by which a machine that maps it knows the account. */
  issueForUser(user: string): IssuedCertificate {
    const keys = newKeys();
    const der = writeCertificate({
      subject: user, issuer: this.#name, notBefore: this.#nowMs - dayMs, notAfter: this.#nowMs + 30 * dayMs, subjectKey: keys.publicKey, use: 'client', names: [], principal: `${user}@localhost`,
    }, this.#keys.privateKey, this.#keys.publicKey);
    return issued(der, keys.privateKey);
  }
}
