import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct, TcpProbe } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { hostsAsked } from '../client-discovery.ts';
import { fromWhere, kmsLookups, listOf, preferred, plainName, sameHost, targetsOf } from '../discovery.ts';

type Told = { host: string; port: number; address: string; from: string };

export default defineCheck({
  id: 'network/port-open',
  title: 'The KMS port of the host is open',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general', 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f074-activate-windows'],
  needs: ['tcp'],
  wants: ['licensingProducts', 'service', 'dnsSrv'],
  decidesFor: ['network'],
  findings: {
    PORT_OPEN_FROM_CLIENT: { severity: 'note', says: (a: Told) => `The client reaches ${a.host} on TCP ${a.port}.` },
    PORT_OPEN_FROM_OPERATOR: { severity: 'note', says: (a: Told) => `${a.host} is reached on TCP ${a.port} from here.` },
    PORT_TIMEOUT: { severity: 'fail', says: (a: Told) => `${a.host} (${a.address}) does not answer on TCP ${a.port} when tried from ${a.from}: the connection attempt runs into its time limit.` },
    PORT_REFUSED: { severity: 'fail', says: (a: Told) => `${a.host} (${a.address}) refuses TCP ${a.port} when tried from ${a.from}: the machine is there, but nothing listens on that port.` },
    PORT_REJECTED: { severity: 'fail', says: (a: Told) => `${a.host} (${a.address}) on TCP ${a.port} is rejected by a firewall when tried from ${a.from} (an ICMP message came back, not an answer of the machine).` },
    PORT_RESET: { severity: 'fail', says: (a: Told) => `The connection to ${a.host} (${a.address}) on TCP ${a.port} is reset when tried from ${a.from}.` },
    PORT_UNREACHABLE: { severity: 'fail', says: (a: Told & { cause: string }) => `No way leads from ${a.from} to ${a.host} (${a.address}) on TCP ${a.port} (${a.cause}).` },
    PORT_CLOSED_TO_CLIENT_ONLY: {
      severity: 'fail',
      says: (a: { host: string; port: number }) => `${a.host} is reached on TCP ${a.port} from here, but not from the client.`,
    },
    SRV_SOME_TARGETS_DEAD: {
      severity: 'warn',
      says: (a: { dead: readonly string[]; alive: readonly string[]; host: string }) => `Of the KMS hosts, ${listOf(a.dead)} cannot be reached while ${listOf(a.alive)} can.`,
    },
    PORT_TRIED_IS_1688: { severity: 'note', says: (a: { host: string; port: number }) => `${a.host} was tried on TCP ${a.port}, the port of KMS.` },
    PORT_TRIED_IS_UNUSUAL: { severity: 'note', says: (a: { host: string; port: number }) => `${a.host} was tried on TCP ${a.port}, which is not the usual port of KMS.` },
    DEAD_HOST_NOT_IN_DNS: { severity: 'note', says: (a: { dead: readonly string[] }) => `DNS does not name ${listOf(a.dead)} as a KMS host: something else does.` },
    DEAD_HOST_IN_DNS: { severity: 'note', says: (a: { dead: readonly string[] }) => `DNS names ${listOf(a.dead)}, so no setting by hand is needed to be sent there.` },
    PORT_SILENT_TO_BOTH: { severity: 'note', says: (a: { host: string; port: number }) => `${a.host} does not answer on TCP ${a.port} to anyone who tried.` },
  },
  when: ({ role, tcp, licensingProducts, service }) => role === 'network' || tcp.some((p) => hostsAsked({ role, licensingProducts, service })(p.host)),
  judge({ role, tcp, licensingProducts, service, dnsSrv }, raise, cannotTell) {
    const isAsked = hostsAsked({ role, licensingProducts, service });
    const groups = [...Map.groupBy(tcp.filter((p) => isAsked(p.host)), (p) => `${p.host.toLowerCase().replace(/\.$/, '')}:${p.port}`).values()];
    if (groups.length === 0) return [cannotTell('tcp')];
    const findings = groups.flatMap(oneOpenPerVantage).map((p) => (p.vantage === 'client' ? raise.PORT_OPEN_FROM_CLIENT(told(p)) : raise.PORT_OPEN_FROM_OPERATOR(told(p))));
    const alive = groups.flatMap((g) => preferred(g).find((p) => p.outcome === 'open') ?? []);
    const dead = groups.filter((g) => !preferred(g).some((p) => p.outcome === 'open'));
    const named = targetsOf(kmsLookups(valueOf(dnsSrv) ?? [])).map((a) => a.target);
    const isInDns = (group: readonly TcpProbe[]): boolean => group.some((p) => named.some((n) => sameHost(n, p.host) || n === p.address));
    if (alive.length > 0) {
      if (dead.length === 0) return findings;
      const living = new Set(alive.map((p) => plainName(p.host)));
      const names = dead.flatMap((g) => g.slice(0, 1)).map((p) => (living.has(plainName(p.host)) ? `${p.host}:${p.port}` : p.host));
      const isNamed = dead.some(isInDns);
      return [
        ...findings,
        raise.SRV_SOME_TARGETS_DEAD({ dead: names, alive: alive.map((p) => p.host), host: dead[0]?.[0]?.host ?? '' }),
        ...(named.length > 0 && !isNamed && role === 'client' && (licensingProducts.state === 'unseen' || dead.every((g) => isRemembered(g, licensingProducts.value))) ? [raise.DEAD_HOST_NOT_IN_DNS({ dead: names })] : []),
      ];
    }
    const published = dead.filter(isInDns).flatMap((g) => g.slice(0, 1)).map((p) => p.host);
    if (published.length > 0) findings.push(raise.DEAD_HOST_IN_DNS({ dead: published }));
    for (const group of dead) {
      const worst = mostTelling(preferred(group));
      if (worst === undefined) continue;
      const about = told(worst);
      if (worst.port !== 1688) findings.push(raise.PORT_TRIED_IS_UNUSUAL({ host: worst.host, port: worst.port }));
      if (worst.outcome === 'refused') {
        findings.push(isRejected(worst) ? raise.PORT_REJECTED(about) : raise.PORT_REFUSED(about));
        if (worst.port === 1688 && !isRejected(worst)) findings.push(raise.PORT_TRIED_IS_1688({ host: worst.host, port: worst.port }));
      }
      else if (worst.outcome === 'reset') findings.push(raise.PORT_RESET(about));
      else if (worst.outcome === 'unreachable') findings.push(raise.PORT_UNREACHABLE({ ...about, cause: worst.cause ?? 'unreachable' }));
      else findings.push(raise.PORT_TIMEOUT(about));
      if (worst.vantage === 'client' && group.some((p) => p.outcome === 'open' && p.vantage === 'operator')) {
        findings.push(raise.PORT_CLOSED_TO_CLIENT_ONLY({ host: worst.host, port: worst.port }));
      }
      if (group.every((p) => p.outcome === 'timeout') && new Set(group.map((p) => p.vantage)).size > 1) {
        findings.push(raise.PORT_SILENT_TO_BOTH({ host: worst.host, port: worst.port }));
      }
    }
    return findings;
  },
});

