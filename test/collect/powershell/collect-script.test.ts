import { describe, expect, test } from 'vitest';

import { encodeKmsBind } from '../../../src/codec/rpc/bind.ts';
import { buildEvent, emptyDraft } from '../../../src/codec/events/build-event.ts';
import { isLicensingProvider } from '../../../src/codec/events/provider.ts';
import { collectScript, probeScript, scriptForStdout } from '../../../src/collect/powershell/collect-script.ts';
import { quoted } from '../../../src/collect/powershell/literals.ts';
import { askedServices, eventIds, eventLogs, questions, registryQuestions } from '../../../src/collect/machine-questions.ts';
import { evidenceKinds } from '../../../src/model/evidence.ts';

const script = collectScript();
const code = script.split('\r\n').filter((line) => !line.trimStart().startsWith('#')).join('\n');
const stdout = scriptForStdout({ role: 'auto', timeoutMs: 3000, network: true });
const probe = probeScript({ role: 'client', timeoutMs: 3000, zones: ['contoso.test'], zonesAreAll: true, hosts: [{ host: 'kms1.contoso.test', port: 1688 }], dnsServers: ['10.0.0.5', 'fd00::5'], ownAddresses: [] });

const listIn = (name: string): string[] => [...(new RegExp(`^\\$${name} = (.+)$`, 'm').exec(code)?.[1] ?? '').matchAll(/'([^']+)'|(\d+)/g)].map(([, text, number]) => text ?? number ?? '');

describe('collect.ps1 as a text', () => {
  test('is ASCII with CRLF, so that no editor, mail or code page harms it', () => {
    expect(script).toMatch(/^[\r\n\u0020-\u007e]*$/);
    expect(script.split('\r\n').every((line) => !/[\r\n]/.test(line))).toBe(true);
    expect(script.endsWith('\r\n')).toBe(true);
  });

  test('is the same at every call', () => {
    expect(collectScript()).toBe(script);
  });

  test('begins with what it reads, that it changes nothing, and how to run it', () => {
    const head = script.slice(0, script.indexOf('param('));
    expect(head).toContain('It changes nothing');
    expect(head).toContain('sends no\r\n# activation request');
    expect(head).toContain('powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1');
    expect(script.slice(head.length)).toMatch(/^param\(\[string\]\$OutFile = ''\)\r\n/);
  });

  test('holds no key, and names no column that does', () => {
    for (const text of [script, stdout, probe]) {
      expect(text).not.toMatch(/[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}|OA3x|OfflineInstallationId|SELECT \*/i);
    }
  });

  test('asks the whole list of questions, each in all its forms', () => {
    for (const text of [script, stdout]) {
      for (const { namespace, wql } of Object.values(questions).flat()) {
        const [, columns = '', cls = '', where = ''] = /^SELECT (.+) FROM (\w+)( WHERE .+)?$/.exec(wql) ?? [];
        for (const part of [columns, cls, where, namespace]) expect(text).toContain(quoted(part));
      }
      for (const { key, name } of registryQuestions) expect(text).toContain(`HKEY_LOCAL_MACHINE\\${key}'; name = '${name}'`);
    }
    expect([listIn('eventIds').map(Number), listIn('eventLogs'), listIn('askedServices')]).toEqual([[...eventIds], [...eventLogs], [...askedServices]]);
  });

  test('calls readers alone, and one writer of one file', () => {
    const own = [...code.matchAll(/^function (\S+?)\(/gm)].map(([, name]) => name ?? '');
    const called = [...new Set([...code.matchAll(/(?<![\w$.'\\-])([A-Z][A-Za-z]+-[A-Z]\w+)/g)].map(([, name]) => name ?? ''))].filter((name) => !own.includes(name) && name !== 'THE-FILE').toSorted();
    expect(called).toEqual([
      'ForEach-Object', 'Get-CimClass', 'Get-CimInstance', 'Get-Command', 'Get-Date', 'Get-DnsClient', 'Get-DnsClientGlobalSetting', 'Get-DnsClientServerAddress', 'Get-EventLog',
      'Get-ItemProperty', 'Get-NetConnectionProfile', 'Get-NetFirewallRule', 'Get-Random', 'Get-Service', 'Get-WinEvent', 'Get-WmiObject', 'New-Object', 'Resolve-DnsName', 'Resolve-Path',
      'Select-Object', 'Set-Content', 'Sort-Object', 'Test-NetConnection', 'Where-Object', 'Write-Output',
    ]);
  });

  // In Thai a comma is nothing that IndexOf of a text would find, and in Turkish an I is no i.
  test('compares nothing by the rules of a culture', () => {
    expect(code).not.toMatch(/\.(?:StartsWith|EndsWith|ToLower|ToUpper|CompareTo)\(|\.(?:Last)?IndexOf\('/);
    expect(code).not.toMatch(/\s-(?:i?match|i?notmatch|i?replace|i?split|i?like)\s/);
  });

  test('sends nothing to a KMS port but the bind that the program itself sends', () => {
    for (const text of [script, stdout, probe]) {
      expect(text).toContain(`[byte[]](${[...encodeKmsBind(1)].join(', ')})`);
      expect([...text.matchAll(/\$stream\.Write\(([^)]*)\)/g)].map(([, what]) => what)).toEqual(['$bindMessage, 0, $bindMessage.Length']);
    }
  });

  test('says every kind of evidence in either form', () => {
    for (const kind of evidenceKinds) expect(script).toContain(`'${kind}'`);
    for (const kind of ['licensingProducts', 'service', 'machine', 'services', 'firewallRules', 'events']) expect(stdout).toContain(`'@kmsdoctor ' + '${kind}'`);
  });

  test('knows the providers and the events with a code that the reader of logs knows', () => {
    expect(listIn('licensingProviders').filter((name) => !isLicensingProvider(name))).toEqual([]);
    const withCode = eventIds.filter((id) => id < 12288 || id > 12290).filter((id) => {
      const event = buildEvent({ ...emptyDraft(0), id, provider: 'Microsoft-Windows-Security-SPP', strings: ['hr=0xC004F074'] });
      return event !== null && event !== 'other' && event.code !== null;
    });
    expect(listIn('resultEvents').map(Number).toSorted((a, b) => a - b)).toEqual(withCode.toSorted((a, b) => a - b));
  });
});

describe('what a shell takes from standard input', () => {
  // An empty line would end the statement in the middle.
  test.each([['the whole', stdout], ['the probes', probe]])('is one block without an empty line: %s', (_title, text) => {
    expect(text.startsWith('& {\n')).toBe(true);
    expect(text.endsWith('\n}\n\n')).toBe(true);
    expect(text.slice(0, -2)).not.toMatch(/\n\s*\n/);
    expect(text).not.toMatch(/__[A-Z]+/);
    expect(script).not.toMatch(/__[A-Z]+/);
  });

  test('holds no name that is more than a name', () => {
    const text = probeScript({ role: 'host', timeoutMs: 1, zones: ["a'; b", 'ok.test'], zonesAreAll: true, hosts: [], dnsServers: ['10.0.0.5; x', '$env:X', '::1'], ownAddresses: ['\u20181'] });
    expect(text).toContain("@('::1')");
    expect(text).not.toMatch(/; b|\$env:X|\u2018/);
    expect(text).toContain("$zones = @('ok.test')");
  });
});

describe('a literal', () => {
  test('doubles quotes and takes ASCII alone', () => {
    expect(quoted("it's")).toBe("'it''s'");
    expect(() => quoted('\u2019; x')).toThrow(/ASCII/);
  });
});
