import { createSocket } from 'node:dgram';
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { probeScript, scriptForStdout } from '../../src/collect/powershell/collect-script.ts';
import { registryQuestions } from '../../src/collect/machine-questions.ts';
import { gatherLocal } from '../../src/commands/gather-local.ts';
import type { LocalReading, LocalRequest } from '../../src/commands/gather-local.ts';
import { startReferenceHost } from '../../src/estate/host/rpc/reference-host.ts';
import { calledOf } from '../../src/model/windows.ts';
import { readProbeOutput, readScriptOutput } from '../../src/evidence/read-script-output.ts';
import { gather, states } from '../collect/gather-reference-machine.ts';
import { client, now } from '../estate/machine/reference-machine.ts';
import { told } from '../estate/rpc/wire.ts';
import { mockedWindows } from './pshost-machine.ts';
import { describePowerShell } from './pshost.ts';
import type { PsHost } from './pshost.ts';

const slow = 120_000;
const fresh = client({ products: client().products.map((p) => ({ ...p, discovered: null })) });
const cut = { reason: 'unparsable', detail: null } as const;

/** A program that does something of its own before or around the engine, as profiles, consoles and wrappers do. */
function wrapper(ps: PsHost, body: string): string {
  const path = join(ps.folder, `wrapper-${crypto.randomUUID()}`);
  writeFileSync(path, `#!/bin/bash\n${body.replaceAll('POWERSHELL', `"${ps.program}" "$@"`)}\n`);
  chmodSync(path, 0o755);
  return path;
}

const local = (ps: PsHost, windows: object, but: Partial<LocalRequest> = {}, program = ps.program): Promise<LocalReading> => gatherLocal({
  role: 'auto', timeoutMs: 1000, totalMs: 60_000, network: true, signal: new AbortController().signal, now: Date.now, platform: 'linux',
  env: { ...process.env, ...ps.environment(windows), KMSDOCTOR_POWERSHELL: program }, ...but,
});

const caseOf = (reading: LocalReading) => {
  if (!reading.ok) throw new Error(reading.sentence);
  return reading.value;
};

async function servedDns(): Promise<{ port: number; dns: Record<string, object[]> }> {
  const { port, stop } = await startReferenceHost({ serve: () => told, log: () => {}, host: '127.0.0.1' });
  onTestFinished(stop);
  return { port, dns: { '_vlmcs._tcp.contoso.test SRV': [{ NameTarget: 'kms1.contoso.test', Port: port, Priority: 0, Weight: 0 }], 'kms1.contoso.test': [{ IPAddress: '127.0.0.1' }] } };
}

