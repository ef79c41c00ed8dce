import { defineCheck, type Finding } from '../../src/model/check.ts';
import type { DnsUpdateProbe } from '../../src/model/evidence.ts';

export default defineCheck({
  id: 'directory/dns-takes-updates',
  title: 'The zone takes dynamic updates, and only those that are signed',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host', 'https://www.rfc-editor.org/rfc/rfc2136', 'https://www.rfc-editor.org/rfc/rfc3007'],
  needs: [],
  wants: ['dnsUpdate'],
  findings: {
    DNS_UPDATE_OPEN: {
      severity: 'note', remark: true,
      says: (a: { zone: string; server: string }) => `Zone ${a.zone} at ${a.server} takes updates that nobody signed: a KMS host can publish itself there, and so can anybody else who reaches it.`,
    },
    DNS_UPDATE_SIGNED_ONLY: {
      severity: 'note',
      says: (a: { zone: string; server: string }) => `Zone ${a.zone} at ${a.server} refuses unsigned updates from here; whether it takes the KMS host’s signed ones was not tried.`,
    },
    DNS_UPDATE_NOT_SUPPORTED: {
      severity: 'note', remark: true,
      says: (a: { zone: string; server: string }) => `DNS server ${a.server} takes no dynamic updates at all: no KMS host can publish itself in ${a.zone} through it.`,
    },
    DNS_UPDATE_NOT_ITS_ZONE: { severity: 'note', says: (a: { zone: string; server: string }) => `DNS server ${a.server} does not have zone ${a.zone}, so its answer says nothing about the right to update it.` },
    DNS_UPDATE_UNCLEAR: { severity: 'note', says: (a: { zone: string; server: string; detail: string }) => `The right to update ${a.zone} at ${a.server} cannot be told${a.detail === '' ? '' : `: ${a.detail}`}.` },
  },
  when: ({ dnsUpdate }) => dnsUpdate.state === 'seen' && dnsUpdate.value.length > 0,
  judge({ dnsUpdate }, raise, cannotTell) {
    const probes = dnsUpdate.state === 'seen' ? dnsUpdate.value : [];
    const told = probes.some(({ verdict }) => verdict === 'open' || verdict === 'refused' || verdict === 'not-supported');
    const say = ({ zone, server, verdict, detail }: DnsUpdateProbe): Finding => {
      switch (verdict) {
        case 'open': return raise.DNS_UPDATE_OPEN({ zone, server });
        case 'refused': return raise.DNS_UPDATE_SIGNED_ONLY({ zone, server });
        case 'not-supported': return raise.DNS_UPDATE_NOT_SUPPORTED({ zone, server });
        case 'not-authoritative': return raise.DNS_UPDATE_NOT_ITS_ZONE({ zone, server });
        case 'ambiguous': case 'no-answer': return raise.DNS_UPDATE_UNCLEAR({ zone, server, detail: detail ?? '' });
      }
    };
    return [...probes.map(say), ...(told ? [] : [cannotTell('dnsUpdate')])];
  },
});
