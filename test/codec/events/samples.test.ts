import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nslookupFormat } from '../../../src/codec/dns-tools/index.ts';
import { eventJsonFormat, eventTextFormat, eventXmlFormat } from '../../../src/codec/events/index.ts';
import { emptyKmsEvent } from '../../../src/model/evidence.ts';
import type { WindowsEvent } from '../../../src/model/evidence.ts';
import { readWith } from './fixtures.ts';

const samples = new URL('../../../../shared/samples/', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, samples), 'utf8');
const spp = 'Microsoft-Windows-Security-SPP';
const plain = { kms: null, code: null };

const answer = (target: string, weight: number, port = 1688): object => ({ priority: 0, weight, port, target, ttl: null });

/** Captures of real machines: the referee of the readers. They are not part of the project and may be absent. */
describe.skipIf(!existsSync(samples))('samples of events', () => {
  const ids = { cmid: '36f27b39-2fd5-440b-be67-a09996d27a38', activationId: '68531fb9-5511-4989-97be-d11a0f55633f' };
  const request: WindowsEvent = {
    id: 12288, provider: spp, log: 'Application', computer: null, time: null, code: '0xC004F06C',
    kms: {
      ...emptyKmsEvent('client-request'), ...ids, resultCode: '0xC004F06C', flags: '0x00000000', kmsPort: 1688, requestTime: '2010-09-29T17:52:00.000Z',
      isVirtual: false, licenseStatus: 'oob-grace', minutesRemaining: 41760, requiredCount: 5,
    },
  };
  const handled: WindowsEvent = {
    id: 12290, provider: 'Microsoft-Windows-Security-Licensing-SLC', log: 'Key Management Service', computer: null, time: null, code: '0xC004F06C',
    kms: {
      ...emptyKmsEvent('host-request'), ...ids, resultCode: '0xC004F06C', requestTime: '2010-09-29T21:46:00.000Z', isVirtual: false,
      licenseStatus: 'oob-grace', minutesRemaining: 41520, requiredCount: 5,
    },
  };

  it.each([
    ['001-12288-client-f06c-kb974998', eventTextFormat, request],
    ['002-12290-host-f06c-kb974998', eventTextFormat, handled],
    ['004-1003-office2010-status-check', eventTextFormat, { id: 1003, provider: null, log: null, computer: null, time: null, ...plain }],
    ['005-8198-slui-80072ee7-json', eventJsonFormat, { id: 8198, provider: spp, log: 'Application', computer: 'WIN-FPV0DSIC9O6', time: '2022-04-07T16:48:32.513Z', kms: null, code: '0x80072EE7' }],
    ['009-1003-win7-37l4247d28-05-xml', eventXmlFormat, { id: 1003, provider: spp, log: 'Application', computer: '37L4247D28-05', time: '2013-10-23T16:17:03.000Z', ...plain }],
    ['021-16394-win10-desktop-0hijb49-xml', eventXmlFormat, { id: 16394, provider: spp, log: 'Application', computer: 'DESKTOP-0HIJB49', time: '2021-03-31T23:53:25.371Z', ...plain }],
    ['024-1003-otrf-pedro01-1-json', eventJsonFormat, { id: 1003, provider: spp, log: 'Application', computer: 'Pedro01', time: '2022-08-03T11:35:11.565Z', ...plain }],
    ['031-12308-adba-success', eventTextFormat, { id: 12308, provider: null, log: null, computer: null, time: null, ...plain }],
  ] as const)('%s', (name, format, event) => {
    const fragments = readWith(format, text(`events/${name}.txt`));
    expect(fragments.flatMap((f) => f.events)).toEqual([event]);
    expect(fragments.map((f) => [f.computer, f.notes])).toEqual([[event.computer, []]]);
  });
});

describe.skipIf(!existsSync(samples))('samples of nslookup', () => {
  const seen = { vantage: 'client', rcode: 'NOERROR', outcome: 'answered' } as const;

  it.each([
    ['001-nslookup-zh-cn-vircloud', '_vlmcs._tcp.vircloud.net', '192.168.100.1', answer('kms.vircloud.net', 100), ['kms.vircloud.net', '192.168.100.1'], 0],
    ['002-nslookup-contoso-docs-oneline', '_vlmcs._tcp.contoso.com', null, answer('kms-server.contoso.com', 0), null, 0],
    ['007-nslookup-ru-mojibake-other-srv', '_kerberos._udp.llup.local', '::1', answer('ipa.llup.local', 100, 88), ['ipa.llup.local', '192.168.2.105'], 1],
  ] as const)('%s', (file, name, resolver, found, host, notes) => {
    const [fragment] = readWith(nslookupFormat, text(`dns/${file}.txt`));
    expect(fragment?.dnsSrv).toEqual([{ name, resolver, ...seen, answers: [found], truncatedThenTcp: false }]);
    expect(fragment?.addresses).toEqual(host === null ? [] : [{ name: host[0], resolver, ...seen, a: [host[1]], aaaa: [], cnames: [] }]);
    expect(fragment?.notes).toHaveLength(notes);
  });
});
