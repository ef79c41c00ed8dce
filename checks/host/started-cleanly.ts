import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { namesHost } from '../discovery.ts';
import { timedEvents, toMinute } from '../event-log.ts';

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
    const failed = timedEvents(host.events).filter(({ event }) => event.id === 12291).toSorted((a, b) => b.at - a.at)[0];
    if (failed === undefined) return [];
    // A request that it processed, or a record that it wrote, shows that a later start went well.
    const workedAfter = timedEvents(host.events).some(({ event, at }) => at > failed.at && (event.kms?.role === 'host-request' || event.id === 12294));
    return workedAfter ? [] : [raise.HOST_INIT_FAILED({ host: host.subject, reason: failed.event.code ?? '', time: failed.event.time ?? 'time unknown' })];
  },
});