const told = (p: TcpProbe): Told => ({ host: p.host, port: p.port, address: p.address ?? 'address unknown', from: fromWhere(p.vantage) });

/** A host that answered once and is kept by the client: it may be in DNS no more. */
const isRemembered = (group: readonly TcpProbe[], products: readonly LicensingProduct[]): boolean =>
  products.some((p) => group.some((probe) => p.kmsClient !== null && p.kmsClient.discoveredHost !== null && sameHost(p.kmsClient.discoveredHost, probe.host)));

/** A listener that is absent answers with a TCP reset; an ICMP message comes from a firewall (`nft reject`, RFC 1122 3.2.2.1). */
const isRejected = ({ cause }: TcpProbe): boolean => cause?.includes('an ICMP message') === true;

/** Of a host's addresses the one that says most: that one is unreachable may only mean that this machine has no IPv6. */
const mostTelling = (probes: readonly TcpProbe[]): TcpProbe | undefined =>
  (['refused', 'reset', 'timeout', 'unreachable'] as const).flatMap((outcome) => probes.find((p) => p.outcome === outcome) ?? [])[0];

/** What the host can reach of itself says nothing about the way to it. */
function oneOpenPerVantage(group: readonly TcpProbe[]): TcpProbe[] {
  const open = group.filter((p) => p.outcome === 'open' && p.vantage !== 'host');
  return [...new Map(open.map((p) => [p.vantage, p])).values()];
}
