import { describe, expect, test } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { gatherNetwork } from '../../src/collect/gather-network.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { Case } from '../../src/model/evidence.ts';
import { evidenceOf } from '../../src/model/evidence.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { createNetwork } from '../../src/transport/network.ts';
import { describePeers, peer } from './peer.ts';

const bind = peer({ script: 'bind9.sh', programs: ['named', 'dig', 'dnssec-signzone', 'tsig-keygen'], env: { PORT: '15341', LIVEPORT: '16885' } });

/** What `check --domain` makes of a zone as BIND serves it. */
async function judged(domain: string): Promise<Diagnosis> {
  const seen = await gatherNetwork(createNetwork(), {
    domains: [domain], resolvers: [{ host: '127.0.0.1', port: 15_341 }], kmsHosts: [], timeoutMs: 2000, vantage: 'operator',
    signal: new AbortController().signal, skip: { icmp: true, clock: true }, now: Date.now,
  }, () => undefined);
  const subject: Case = { subject: domain, via: 'network', collectedAt: new Date().toISOString(), redacted: false, related: [], evidence: evidenceOf(seen) };
  return judgeCase(subject, { approvedHosts: [], domains: [domain] }, catalogue);
}

const tagsOf = ({ checks }: Diagnosis): string[] => checks.flatMap((c) => [...c.findings, ...c.notes].map((f) => f.tag));

describePeers('each named SRV case of BIND', [bind], () => {
  test.each([
    ['dangling', 'SRV_TARGET_UNRESOLVABLE', 'dns-srv-target-unresolvable'],
    ['dangling2', 'SRV_TARGET_UNRESOLVABLE', 'dns-srv-target-unresolvable'],
    ['cnamegone', 'SRV_TARGET_UNRESOLVABLE', 'dns-srv-target-unresolvable'],
    ['cnameloop', 'SRV_TARGET_ALIAS_LOOP', 'dns-srv-target-unresolvable'],
    ['rootdot', 'SRV_SERVICE_DECLINED', 'dns-srv-declined'],
    ['port0', 'SRV_PORT_ZERO', 'dns-srv-malformed'],
    ['iptext', 'SRV_TARGET_IS_ADDRESS', 'dns-srv-malformed'],
    ['nodata', 'SRV_MISSING', 'dns-srv-missing'],
    ['udponly', 'SRV_MISSING', 'dns-srv-missing'],
  ])('%s is %s, and %s leads', async (name, tag, cause) => {
    const diagnosis = await judged(`${name}.contoso.test`);
    expect(tagsOf(diagnosis)).toContain(tag);
    expect(diagnosis.causes[0]).toMatchObject({ cause, certainty: 'confirmed' });
  });

  // Nothing listens behind these names, so another cause leads; the record's own peculiarity is still seen.
  test.each([
    ['cname', 'SRV_TARGET_IS_ALIAS'], ['odd', 'SRV_TARGET_NOT_HOST_NAME'], ['altport', 'SRV_PORT_UNUSUAL'], ['ttl0', 'SRV_TTL_ZERO'],
    ['v6only', 'SRV_TARGET_IPV6_ONLY'], ['big4096', 'SRV_MANY_TARGETS'], ['big4096', 'SRV_ANSWER_NEEDS_TCP'], ['owneralias', 'SRV_FOUND'],
    ['UPPER', 'SRV_FOUND'], ['wild', 'SRV_FOUND'],
  ])('%s shows %s', async (name, tag) => {
    expect(tagsOf(await judged(`${name}.contoso.test`))).toContain(tag);
  });

  describe('answers that are none', () => {
    test.each(['servfail.test', 'expired.test', 'not-served.example'])('%s is a failing DNS server, not a missing record', async (zone) => {
      const diagnosis = await judged(zone);
      expect(tagsOf(diagnosis)).toContain('DNS_RESOLVER_FAILING');
      expect(tagsOf(diagnosis)).not.toContain('SRV_MISSING');
      expect(diagnosis.causes[0]).toMatchObject({ cause: 'dns-server-failing', certainty: 'confirmed' });
    });
  });
});
