import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type RpcBindProbe } from '../../src/model/evidence.ts';
import { hostsAsked } from '../client-discovery.ts';
import { fromWhere, kmsLookups, preferred, sameHost, targetsOf } from '../discovery.ts';

type Told = { host: string; port: number; from: string };

export default defineCheck({
  id: 'network/rpc-bind-accepted',
  title: 'A KMS service answers on that port',
  sources: ['C706 DCE 1.1: Remote Procedure Call', 'MS-RPCE', 'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['rpcBind'],
  wants: ['licensingProducts', 'service', 'dnsSrv'],
  decidesFor: ['network'],
  findings: {
    RPC_ACCEPTED: { severity: 'note', says: (a: Told) => `${a.host} accepts a bind to the KMS interface on TCP ${a.port} (tried from ${a.from}; no activation was asked for).` },
    RPC_REJECTED: { severity: 'fail', says: (a: Told & { reason: string }) => `${a.host} speaks RPC on TCP ${a.port} but does not offer KMS there (${a.reason}).` },
    RECORD_TARGET_NOT_KMS: { severity: 'note', says: (a: { host: string }) => `The KMS record names ${a.host}, where something other than KMS answers.` },
    RPC_NAK: { severity: 'fail', says: (a: Told & { reason: string }) => `${a.host} turns the RPC bind on TCP ${a.port} down (${a.reason}).` },
    RPC_NOT_RPC: { severity: 'fail', says: (a: Told & { looksLike: string }) => `What answers on TCP ${a.port} of ${a.host} is no KMS host: it looks like ${a.looksLike}.` },
    RPC_CLOSED: { severity: 'fail', says: (a: Told) => `${a.host} accepts the connection on TCP ${a.port} and closes it as soon as RPC is spoken (tried from ${a.from}).` },
    RPC_SILENT: { severity: 'fail', says: (a: Told) => `${a.host} accepts the connection on TCP ${a.port} but never answers RPC (tried from ${a.from}).` },
    RPC_SOME_HOSTS_FAIL: { severity: 'warn', says: (a: { host: string; alive: string; outcome: string }) => `KMS host ${a.host} does not accept the RPC bind (${a.outcome}) while ${a.alive} does.` },
    RPC_FAILS_FOR_CLIENT_ONLY: { severity: 'fail', says: (a: { host: string }) => `${a.host} accepts the RPC bind from here, but not from the client.` },
  },
  when: ({ role, rpcBind, licensingProducts, service }) => role === 'network' || rpcBind.some((p) => hostsAsked({ role, licensingProducts, service })(p.host)),
  judge({ role, rpcBind, licensingProducts, service, dnsSrv }, raise, cannotTell) {
    const isAsked = hostsAsked({ role, licensingProducts, service });
    const groups = [...Map.groupBy(rpcBind.filter((p) => isAsked(p.host)), (p) => `${p.host.toLowerCase().replace(/\.$/, '')}:${p.port}`).values()];
    if (groups.length === 0) return [cannotTell('rpcBind')];
    const alive = groups.flatMap((g) => preferred(g).find((p) => p.outcome === 'accepted') ?? []);
    const findings = alive.map((p) => raise.RPC_ACCEPTED({ host: p.host, port: p.port, from: fromWhere(p.vantage) }));
    for (const group of groups) {
      const p = mostTelling(preferred(group));
      if (p === undefined) continue;
      const about = { host: p.host, port: p.port, from: fromWhere(p.vantage) };
      const other = alive[0];
      if (other === undefined && (p.outcome === 'rejected' || p.outcome === 'not-rpc') && targetsOf(kmsLookups(valueOf(dnsSrv) ?? [])).some((a) => sameHost(a.target, p.host))) findings.push(raise.RECORD_TARGET_NOT_KMS({ host: p.host }));
      if (other !== undefined) findings.push(raise.RPC_SOME_HOSTS_FAIL({ host: p.host, alive: other.host, outcome: inWords[p.outcome] }));
      else if (p.outcome === 'rejected') findings.push(raise.RPC_REJECTED({ ...about, reason: p.reason ?? 'no reason given' }));
      else if (p.outcome === 'nak') findings.push(raise.RPC_NAK({ ...about, reason: p.reason ?? 'no reason given' }));
      else if (p.outcome === 'not-rpc') findings.push(raise.RPC_NOT_RPC({ ...about, looksLike: p.looksLike ?? 'something that is not RPC' }));
      else if (p.outcome === 'closed') findings.push(raise.RPC_CLOSED(about));
      else findings.push(raise.RPC_SILENT(about));
      if (p.vantage === 'client' && group.some((q) => q.vantage === 'operator' && q.outcome === 'accepted')) findings.push(raise.RPC_FAILS_FOR_CLIENT_ONLY({ host: p.host }));
    }
    return findings;
  },
});

/** Of a host's addresses the answer that says most; none where one of them accepts. */
const mostTelling = (probes: readonly RpcBindProbe[]): RpcBindProbe | undefined =>
  (['accepted', 'rejected', 'nak', 'not-rpc', 'closed', 'silent'] as const).flatMap((outcome) => probes.find((p) => p.outcome === outcome) ?? []).filter((p, i) => i === 0 && p.outcome !== 'accepted')[0];

const inWords: Readonly<Record<RpcBindProbe['outcome'], string>> = {
  accepted: 'accepted', rejected: 'it offers no KMS', nak: 'it turns the bind down', 'not-rpc': 'it does not speak RPC', closed: 'it closes the connection', silent: 'it never answers',
};
