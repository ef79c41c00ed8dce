import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { describe, expect, onTestFinished, test } from 'vitest';

import { encodeKmsBind } from '../../src/codec/rpc/bind.ts';
import type { EstateFault } from '../estate/started.ts';
import { startEstate } from '../estate/started.ts';
import { udpPeer } from '../transport/loopback.ts';
import { readReport } from '../report-shape.ts';
import { notificationDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('network-check');
put('client.txt', notificationDlv);

async function estate(fault: EstateFault): Promise<string[]> {
  const { domain, dns: resolver, stop } = await startEstate(fault);
  onTestFinished(stop);
  return ['--domain', domain, '--dns', `${resolver.host}:${resolver.port}`];
}

describe('check of a network', () => {
  test('healthy where a host is found, reached, and accepts the bind', async () => {
    const { code, out, err } = await program(['check', ...await estate(null), '--format', 'json']);
    const report = readReport(out);
    expect([code, err, report.verdict, report.diagnosis]).toEqual([0, '', 'healthy', []]);
    expect(report.subject).toEqual({ label: 'corp.example', via: 'network' });
  });

  test('asks for no domain where a host was named', async () => {
    const { hosts: [host], stop } = await startEstate(null);
    onTestFinished(stop);
    const { code, out } = await program(['check', '--kms-host', `127.0.0.1:${host?.port}`]);
    expect(code).toBe(0);
    expect(out).toContain('HEALTHY');
    expect(out).not.toContain('--domain');
  });

  test('failing where the record is missing, with the command that looks again', async () => {
    const where = await estate('no-srv-record');
    const { code, out } = await program(['check', ...where]);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ FAILING/);
    expect(out).toContain('(confirmed, dns-srv-missing)');
    expect(out).toContain(`\n       kmsdoctor check ${where.join(' ')}\n`);
  });

  test('a file and a look at the network are one story', async () => {
    const report = readReport((await program(['check', 'client.txt', ...await estate('no-srv-record'), '--format', 'json'], { cwd })).out);
    expect(report.subject).toEqual({ label: 'client.txt', via: 'file' });
    expect(report.diagnosis[0]).toMatchObject({ cause: 'dns-srv-missing', certainty: 'confirmed' });
    expect(report.diagnosis[0]?.explains).toContain('0xC004F056');
  });

  test('collect here, check there', async () => {
    await program(['collect', ...await estate(null), '-o', 'network.json'], { cwd });
    expect(await program(['check', 'network.json', '-q'], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining('HEALTHY') as string });
  });

  test('sends a KMS host a bind and not an octet more', async () => {
    const received: Buffer[] = [];
    const server = createServer((socket) => socket.on('error', () => {}).on('data', (bytes) => received.push(bytes)));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const { code } = await program(['check', '--kms-host', `127.0.0.1:${port}`, '--timeout', '200']);
    expect(code).toBe(1);
    const sent = Buffer.concat(received);
    expect(sent.length % encodeKmsBind(1).length).toBe(0);
    for (let at = 0; at < sent.length; at += encodeKmsBind(1).length) expect(sent[at + 2]).toBe(11);
  });
});

describe('check without a target', () => {
  test('ends within its limit, says what could not be looked up, and what to give next', async () => {
    const { code, out, err } = await program(['check', '--timeout', '500']);
    expect([0, 1, 2]).toContain(code);
    expect(err).toBe('');
    expect(out).toMatch(/HEALTHY|kmsdoctor check --domain|kmsdoctor check --kms-host|Do this/);
  });

  test('asks nothing of the network for a file', async () => {
    const silent = await udpPeer(() => {});
    await program(['check', 'client.txt'], { cwd });
    await program(['check', 'client.txt', '--dns', `127.0.0.1:${silent.port}`, '--domain', 'contoso.test', '--offline'], { cwd });
    expect(silent.received).toEqual([]);
  });

  test('a silent resolver costs its limit and is named', async () => {
    const silent = await udpPeer(() => {});
    const { code, out } = await program(['check', '--domain', 'contoso.test', '--dns', `127.0.0.1:${silent.port}`, '--timeout', '300', '--format', 'json']);
    const report = readReport(out);
    expect(code).not.toBe(0);
    expect(JSON.stringify(report.checks)).toContain(`127.0.0.1:${silent.port}`);
  });
});
