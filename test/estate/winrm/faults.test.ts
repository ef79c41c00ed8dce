import { describe, expect, test } from 'vitest';

import { wordsOf } from '../../../src/knowledge/code-words.ts';
import wsmanFaults from '../../../src/knowledge/data/wsman-faults.tsv';
import type { WinrmFault } from '../../../src/estate/winrm/winrm-fault.ts';
import { connect, limits, start, startListener } from './started.ts';

const service = { namespace: 'root\\cimv2', wql: 'SELECT Version FROM SoftwareLicensingService' } as const;
const codes = [...wsmanFaults.matchAll(/^(0x[0-9A-F]{8})\t(\S*)/gm)].map(([, code = '']) => code);

describe('a fault of the table', () => {
  test('the table has all of them', () => {
    expect(codes.length).toBeGreaterThanOrEqual(60);
  });

  test.each(['plain', 'provider', 'wmi-error'] as const)('comes through in the shape %s with its code and its words, and the next question is answered', async (shape) => {
    const started = await start();
    const connected = connect(started);
    for (const code of codes) {
      started.winrm.setFaults([{ at: 'enumerate', kind: 'soap', code: Number(code), shape }]);
      const answer = await connected.queryWmi(service, limits());
      expect(answer).toMatchObject({ ok: false, detail: expect.stringContaining(code) as string });
      expect(answer.ok ? '' : answer.detail).toContain(wordsOf(code)?.meaning);
    }
    started.winrm.setFaults([]);
    expect(await connected.queryWmi(service, limits())).toMatchObject({ ok: true });
  }, 60_000);
});

describe('what goes wrong below SOAP', () => {
  test.each<[string, WinrmFault, string, RegExp]>([
    ['no such path', { kind: 'http', status: 404, body: '<html><title>Not Found</title></html>' }, 'refused', /HTTP 404.*Not Found/],
    ['no service behind the port', { kind: 'http', status: 503 }, 'refused', /HTTP 503/],
    ['a page of a proxy', { kind: 'http', status: 200, body: '<!DOCTYPE html><html><head><title>Sign in to the network</title></head></html>' }, 'unparsable', /HTML page titled “Sign in to the network”/],
    ['a status that forbids', { at: 'enumerate', kind: 'http', status: 403 }, 'denied', /HTTP 403/],
    ['half of the SOAP', { at: 'enumerate', kind: 'cut', share: 0.5 }, 'unparsable', /no SOAP that can be read/],
    ['an entity bomb', { at: 'enumerate', kind: 'text', text: '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>&b;</s:Body></s:Envelope>' }, 'unparsable', /./],
    ['a depth without end', { at: 'enumerate', kind: 'text', text: '<a>'.repeat(100_000) }, 'unparsable', /./],
    ['an answer in plain text', { at: 'enumerate', kind: 'plain' }, 'unparsable', /plain text where sealing was agreed on/],
    ['a bit of the sealed answer turned over', { at: 'enumerate', kind: 'bit-flipped' }, 'unparsable', /sealed answer.*refused/],
    ['the connection gone in mid-answer, each time', { at: 'enumerate', kind: 'drop' }, 'unreachable', /twice/],
  ])('%s is told with its reason', async (_name, fault, reason, words) => {
    const started = await start();
    started.winrm.setFaults([fault]);
    const answer = await connect(started).queryWmi(service, limits());
    expect(answer).toMatchObject({ ok: false, reason, detail: expect.stringMatching(words) as string });
  });

  test('a body that never ends is given up at the client\'s cap, and the machine goes on', async () => {
    const started = await startListener({ tls: {}, schemes: ['basic'] });
    started.winrm.setFaults([{ at: 'enumerate', kind: 'endless' }]);
    expect(await connect(started, { mostBytes: 200_000 }).queryWmi(service, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('200000') as string });
    started.winrm.setFaults([]);
    expect(await connect(started).queryWmi(service, limits())).toMatchObject({ ok: true });
  });

  test('no answer at all is a timeout within the limit', async () => {
    const started = await start();
    started.winrm.setFaults([{ at: 'enumerate', kind: 'silent' }]);
    const connected = connect(started);
    await connected.open(limits());
    expect(await connected.queryWmi(service, limits(300))).toMatchObject({ ok: false, reason: 'timeout' });
  });

  test.each<WinrmFault>([{ at: 'enumerate', kind: 'drop', times: 1 }, { at: 'enumerate', kind: 'reboot', times: 1 }, { at: 'sign-in', kind: 'drop', times: 1 }])('one loss of the connection costs another sign-in and no answer: %j', async (fault) => {
    const started = await start();
    started.winrm.setFaults([fault]);
    expect(await connect(started).queryWmi(service, limits())).toMatchObject({ ok: true, value: [{ Version: '10.0.22631.4169' }] });
  });

  test('a restart in the midst of an enumeration is read anew from its beginning', async () => {
    const started = await start({ limits: { firstPageItems: 1 } });
    started.winrm.setFaults([{ at: 'pull', kind: 'reboot', times: 1 }]);
    const all = await connect(started).queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT Name FROM Win32_Service' }, limits());
    expect(all.ok && all.value.map((row) => row['Name'])).toEqual(['sppsvc', 'W32Time', 'Dnscache', 'Winmgmt', 'MpsSvc', 'WinRM', 'Spooler']);
  });

  test('a machine that is off resets whoever connects', async () => {
    const started = await start();
    started.winrm.setUp(false);
    expect(await connect(started).queryWmi(service, limits())).toMatchObject({ ok: false });
    started.winrm.setUp(true);
    expect(await connect(started).queryWmi(service, limits())).toMatchObject({ ok: true });
  });
});
