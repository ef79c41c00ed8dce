import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { azureAssetTag } from '../../src/knowledge/cloud-firmware.ts';
import { oldAzureAddress } from '../../src/knowledge/cloud-endpoints.ts';
import { collectScript, probeScript } from '../../src/collect/powershell/collect-script.ts';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import { readProbeOutput } from '../../src/evidence/read-script-output.ts';
import { client, machine } from '../estate/machine/reference-machine.ts';
import { mockedWindows } from './pshost-machine.ts';
import { describePowerShell } from './pshost.ts';

const slow = 120_000;
const service = 'http://169.254.169.254/metadata/';
const shell = ['-NoProfile', '-NonInteractive', '-Command', '-'];
const missing = { reason: 'timeout', detail: null } as const;
const request = { role: 'client', timeoutMs: 1500, zones: [], zonesAreAll: false, hosts: [], dnsServers: [], ownAddresses: [], cloud: 'azure' } as const;

type Asked = { path: string; metadata: string | string[] | undefined };

/** A metadata service on loopback; what it was asked stands in `asked`. */
async function answering(reply: (path: string, response: ServerResponse) => void): Promise<{ at: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((req: IncomingMessage, response) => {
    asked.push({ path: req.url ?? '', metadata: req.headers['metadata'] });
    reply(req.url ?? '', response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata/`, asked };
}

/** The address that no test may send to is put on loopback. */
const askedAt = (script: string, at: string): string => {
  const moved = script.replaceAll(service, at);
  expect(moved).not.toContain('169.254.169.254/');
  return moved;
};

describePowerShell('a machine in Azure asks its metadata service', (ps) => {
  let signature = '';
  beforeAll(() => {
    signature = certificateOfNobody(ps.folder);
  });

  const metadataOf = async (at: string, windows: object = {}) => {
    const ran = await ps.powershell(await mockedWindows(client(), { dns: {}, ...windows }), shell, askedAt(probeScript(request), at));
    const kind = readProbeOutput(ran.out, [], missing)?.network.instanceMetadata;
    return { changes: ran.changes, value: kind?.state === 'seen' ? kind.value : kind };
  };

  const azure = (path: string, response: ServerResponse): void => {
    if (path.startsWith('/metadata/attested/')) response.end(JSON.stringify({ encoding: 'pkcs7', signature }));
    else response.end('AzureUSGovernmentCloud');
  };

  test('with the header that it wants, twice, and keeps nothing but what activation depends on', async () => {
    const { at, asked } = await answering(azure);
    const { value, changes } = await metadataOf(at);
    expect(value).toEqual({ cloud: 'azure', outcome: 'answered', httpStatus: 200, environment: 'AzureUSGovernmentCloud', chain: 'incomplete', issuer: 'Issuing CA 04', detail: expect.stringContaining('PartialChain') });
    expect(asked).toEqual([
      { path: '/metadata/attested/document?api-version=2018-10-01', metadata: 'true' },
      { path: '/metadata/instance/compute/azEnvironment?api-version=2018-10-01&format=text', metadata: 'true' },
    ]);
    expect(changes).toEqual([]);
  }, slow);

  describe('and tells what came in its place', () => {
    test.each([
      ['an error of a proxy', (_path: string, r: ServerResponse): void => void r.writeHead(403).end('blocked'), { outcome: 'http-error', httpStatus: 403, chain: null }],
      ['a page that is no document', (_path: string, r: ServerResponse): void => void r.end('<html>Sign in</html>'), { outcome: 'unclear', httpStatus: 200, environment: null, detail: 'the answer holds no signature' }],
      ['a signature that is none', (path: string, r: ServerResponse): void => void r.end(path.includes('attested') ? '{"signature":"QUFBQUFBQUFBQUFBQUFBQQ=="}' : '\u001b[2Jx'), { outcome: 'answered', chain: null, environment: null, detail: expect.stringContaining('its signature could not be read') }],
      ['silence', () => undefined, { outcome: 'timeout', httpStatus: null, chain: null }],
      ['a redirection, which is not followed', (_path: string, r: ServerResponse): void => void r.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(), { outcome: 'http-error', httpStatus: 302 }],
    ] as const)('%s', async (_title, reply, expected) => {
      const { at } = await answering(reply);
      expect((await metadataOf(at)).value).toMatchObject(expected);
    }, slow);

    test('a port that is shut', async () => {
      const { at } = await answering(() => undefined);
      expect((await metadataOf(at.replace(/:\d+/, ':9'))).value).toMatchObject({ outcome: 'refused' });
    }, slow);
  });

  test('in constrained language it asks nothing, and says why', async () => {
    const { at, asked } = await answering(azure);
    expect((await metadataOf(at, { languageMode: 'ConstrainedLanguage' })).value).toMatchObject({ cloud: 'azure', outcome: 'not-asked', detail: expect.stringContaining('language mode') });
    expect(asked).toEqual([]);
  }, slow);
});

describePowerShell('collect.ps1 and the cloud', (ps) => {
  const collected = async (at: string, tag: string, system: Parameters<typeof machine>[0] = 'win11', psVersion = '5.1') => {
    const windows = await mockedWindows({ ...machine(system), products: [] }, { dns: {}, psVersion });
    windows.cim['root/cimv2:Win32_SystemEnclosure'] = [{ SMBIOSAssetTag: tag }];
    writeFileSync(join(ps.folder, 'cloud.ps1'), askedAt(collectScript(), at));
    const ran = await ps.powershell(windows, ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', 'cloud.ps1', '-OutFile', 'cloud.json']);
    const read = readEvidenceJson(readFileSync(join(ps.folder, 'cloud.json'), 'latin1'));
    const kind = read.ok ? read.value.evidence.instanceMetadata : null;
    return { changes: ran.changes, value: kind?.state === 'seen' ? kind.value : kind };
  };

  test('sends nothing to the metadata service from a machine that is none of Azure’s', async () => {
    const { at, asked } = await answering((_path, r) => void r.end());
    expect((await collected(at, '4417-2931-0001-5566-7788-9012-34')).value).toMatchObject({ cloud: null, outcome: 'not-asked' });
    expect(asked).toEqual([]);
  }, slow);

  test('tries Azure’s old KMS address beside the new one that is set', async () => {
    const { [0]: own } = client().products;
    const state = { ...client(), products: own === undefined ? [] : [{ ...own, configuredHost: 'azkms.core.windows.net', configuredPort: null, discovered: null }] };
    const windows = await mockedWindows(state, { dns: {} });
    const script = collectScript().replaceAll(oldAzureAddress, '127.0.0.1');
    writeFileSync(join(ps.folder, 'old.ps1'), script);
    await ps.powershell(windows, ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', 'old.ps1', '-OutFile', 'old.json']);
    const read = readEvidenceJson(readFileSync(join(ps.folder, 'old.json'), 'latin1'));
    expect(read.ok && read.value.evidence.tcp).toMatchObject({ value: [{ host: '127.0.0.1', port: 1688 }] });
  }, slow);

  test.each([[azureAssetTag, true], ['4417-2931-0001-5566-7788-9012-34', false]])('tries the way to Microsoft from a machine of Azure’s that uses Azure’s KMS, and from no other (%s)', async (tag, tries) => {
    const { at } = await answering((_path, r) => void r.writeHead(500).end());
    const [own] = client().products;
    const windows = await mockedWindows({ ...client(), products: own === undefined ? [] : [{ ...own, configuredHost: 'AZKMS.core.windows.net', configuredPort: null, discovered: null }] }, { dns: {} });
    windows.cim['root/cimv2:Win32_SystemEnclosure'] = [{ SMBIOSAssetTag: tag }];
    const script = askedAt(collectScript(), at).replaceAll(oldAzureAddress, '127.0.0.1').replace(/\$activationEndpoint = @\{[^}]*\}/, "$activationEndpoint = @{ host = '127.0.0.1'; port = 9 }");
    expect(script).not.toContain('sls.microsoft.com');
    writeFileSync(join(ps.folder, 'way.ps1'), script);
    await ps.powershell(windows, ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', 'way.ps1', '-OutFile', 'way.json']);
    const read = readEvidenceJson(readFileSync(join(ps.folder, 'way.json'), 'latin1'));
    expect(read.ok && read.value.evidence.wayToMicrosoft).toMatchObject(tries ? { value: [{ host: '127.0.0.1', port: 9, vantage: 'client', outcome: 'refused' }] } : { state: 'unseen', reason: 'not-asked' });
  }, slow);

  test.each(['2.0', '5.1', '7.6'])('asks from a machine of Azure’s, in PowerShell %s', async (psVersion) => {
    const { at, asked } = await answering((_path, r) => void r.writeHead(500).end());
    const { value, changes } = await collected(at, azureAssetTag, psVersion === '2.0' ? 'win7' : 'win11', psVersion);
    expect(value).toMatchObject({ cloud: 'azure', outcome: 'http-error', httpStatus: 500 });
    expect([asked.length, changes]).toEqual([2, []]);
  }, slow);
});

describePowerShell('a KMS host whose key waits', (ps) => {
  const waiting = { role: 'host', timeoutMs: 1500, zones: [], zonesAreAll: false, hosts: [], dnsServers: [], ownAddresses: [], triesMicrosoft: true } as const;
  const tried = async (port: number, host = 'localhost') => {
    const script = probeScript(waiting).replace(/\$activationEndpoint = @\{[^}]*\}/, `$activationEndpoint = @{ host = '${host}'; port = ${port} }`);
    expect(script).not.toContain('sls.microsoft.com');
    const ran = await ps.powershell(await mockedWindows(client(), { dns: {} }), shell, script);
    const kind = readProbeOutput(ran.out, [], missing)?.network.wayToMicrosoft;
    return kind?.state === 'seen' ? kind.value : kind;
  };

  test('opens a connection, sends nothing on it, and tells that it opened', async () => {
    const { at, asked } = await answering((_path, r) => void r.end());
    const port = Number(/:(\d+)\//.exec(at)?.[1]);
    expect(await tried(port, '127.0.0.1')).toMatchObject([{ host: '127.0.0.1', address: '127.0.0.1', port, vantage: 'host', outcome: 'open', cause: null }]);
    expect(asked).toEqual([]);
  }, slow);

  test('tells a refused port and a name that nobody knows', async () => {
    expect(await tried(9, '127.0.0.1')).toMatchObject([{ outcome: 'refused', cause: 'ConnectionRefused' }]);
    expect(await tried(443, 'no-such-name.invalid')).toMatchObject([{ address: null, outcome: 'unreachable' }]);
  }, slow);
});

/**
 * A certificate, as base64, whose issuer is in no store. Windows reads the signer out of the service's PKCS #7 message with the very call
 * that reads a certificate; .NET on Linux does not, so the bare certificate stands in its place.
 */
function certificateOfNobody(folder: string): string {
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Issuing CA 04/O=Reference/C=US', '-days', '30');
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=metadata.azure.example');
  openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-outform', 'DER', '-out', 'leaf.cer', '-days', '30');
  return readFileSync(join(folder, 'leaf.cer')).toString('base64');
}
