import { defineCheck } from '../../src/model/check.ts';
import { kmsTimes } from '../../src/knowledge/thresholds.ts';
import { sameHost } from '../discovery.ts';

export default defineCheck({
  id: 'clock/host-clock-right',
  title: 'The KMS host’s own clock is right',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f06c-activate-windows'],
  needs: ['host.clock'],
  findings: {
    HOST_CLOCK_OFF: {
      severity: 'fail',
      says: (a: { host: string; reference: string; hours: number }) => `The clock of KMS host ${a.host} is ${Math.abs(a.hours)} hours ${a.hours > 0 ? 'ahead of' : 'behind'} ${a.reference}; every client looks wrong to it.`,
    },
    HOST_CLOCK_OK: { severity: 'note', says: (a: { host: string; reference: string }) => `The clock of KMS host ${a.host} agrees with ${a.reference}.` },
  },
  // What the operator measured is the operator's own clock; that the host agrees with itself proves nothing.
  when: ({ host }) => host.clock.some((c) => c.vantage !== 'operator' && !sameHost(c.reference, host.subject)),
  judge: ({ host }, raise) =>
    host.clock.filter((c) => c.vantage !== 'operator' && !sameHost(c.reference, host.subject)).map(({ reference, offsetMs }) =>
      Math.abs(offsetMs) > kmsTimes.clockToleranceMs
        ? raise.HOST_CLOCK_OFF({ host: host.subject, reference, hours: Math.round(offsetMs / 3_600_000) })
        : raise.HOST_CLOCK_OK({ host: host.subject, reference })),
});
