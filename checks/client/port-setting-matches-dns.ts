import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { kmsLookups, preferred, sameHost, targetsOf } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'client/port-setting-matches-dns',
  title: 'The port set on the client is the one DNS gives for that host',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['licensingProducts', 'dnsSrv'],
  wants: ['service'],
  findings: {
    PORT_SETTING_DIFFERS: {
      severity: 'warn',
      says: (a: { host: string; port: number; srvPort: number }) => `The client is set to ask ${a.host} on port ${a.port}, and the KMS record in DNS gives port ${a.srvPort}.`,
    },
  },
  when: ({ role, licensingProducts, service, dnsSrv }) =>
    role === 'client' && configuredHosts(licensingProducts, valueOf(service)).some((c) => targetsOf(kmsLookups(dnsSrv)).some((t) => sameHost(t.target, c.host))),
  judge: ({ licensingProducts, service, dnsSrv }, raise) => {
    const all = targetsOf(kmsLookups(dnsSrv));
    const nearest = targetsOf(preferred(kmsLookups(dnsSrv)));
    return configuredHosts(licensingProducts, valueOf(service)).flatMap(({ host, port }) => {
      // Where the client itself gets no answer, what others are told is the best that is known.
      const [own = []] = [nearest, all].map((answers) => answers.filter((t) => sameHost(t.target, host))).filter((found) => found.length > 0);
      const set = port === null || port === 0 ? 1688 : port;
      const first = own[0];
      return first === undefined || own.some((t) => t.port === set) ? [] : [raise.PORT_SETTING_DIFFERS({ host, port: set, srvPort: first.port })];
    });
  },
});
