import { expect, test } from 'vitest';
import { readTcpipSuffixes } from '../../src/codec/tcpip-parameters.ts';

const parameters = String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`;
const value = (name: string, data: string): string => `    ${name}    REG_SZ    ${data}`;

test('the search list, where one is set, is all that is searched', () => {
  const text = [parameters, value('Domain', 'corp.example'), value('SearchList', 'contoso.test,lab.contoso.test'), ''].join('\r\n');
  expect(readTcpipSuffixes(text)).toEqual(['contoso.test', 'lab.contoso.test']);
});

test('else the primary suffix comes first, then those of the connections, each once', () => {
  const text = [
    parameters, value('Hostname', 'pc1'), value('SearchList', ''), value('DhcpDomain', 'dhcp.example'), value('Domain', 'contoso.test'), value('NV Domain', 'Contoso.test'), '',
    String.raw`${parameters}\Interfaces\{00000000-0000-0000-0000-000000000001}`, value('Domain', ''), value('DhcpDomain', 'branch.example'), '    EnableDHCP    REG_DWORD    0x1',
  ].join('\r\n');
  expect(readTcpipSuffixes(text).map((name) => name.toLowerCase())).toEqual(['contoso.test', 'dhcp.example', 'branch.example']);
});

test('text that names no suffix gives none', () => {
  expect(readTcpipSuffixes('')).toEqual([]);
  expect(readTcpipSuffixes('ERROR: The system was unable to find the specified registry key or value.')).toEqual([]);
});
