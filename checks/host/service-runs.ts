import { defineCheck } from '../../src/model/check.ts';

export default defineCheck({
  id: 'host/service-runs',
  title: 'The Software Protection service runs on the KMS host',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['host.services'],
  findings: {
    HOST_SERVICE_STOPPED: {
      severity: 'fail',
      says: (a: { host: string; state: string; startMode: string }) => `The Software Protection service (sppsvc) on KMS host ${a.host} is ${a.state} (start type ${a.startMode}), so nothing listens for clients.`,
    },
    HOST_SERVICE_DISABLED: {
      severity: 'warn',
      says: (a: { host: string }) => `The Software Protection service (sppsvc) on KMS host ${a.host} runs, but is disabled, so it will not come back after the next restart.`,
    },
    HOST_SERVICE_RUNNING: { severity: 'note', says: (a: { host: string }) => `The Software Protection service runs on KMS host ${a.host}.` },
  },
  when: ({ host }) => host.services.some((s) => s.name.toLowerCase() === 'sppsvc'),
  judge: ({ host }, raise) =>
    host.services.filter((s) => s.name.toLowerCase() === 'sppsvc').flatMap((s) => {
      const state = s.state?.toLowerCase() ?? null;
      if (state === 'running' && s.startMode === 'disabled') return [raise.HOST_SERVICE_DISABLED({ host: host.subject }), raise.HOST_SERVICE_RUNNING({ host: host.subject })];
      if (s.startMode === 'disabled' || (state !== null && /^(?:stop|paus)/.test(state))) {
        return [raise.HOST_SERVICE_STOPPED({ host: host.subject, state: state ?? 'not running', startMode: s.startMode ?? 'unknown' })];
      }
      return state === 'running' ? [raise.HOST_SERVICE_RUNNING({ host: host.subject })] : [];
    }),
});
