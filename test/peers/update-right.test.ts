import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DnsUpdateProbe } from '../../src/model/evidence.ts';
import { probeUpdate } from '../../src/transport/directory/probe-update.ts';
import { describePeers, limits, peer, runScript } from './peer.ts';

/**
 * The update right as real servers answer it, and that asking wrote nothing: the serial of a zone grows with each change
 * (RFC 2136 §3.6; not in Samba, whose zone is listed whole), and a real change at the end of each open zone shows that
 * this watch would have seen one.
 */

const address = '10.99.75.2';
const bind = peer({ script: 'bind9.sh', programs: ['named', 'dig', 'nsupdate'], env: { PORT: '15371' } });
const knot = peer({ script: 'knot.sh', programs: ['knotd', 'dig', 'nsupdate'], env: { PORT: '15374' } });
const dnsmasq = peer({ script: 'dnsmasq.sh', programs: ['dnsmasq', 'dig'], env: { PORT: '15372' } });
const unbound = peer({ script: 'unbound.sh', programs: ['unbound', 'dig'], env: { PORT: '15373', AUTHPORT: '15371', AUTHDIR: bind.folder } });
const samba = peer({
  script: 'samba-updates.sh', programs: ['samba', 'samba-tool', 'ip', 'dig', 'nsupdate'], needs: ['network namespaces', 'Samba for Python'], env: { NS: 'kdupd', ADDR: address },
});

type At = { host: string; port: number };
const at = (port: number): At => ({ host: '127.0.0.1', port });
const probe = (zone: string, server: At): Promise<Omit<DnsUpdateProbe, 'vantage'>> => probeUpdate(zone, server, limits());

const dig = ({ host, port }: At, ...args: string[]): string => execFileSync('dig', ['+time=2', '+tries=2', '+short', '-p', `${port}`, `@${host}`, ...args], { encoding: 'utf8' });
const serial = (zone: string, server: At): string => dig(server, zone, 'SOA').split(' ')[2] ?? '';

/** A real change, by another client. */
function write(zone: string, { host, port }: At): void {
  execFileSync('nsupdate', ['-t', '3'], { input: `server ${host} ${port}\nzone ${zone}\nupdate add written.${zone} 60 TXT yes\nsend\n`, stdio: ['pipe', 'ignore', 'pipe'] });
}

/** What three probes say (once where they agree), and whether the zone is as it was. */
async function probed(zone: string, server: At, look = () => serial(zone, server)): Promise<{ said: string[]; changed: boolean }> {
  const before = look();
  if (!/\d/.test(before)) throw new Error(`${zone} shows nothing that could change`);
  const said = new Set<string>();
  for (let times = 0; times < 3; times++) {
    const { verdict, rcode } = await probe(zone, server);
    said.add(`${verdict} ${rcode}`);
  }
  return { said: [...said], changed: look() !== before };
}

/** What a real change leaves to be seen: that the serial is another, and the record. */
function afterAWrite(zone: string, server: At): { serialChanged: boolean; record: string } {
  const before = serial(zone, server);
  write(zone, server);
  return { serialChanged: serial(zone, server) !== before, record: dig(server, `written.${zone}`, 'TXT') };
}
const written = { serialChanged: true, record: '"yes"\n' };

describePeers('The update right at BIND', [bind], () => {
  test.each([['dyn-open.test', 'open', 'NOERROR'], ['dyn-denied.test', 'refused', 'REFUSED'], ['dyn-tsig.test', 'refused', 'REFUSED']] as const)('of %s is %s, and nothing is written', async (zone, verdict, rcode) => {
    expect(await probed(zone, at(15_371))).toEqual({ said: [`${verdict} ${rcode}`], changed: false });
    expect(existsSync(`${bind.folder}/${zone}.zone.jnl`)).toBe(false);
  });

  test('of a zone that it does not have is not its to give', async () => {
    expect(await probe('elsewhere.test', at(15_371))).toMatchObject({ verdict: 'not-authoritative', rcode: 'NOTAUTH' });
  });

  test('and a change that is one is seen by this watch', () => {
    expect(afterAWrite('dyn-open.test', at(15_371))).toEqual(written);
    expect(existsSync(`${bind.folder}/dyn-open.test.zone.jnl`)).toBe(true);
  });
});

describePeers('The update right at Knot', [knot], () => {
  test.each([['dyn-open.test', 'open', 'NOERROR'], ['dyn-denied.test', 'refused', 'NOTAUTH'], ['dyn-tsig.test', 'refused', 'NOTAUTH']] as const)('of %s is %s, and nothing is written', async (zone, verdict, rcode) => {
    expect(await probed(zone, at(15_374))).toEqual({ said: [`${verdict} ${rcode}`], changed: false });
  });

  test('of a zone that it does not have is not its to give, although the code is that of one which it denies', async () => {
    expect(await probe('elsewhere.test', at(15_374))).toMatchObject({ verdict: 'not-authoritative', rcode: 'NOTAUTH' });
  });

  test('and a change that is one is seen by this watch', () => {
    expect(afterAWrite('dyn-open.test', at(15_374))).toEqual(written);
  });
});

describePeers('The update right at a forwarder', [bind, dnsmasq, unbound], () => {
  test('is refused by dnsmasq', async () => {
    expect(await probe('contoso.test', at(15_372))).toMatchObject({ verdict: 'refused', rcode: 'REFUSED' });
  });

  test('is nothing that unbound knows, although the zone behind it is open', async () => {
    expect(await probe('dyn-open.test', at(15_373))).toMatchObject({ verdict: 'not-supported', rcode: 'NOTIMP' });
  });

  test('is not answered where nothing listens', async () => {
    expect(await probe('contoso.test', at(15_379))).toMatchObject({ verdict: 'no-answer', rcode: null, detail: 'nothing listens there' });
  });
});

describePeers('The update right at Samba', [samba], () => {
  const server = { host: address, port: 53 };
  const names = (): string => execFileSync('samba-tool', ['dns', 'query', address, 'contoso.test', '@', 'ALL', '-U', 'Administrator%KmsLab.12345', '-s', `${samba.folder}/etc/smb.conf`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  test('of a zone that takes secure updates only is refused, and nothing is written', async () => {
    expect(await probed('contoso.test', server, names)).toEqual({ said: ['refused REFUSED'], changed: false });
  });

  test('of another zone is not its to give', async () => {
    expect(await probe('elsewhere.test', server)).toMatchObject({ verdict: 'not-authoritative', rcode: 'NOTAUTH' });
  });

  describe.each([['disabled', 'refused', 'REFUSED'], ['nonsecure and secure', 'open', 'NOERROR']] as const)('with the policy %s', (policy, verdict, rcode) => {
    test(`is ${verdict}, and nothing is written`, async () => {
      runScript({ ...samba, env: { ...samba.env, POLICY: policy } }, 'policy', samba.folder);
      expect(await probed('contoso.test', server, names)).toEqual({ said: [`${verdict} ${rcode}`], changed: false });
    }, 60_000);
  });

  test('and a change that is one is seen by this watch', () => {
    expect(names()).not.toContain('Name=written,');
    write('contoso.test', server);
    expect(names()).toContain('Name=written,');
  });
});
