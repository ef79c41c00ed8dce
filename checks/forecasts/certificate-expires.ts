import type { SeenCertificate } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput } from '../../src/model/forecast.ts';
import { momentAt } from './days.ts';

/** Whoever issues certificates by hand needs about a month. */
const aheadDays = 30;

const schemes = { winrm: 'winrms', ldap: 'ldaps' } as const;

const placeOf = ({ protocol, host, port }: SeenCertificate): string => `${schemes[protocol]}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The certificate by which the machine, or a domain controller, was known on the way to it. Activation itself uses none. */
export function* certificateExpires({ subject, at, evidence: { certificates } }: ForecastInput): Generator<Forecast> {
  if (certificates.state === 'unseen') return;
  // Whoever looked judges it by the clock of that look; the machine's own may be off.
  const seenAt = Date.parse(certificates.source.at ?? '');
  const now = Number.isFinite(seenAt) ? seenAt : at;
  if (now === null) return;
  for (const one of certificates.value) {
    const when = momentAt(now, Date.parse(one.notAfter ?? ''));
    if (when === null || when.in > aheadDays) continue;
    const named = one.subjectName === null || one.subjectName.toLowerCase() === one.host.toLowerCase() ? '' : ` (${one.subjectName})`;
    yield {
      what: 'certificate-expires', subject, at: when.at, in: when.in, severity: 'warn',
      says: `The certificate of ${placeOf(one)}${named} ${when.in < 0 ? 'was valid until' : 'is valid until'} ${when.words.replace(/^on /, '')}; after that nobody who verifies it connects there, though activation goes on, which uses none.`,
      basis: `The service showed it when TLS was made with it${one.selfSigned === true ? '; it is self-signed' : ''}.`,
    };
  }
}
