import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { namesHost } from '../discovery.ts';
import { toMinute } from '../event-time.ts';

export default defineCheck({
  id: 'host/started-cleanly',
  title: 'KMS started on the host without an error',
  sources: ['sppsvc.exe message table (libyal/winevt-kb)', 'https://learn.microsoft.com/previous-versions//ff793440(v=technet.10)'],
  needs: ['host.events'],
  wants: ['host.machine', 'rpcBind'],
  findings: {
    HOST_INIT_FAILED: { severity: 'fail', says: (a: { host: string; reason: string; time: string }) => `KMS failed to start on ${a.host} (event 12291${a.reason === '' ? '' : `, ${a.reason}`}, ${toMinute(a.time)}).` },
  },
  when: ({ host }) => host.events.length > 0,
  judge({ host, rpcBind }, raise) {
    if ((valueOf(rpcBind) ?? []).some((p) => p.outcome === 'accepted' && namesHost(p.host, host))) return [];
    const failed = host.events.filter((e) => e.id === 12291).toSorted((a, b) => Date.parse(b.time ?? '') - Date.parse(a.time ?? ''))[0];
    // A request that it processed, or a record that it wrote, shows that a later start went well.
    const workedAfter = host.events.some((e) => (e.kms?.role === 'host-request' || e.id === 12294) && Date.parse(e.time ?? '') > Date.parse(failed?.time ?? ''));
    return failed === undefined || workedAfter ? [] : [raise.HOST_INIT_FAILED({ host: host.subject, reason: failed.code ?? '', time: failed.time ?? 'time unknown' })];
  },
});