/** An SNTP server on loopback whose clock is so far from the estate's. */
async function clock(aheadMs: number): Promise<number> {
  const server = createSocket('udp4');
  server.on('message', (question, peer) => {
    const answer = Buffer.alloc(48);
    answer.writeUInt8(0x24, 0);
    answer.writeUInt8(2, 1);
    question.copy(answer, 24, 40, 48);
    const seconds = Math.floor((now + aheadMs) / 1000) + 2_208_988_800;
    for (const at of [32, 40]) answer.writeUInt32BE(seconds, at);
    server.send(answer, peer.port, peer.address);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => {
    server.bind(0, '127.0.0.1', resolve);
  });
  return server.address().port;
}

describePowerShell('local in the PowerShell engine', (ps) => {
  test('reads this machine by one process, the network as it sees it included', async () => {
    const { dns, port } = await servedDns();
    const { evidence, subject, via } = caseOf(await local(ps, await mockedWindows(fresh, { dns })));
    const byWmi = await gather(fresh, {}, null);
    expect({ subject, via }).toEqual({ subject: 'ws-0142.contoso.test', via: 'local' });
    for (const kind of ['licensingProducts', 'service', 'machine', 'services', 'firewallRules', 'events'] as const) {
      expect(evidence[kind]).toMatchObject({ state: 'seen', value: byWmi.evidence[kind].state === 'seen' ? byWmi.evidence[kind].value : null });
    }
    expect(evidence.rpcBind).toMatchObject({ value: [{ host: 'kms1.contoso.test', port, vantage: 'client', outcome: 'accepted' }] });
  }, slow);

  describe('whatever stands around what it prints', () => {
    test.each([
      ['a banner in code page 850', `printf 'Willkommen zur\\x81ck, M\\x81ller\\r\\n'\nexec POWERSHELL`, {}],
      ['a console that breaks lines at 80 columns', 'POWERSHELL | fold -b -w 80', {}],
      ['progress and errors on standard error', `printf '#< CLIXML\\r\\n<Objs Version="1.1.0.1"><Obj S="progress"/></Objs>' >&2\nexec POWERSHELL`, {}],
      ['UTF-16', '', { console: { encoding: 'utf-16' } }],
      ['a German code page and Turkish letters', '', { console: { encoding: 'ibm850' }, culture: 'tr-TR', uiCulture: 'tr-TR' }],
    ])('reads it: %s', async (_title, body, but) => {
      const windows = await mockedWindows(fresh, { dns: {}, ...but });
      const { evidence } = caseOf(await local(ps, windows, { network: false }, body === '' ? ps.program : wrapper(ps, body)));
      expect(states({ evidence })).toMatchObject({ licensingProducts: 'seen', machine: 'seen', events: 'seen', dnsSrv: 'not-asked' });
    }, slow);
  });

  test('keeps what was said before its time was up, gives the rest its reason, and ends the process with its children', async () => {
    const windows = await mockedWindows(fresh);
    windows.cim['root/cimv2:Win32_ComputerSystem'] = { delayMs: 60_000 };
    // The pipe ends when the last process that holds it has: the child's child.
    const held = join(ps.folder, 'held');
    execFileSync('mkfifo', [held]);
    const program = wrapper(ps, `sleep 300 > "${held}" &\nPOWERSHELL\nwait`);
    const [reading] = await Promise.all([local(ps, windows, { totalMs: 8000 }, program), readFile(held)]);
    const { evidence, subject } = caseOf(reading);
    expect(states({ evidence })).toMatchObject({ licensingProducts: 'seen', service: 'seen', machine: 'timeout', events: 'timeout', dnsSrv: 'timeout' });
    expect(evidence.machine).toMatchObject({ detail: 'PowerShell had not come to it after 8000 ms' });
    expect(subject).toBe('this machine');
  }, slow);

  test('is one sentence where PowerShell may not run what it is sent', async () => {
    const program = wrapper(ps, `cat > /dev/null; printf 'Access to PowerShell is denied by your administrator.\\r\\n' >&2; exit 1`);
    expect(await local(ps, {}, {}, program)).toEqual({ ok: false, sentence: 'PowerShell printed nothing that could be read: Access to PowerShell is denied by your administrator.' });
  }, slow);

  describe('the probes alone, for a remote shell', () => {
    const request = { role: 'client', timeoutMs: 1000, zones: [], zonesAreAll: false, hosts: [], dnsServers: [], ownAddresses: [] } as const;
    const shell = ['-NoProfile', '-NonInteractive', '-Command', '-'];
    const names = registryQuestions.map(calledOf);

    test('read the registry, and search its suffix', async () => {
      const { dns, port } = await servedDns();
      const ran = await ps.powershell(await mockedWindows(fresh, { dns }), shell, probeScript({ ...request, zones: ['other.test'], hosts: [{ host: '127.0.0.1', port }] }));
      expect(readProbeOutput(ran.out, names, cut)).toMatchObject({
        whole: true, registry: { ok: true, value: [...Array.from({ length: names.length - 5 }, () => null), 0, 'Enterprise', '22631', 4169, 'contoso.test'] },
        network: {
          dnsSrv: { value: [{ name: '_vlmcs._tcp.contoso.test', resolver: null, rcode: 'NOERROR' }, { name: '_vlmcs._tcp.other.test', rcode: 'NXDOMAIN' }] },
          rpcBind: { value: [{ host: '127.0.0.1', outcome: 'accepted' }, { host: 'kms1.contoso.test', outcome: 'accepted' }] },
        },
      });
      expect(ran.changes).toEqual([]);
    }, slow);

    test('never run a name that came from elsewhere', async () => {
      const evil = "x'; New-Item never; '";
      const script = probeScript({ ...request, zones: [evil, 'ok.test\u2019 $(1)'], hosts: [{ host: '$(hostname)', port: 1688 }], dnsServers: ['`whoami`'] });
      expect(script).not.toMatch(/never|\$\(hostname\)|whoami|\u2019/);
    });

    test('compare a KMS host’s clock with its DNS servers’', async () => {
      const port = await clock(90_000);
      const script = probeScript({ ...request, role: 'host', dnsServers: ['127.0.0.2', '10.0.0.11'], ownAddresses: ['10.0.0.11'] });
      // Loopback is never taken for another machine's clock: here it has to be.
      const toLoopback = script.replace('sntpPort = 123', `sntpPort = ${port}`).replace("'^(?:127\\.|::1\\z)'", "'^none\\z'").replace("'127.0.0.2'", "'127.0.0.1'");
      const ran = await ps.powershell(await mockedWindows(fresh), shell, toLoopback);
      expect(readProbeOutput(ran.out, names, cut)?.network.clock).toMatchObject({ value: [{ reference: '127.0.0.1', vantage: 'host', offsetMs: expect.closeTo(-90_000, -3.3) }] });
    }, slow);
  });

  test('ends in a shell that reads it line by line', async () => {
    const ran = await ps.powershell(await mockedWindows(fresh, { dns: {} }), ['-NoProfile', '-NonInteractive', '-Command', '-'], scriptForStdout({ role: 'client', timeoutMs: 500, network: false }));
    expect(readScriptOutput(ran.out, cut)).toMatchObject({ whole: true, role: 'client', subject: 'ws-0142.contoso.test' });
    expect(ran).toMatchObject({ code: 0, err: '', changes: [] });
  }, slow);
});
