import { describe, expect, test } from 'vitest';

import type { TcpProbe, Via } from '../../src/model/evidence.ts';
import type { Diagnosis, Run } from '../../src/model/report.ts';
import { emptyKmsClient } from '../../src/model/evidence.ts';
import { renderText } from '../../src/report/text.ts';
import type { TextOptions } from '../../src/report/text.ts';
import { statusWords, verdictWords } from '../../src/report/words.ts';
import { columnsOf } from '../../src/report/wrap.ts';
import { caseOf, evidence, hostBody, onlyEvidence, product, tcpProbe } from '../evidence-builder.ts';
import { cause, checkResult, diagnosis, finding, healthy, remedy, run } from './run-builder.ts';

const text = (about: Diagnosis | Run = diagnosis(), but: Partial<TextOptions> = {}): string =>
  renderText('diagnosis' in about ? about : run(about), { width: 80, color: false, detail: 'normal', ...but });
const lines = (s: string): string[] => s.split('\n');
const places = (s: string, ...marks: string[]): number[] => marks.map((m) => s.indexOf(m));

const possible = (id: string) => cause(id, { certainty: 'possible', because: ['It would explain it.'] });
const undecided = diagnosis({ causes: ['net-1688-filtered', 'dns-srv-stale', 'clock-skew-client'].map(possible), headline: 'WS-0142 does not activate: 0xC004F074. This evidence does not tell why.' });

const withCommand = (run: string) => diagnosis({ remedies: { 'create-srv-record': remedy('x', { steps: [{ say: 'Run:', run }] }) } });
const telling = (command: string) => text(withCommand(command));
const ofNetwork = (command: string) => text(run(withCommand(command), { subject: caseOf(onlyEvidence({ dnsSrv: [] }), { via: 'network' }), target: '--domain contoso.test' }));

const commandsAfter = (report: string): string[] => lines(report.slice(report.indexOf('\nThen '))).filter((l) => /^ {7}\S/.test(l)).map((l) => l.trim());

const asks = (how: string, kind: Diagnosis['nextEvidence'][number]['kind'] = 'dnsSrv') => diagnosis({ nextEvidence: [{ kind, how, wouldDecide: ['a'] }] });

const unknown = (...missing: ReturnType<typeof checkResult>['missing']) => healthy({ checks: [checkResult('a/b', 'unknown', { missing })] });

const unread = (reason: 'unreachable' | 'not-asked', via: Via = 'winrm') => text(run(healthy({ verdict: 'unknown', nextEvidence: diagnosis().nextEvidence }), { subject: caseOf(onlyEvidence({ licensingProducts: reason }), { via }), target: 'winrm://ws-0142' }));

const isCommand = (line: string): boolean => /^ {6,7}\S/.test(line) && !/^ {6,}[✗✓!·?-] /.test(line);

describe('the order of the report', () => {
  test('verdict, cause, reasons, what to do, how to prove it, what else, what was checked, what was not seen', () => {
    const at = places(text(), 'FAILING', 'Cause ', 'for ', 'against ', 'Do this', 'Then ', 'To know more', 'Checked', 'Not seen');
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  test('the verdict is the first thing after the line that says what was judged', () => {
    expect(lines(text()).slice(0, 3)).toEqual(['kmsdoctor 0.0.0-test   ws-0142.contoso.test via file   2026-11-20 09:00 UTC', '  2.1 s', '']);
    expect(lines(text())[3]).toMatch(/^✗ FAILING {2}WS-0142 does not activate/);
  });

  test('quiet is the verdict alone', () => {
    expect(text(diagnosis(), { detail: 'quiet' })).toBe('✗ FAILING  WS-0142 does not activate: no DNS record tells it where the KMS host\n           is.\n');
  });
});

describe('a cause', () => {
  test('says how sure it is, under which name it can be looked up, and what its codes mean', () => {
    expect(text()).toMatch(/Cause {3}Title of dns-srv-missing \(confirmed, dns-srv-missing\)/);
    expect(text()).toMatch(/codes {3}0xC004F074 No KMS host could be used/);
  });

  test('against is said even where nothing speaks against it', () => {
    expect(text()).toMatch(/^ {2}against nothing seen$/m);
    expect(text(diagnosis({ causes: [cause('a', { against: ['The port is open from here.'] })] }))).toMatch(/^ {2}against The port is open from here\.$/m);
  });

  test('further confirmed ones are a line each; -v tells all of them in full', () => {
    const two = diagnosis({ causes: [cause('dns-srv-missing'), cause('host-stopped', { because: ['The service is stopped.'] })] });
    expect(text(two)).toMatch(/Also confirmed\n {2}· Title of host-stopped \(host-stopped\)/);
    expect(text(two)).not.toContain('The service is stopped.');
    expect(text(two, { detail: 'verbose' })).toContain('The service is stopped.');
  });

  test('likely and possible ones beside a confirmed one are named, the likely as such', () => {
    const two = diagnosis({ causes: [cause('a'), cause('b', { certainty: 'likely' }), possible('c')] });
    expect(text(two)).toMatch(/Also possible\n {2}· Title of b \(likely, b\)\n {2}· Title of c \(c\)/);
  });

  test('a long list is cut and says so; -v has all', () => {
    const many = diagnosis({ causes: [cause('a'), ...Array.from({ length: 9 }, (_, i) => possible(`p${i}`))] });
    expect(text(many)).toContain('and 5 more (-v shows them)');
    expect(text(many)).not.toContain('p8');
    expect(text(many, { detail: 'verbose' })).toContain('p8');
  });

  test('what no cause explains is said', () => {
    expect(text(diagnosis({ unexplained: ['CLOCK_DRIFTING'] }))).toMatch(/Not explained by any cause\n {2}· CLOCK_DRIFTING$/m);
  });
});

describe('causes of which none is proven', () => {
  test('are called so, and the one thing to bring next stands before them', () => {
    const at = places(text(undecided), '3 causes are possible, and nothing seen separates them.', 'Bring this next', 'Possible, the most frequent first', '(net-1688-filtered)');
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  test('give no commands that change anything: nobody should try remedies by chance', () => {
    expect(text(undecided)).not.toMatch(/Do this|Add-DnsServer/);
    expect(text(undecided, { detail: 'verbose' })).toContain('Do this');
  });

  test('one alone is still not proven', () => {
    expect(text(diagnosis({ causes: [possible('a')] }))).toContain('One cause is possible, and nothing seen proves it.');
  });
});

describe('a cause of a warning beside a failure that it does not explain', () => {
  const leftover = cause('office-grace-leftover', { explains: ['REARMS_LOW'] });

  test('comes after what may explain the failure, and is no cause of it', () => {
    const report = text({ ...undecided, causes: [leftover, ...undecided.causes] });
    expect(report).not.toMatch(/^Cause /m);
    const at = places(report, '3 causes are possible', '(net-1688-filtered)', 'Beside it, and no reason for the failure:', 'Warning Title of office-grace-leftover (confirmed', 'Do this');
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(report.match(/\(net-1688-filtered\)/g)).toHaveLength(1);
  });

  test('is told as a warning too where nothing known explains the failure', () => {
    expect(text({ ...undecided, causes: [leftover] })).toMatch(/^Warning Title of office-grace-leftover/m);
  });

  test('is a line beside the cause where there is one', () => {
    expect(text(diagnosis({ causes: [leftover, cause('dns-srv-missing')] }))).toMatch(/^Cause {3}Title of dns-srv-missing[^]*Also confirmed\n {2}· Title of office-grace-leftover/m);
  });

  test('is the cause where nothing fails', () => {
    expect(text(diagnosis({ verdict: 'degraded', causes: [leftover] }))).toMatch(/^Cause {3}Title of office-grace-leftover/m);
  });
});

const lookOn = (how: string, kind: 'dnsSrv' | 'rpcBind', tcp: TcpProbe[] = []) => text(run(diagnosis({ causes: [cause('a', { certainty: 'likely' })], nextEvidence: [{ kind, how, wouldDecide: ['b'] }] }), { subject: caseOf(onlyEvidence({ tcp, dnsSrv: [] }), { via: 'network' }), target: '--domain contoso.test --dns 10.0.0.5' }));

describe('what to look at next', () => {
  const gap = { kind: 'services' as const, how: 'On the client run `sc.exe query sppsvc` and add the output.', wouldDecide: [] };

  test('of a network goes with the options that were typed, each once', () => {
    expect(lookOn('Run `kmsdoctor check --kms-host kms1.contoso.test`, which tries it.', 'rpcBind')).toContain('\n      kmsdoctor check --domain contoso.test --dns 10.0.0.5 --kms-host kms1.contoso.test\n');
    expect(lookOn('Run `kmsdoctor check --domain contoso.test`.', 'dnsSrv')).toContain('\n      kmsdoctor check --domain contoso.test --dns 10.0.0.5\n');
  });

  test('is no bind where no port opens', () => {
    const how = 'Run `kmsdoctor check --kms-host kms1.contoso.test`, which tries a bind.';
    expect(lookOn(how, 'rpcBind', [tcpProbe({ outcome: 'refused' })])).not.toContain('tries a bind');
    expect(lookOn(how, 'rpcBind', [tcpProbe({ outcome: 'refused' }), tcpProbe()])).toContain('tries a bind');
  });

  test('is not asked where a confirmed cause explains all and it would decide nothing', () => {
    expect(text(diagnosis({ nextEvidence: [gap] }))).not.toContain('sc.exe query');
    expect(text(diagnosis({ nextEvidence: [gap] }), { detail: 'verbose' })).toContain('sc.exe query');
    for (const open of [{ causes: [cause('a', { certainty: 'likely' })] }, { unexplained: ['REARMS_LOW'] }]) expect(text(diagnosis({ nextEvidence: [gap], ...open }))).toContain('sc.exe query');
  });
});

describe('a machine that could not be read', () => {
  test('gets the way to it put right first, and else the script', () => {
    expect(unread('unreachable')).toMatch(/What to do\n {2}· Put right what is said above, and look again:\n {6}kmsdoctor check winrm:\/\/ws-0142\n {2}· Or print a script/);
    expect(unread('unreachable')).toContain('\n      kmsdoctor collector > collect.ps1\n');
    expect(unread('unreachable')).not.toContain('To know more');
  });

  test('is no file, and no machine that nobody asked', () => {
    expect(unread('not-asked')).toContain('To know more');
    expect(unread('unreachable', 'file')).toContain('To know more');
  });
});

describe('what to do', () => {
  test('is numbered steps with the place and the risk, and commands whole on lines of their own', () => {
    const command = 'Add-DnsServerResourceRecord -Srv -ZoneName contoso.test -Name _vlmcs._tcp -DomainName kms1.contoso.test -Priority 0 -Weight 0 -Port 1688';
    const report = text(diagnosis(), { width: 60 });
    expect(report).toContain('Do this in DNS: Title of create-srv-record (changes DNS)');
    expect(report).toMatch(/^ {2}1\. Do one thing:\n {7}Add-DnsServer.*\n {2}2\. Then do the other\.$/m);
    expect(lines(report).map((l) => l.trim())).toContain(command);
  });

  test('a remedy that two causes share is told once', () => {
    const two = diagnosis({ causes: [cause('a'), cause('b')] });
    expect(text(two, { detail: 'verbose' }).match(/Title of create-srv-record/g)).toHaveLength(1);
  });

  test('which window the commands are for is said: the wrong one fails without a word', () => {
    for (const command of ['cscript //nologo %windir%\\system32\\slmgr.vbs /ato', 'net stop sppsvc && net start sppsvc', 'cd /d "C:\\Office16"', 'ipconfig /flushdns']) {
      expect(telling(command)).toContain('The commands are for the Command Prompt (not PowerShell), opened as');
    }
    // What proves the repair is for the Command Prompt.
    expect(telling('Restart-Service sppsvc')).toContain('Windows commands like Get-Something are for PowerShell, the others for the');
  });

  test('where nothing has to be run on Windows to prove it, the commands of the remedy alone count', () => {
    expect(ofNetwork('Restart-Service sppsvc')).toContain('The commands are for PowerShell, opened as administrator.');
    expect(ofNetwork('ipconfig /flushdns')).not.toMatch(/PowerShell/);
  });
});

const afterLive = (via: Via, target: string | null): string[] =>
      commandsAfter(text(run(diagnosis({ causes: [cause('host-ip-changed', { verifyWith: ['client/licensed'] })] }), { subject: caseOf(onlyEvidence({ licensingProducts: [product()] }), { via }), target })));

describe('Then', () => {
  test('for a client: look from here where the zone is known, try again, and check what comes out', () => {
    expect(commandsAfter(text()).slice(0, 4)).toEqual([
      'kmsdoctor check --domain contoso.test',
      'cscript //nologo %windir%\\system32\\slmgr.vbs /ato > again.txt',
      'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv >> again.txt',
      'kmsdoctor check again.txt',
    ]);
  });

  test('for Office alone: with its own script', () => {
    const subject = caseOf(onlyEvidence({ licensingProducts: [product({ application: 'office' })] }));
    const report = text(run(diagnosis({ causes: [cause('office-key', { verifyWith: ['office/volume-licence'] })] }), { subject }));
    expect(commandsAfter(report).slice(0, 3)).toEqual(['cscript //nologo ospp.vbs /act > again.txt', 'cscript //nologo ospp.vbs /dstatus >> again.txt', 'kmsdoctor check again.txt']);
  });

  test('for a cause of Office, beside a Windows that is licensed: with Office’s script', () => {
    const subject = caseOf(onlyEvidence({ licensingProducts: [product(), product({ application: 'office' })] }));
    const report = text(run(diagnosis({ causes: [cause('office-retail', { verifyWith: ['office/volume-licence'] })] }), { subject }));
    expect(commandsAfter(report)[0]).toBe('cscript //nologo ospp.vbs /act > again.txt');
  });

  test('for a KMS host: its own output again', () => {
    const report = text(run(diagnosis({ causes: [cause('host-count-short', { verifyWith: ['host/count-reaches-threshold'] })] }), { subject: caseOf(hostBody()) }));
    expect(commandsAfter(report).slice(0, 2)).toEqual(['cscript //nologo %windir%\\system32\\slmgr.vbs /dlv > host.txt', 'kmsdoctor check host.txt']);
  });

  test('for a machine looked at live: the same machine, which WinRM can have try again', () => {
    expect(afterLive('winrm', 'winrm://ws-0142 --ca ca.pem')[0]).toBe('kmsdoctor check winrm://ws-0142 --ca ca.pem --active');
    expect(afterLive('ssh', 'ssh://ws-0142').slice(0, 2)).toEqual(['cscript //nologo %windir%\\system32\\slmgr.vbs /ato', 'kmsdoctor check ssh://ws-0142']);
    expect(afterLive('local', null)[1]).toBe('kmsdoctor check local');
    expect(commandsAfter(text(run(diagnosis({ causes: [cause('host-count-short', { verifyWith: ['host/count'] })] }), { subject: caseOf(onlyEvidence({ licensingProducts: [product()] }), { via: 'winrm' }), target: 'winrm://ws-0142' })))[0]).toBe('kmsdoctor check winrm://ws-0142 --active');
    expect(afterLive('winrm', null)[2]).toBe('kmsdoctor check again.txt');
  });

  test('for a look at the network: the same look', () => {
    const subject = caseOf(onlyEvidence({ dnsSrv: [] }), { via: 'network' });
    expect(commandsAfter(text(run(diagnosis(), { subject, target: '--domain contoso.test --dns 10.0.0.5' })))[0]).toBe('kmsdoctor check --domain contoso.test --dns 10.0.0.5');
  });
});

describe('what to look at next', () => {
  const clientWithoutNames = caseOf(onlyEvidence({ licensingProducts: [product({ kmsClient: emptyKmsClient() })] }));

  test('names the domain and the host where they are known, and goes on with the file at hand', () => {
    expect(text(asks('Run `kmsdoctor check --domain YOUR-DOMAIN`, which looks.'))).toMatch(/^ {6}kmsdoctor check dlv\.txt --domain contoso\.test$/m);
    expect(text(asks('Run `kmsdoctor check --kms-host KMS-HOST`.', 'tcp'))).toMatch(/^ {6}kmsdoctor check dlv\.txt --kms-host kms1\.contoso\.test$/m);
  });

  test('a machine looked at live is looked at again beside what is added; its own output stands for itself', () => {
    const live = { subject: caseOf(evidence({}), { via: 'winrm' }), target: 'winrm://ws-0142' } as const;
    expect(text(run(asks('Save the output of the KMS host, and add it with `kmsdoctor check --kms-host-target FILE`.', 'host.events'), live))).toMatch(/^ {6}kmsdoctor check winrm:\/\/ws-0142 --kms-host-target FILE$/m);
    expect(text(run(asks('On the client run `ipconfig /all` and add the output.'), live))).toMatch(/save the output; then:\n {6}kmsdoctor check FILE\n/);
  });

  test('a word stands where no name is known', () => {
    expect(text(run(asks('Run `kmsdoctor check --domain YOUR-DOMAIN`.'), { subject: clientWithoutNames }))).toContain('--domain YOUR-DOMAIN');
  });

  test('a name that a shell would not take literally gets into no command', () => {
    const subject = caseOf(evidence({ machine: { domain: 'x.test;reboot', primaryDnsSuffix: '$(reboot)' }, dnsSrv: [] }));
    expect(text(run(asks('Run `kmsdoctor check --domain YOUR-DOMAIN`.'), { subject }))).toContain('--domain YOUR-DOMAIN');
  });

  test('output to add ends in the command that judges old and new together', () => {
    expect(text(asks('On the client run `ipconfig /all` and add the output.'))).toMatch(/ipconfig \/all\n {4}and save the output; then all together:\n {6}kmsdoctor check dlv\.txt FILE\n/);
  });

  test('several looks at the network are one', () => {
    const two = diagnosis({ nextEvidence: [
      { kind: 'tcp', how: 'Run `kmsdoctor check --kms-host KMS-HOST`.', wouldDecide: ['a'] },
      { kind: 'rpcBind', how: 'Run `kmsdoctor check --kms-host KMS-HOST`, which binds.', wouldDecide: ['a', 'b'] },
    ] });
    expect(text(two).match(/--kms-host kms1/g)).toHaveLength(1);
    expect(text(two)).toContain('It would decide about a, b.');
  });
});

describe('healthy', () => {
  test('is short: the verdict, when it renews and lapses, how much was checked', () => {
    const report = lines(text(healthy()));
    expect(report.length).toBeLessThanOrEqual(10);
    expect(report.join('\n')).toMatch(/✓ HEALTHY {2}WS-0142 is activated/);
    expect(report.join(' ').replaceAll(/\s+/g, ' ')).toContain('until 2027-05-17; it renews next on 2026-11-25 (every 7 days)');
    expect(report.join('\n')).toContain('Checked and ok: client 2, dns 1 (-v lists them).');
  });

  test('-v lists every check', () => {
    expect(text(healthy(), { detail: 'verbose' })).toContain('KMS client key');
  });
});

describe('what was checked', () => {
  const all = text(diagnosis(), { detail: 'verbose' });

  test.each(Object.entries(statusWords))('%s: its glyph with its word', (_, { glyph, word }) => {
    expect(all).toContain(`${glyph} ${word}`);
  });

  test.each(Object.entries(verdictWords))('%s: its glyph with its word', (verdict, { glyph, word }) => {
    expect(text(diagnosis({ verdict: verdict as Diagnosis['verdict'] }))).toContain(`${glyph} ${word}  `);
  });

  test('what is wrong stands before what is fine, with its sentence where that was not said above', () => {
    const report = text();
    expect(report).toMatch(/client {5}✗ wrong {5}licensed: Windows shows notifications \(reason\s+0xC004F056\)\.\n {13}! warning {3}rearms left: One rearm is left\.\n {13}✓ ok {8}KMS client key\n/);
    expect(report).toMatch(/dns {8}✗ wrong {5}SRV record found\n/);
  });

  test('what did not run is left out unless asked for, and a fault of ours is always said', () => {
    expect(text()).not.toContain('SRV target resolves');
    expect(all).toContain('- does not apply SRV target resolves');
    expect(text()).toMatch(/\? broken {4}port open: Cannot read properties/);
  });

  test('a code that no cause explains is translated all the same', () => {
    expect(text()).toMatch(/^0xC004F056 Product is a KMS client/m);
  });
});

describe('what was not seen', () => {
  test('is named in words', () => {
    const subject = caseOf(onlyEvidence({ licensingProducts: [product()] }));
    expect(text(run(unknown('clock', 'events'), { subject }))).toContain('Not seen: event log, clock.');
  });

  test('what is there and lacks what a check asks of it is not called unseen', () => {
    const subject = caseOf(onlyEvidence({ licensingProducts: [product()] }));
    expect(text(run(unknown('licensingProducts'), { subject }))).toContain('Not seen: details of the licence state.');
  });

  test('the whole network, or the whole host, is one word and how to see it', () => {
    expect(text(unknown('dnsSrv', 'addresses', 'tcp', 'rpcBind')).replaceAll(/\s+/g, ' ')).toContain('Not seen: DNS and the way to the host (--domain NAME looks from here).');
    expect(text(unknown('host.events', 'host.service', 'host.machine', 'host.clock')).replaceAll(/\s+/g, ' ')).toContain('Not seen: the KMS host itself (--kms-host-target reads it: winrm://HOST, ssh://HOST, or a file with its output).');
  });

  test('a look at the network alone saw no client at all', () => {
    const subject = caseOf(onlyEvidence({ dnsSrv: [] }), { via: 'network' });
    expect(text(run(unknown('licensingProducts', 'machine', 'service'), { subject }))).toContain('Not seen: any client (give its slmgr.vbs /dlv output).');
  });
});

describe('notes on how the input was read', () => {
  test('stand under the verdict; of many the first few, the others with -v', () => {
    const many = run(diagnosis(), { readingNotes: Array.from({ length: 9 }, (_, i) => `Line ${i} is odd.`) });
    expect(text(many)).toContain('6 more about how the input was read (-v shows them)');
    expect(text(many, { detail: 'verbose' })).toContain('Line 8 is odd.');
  });
});

describe('every width and colour', () => {
  const samples: [string, Run][] = [
    ['failing', run()], ['undecided', run(undecided)], ['healthy', run(healthy())],
    ['long names', run(diagnosis({ headline: 'Wörter 激活 '.repeat(30) }), { subject: caseOf(evidence(), { subject: `${'very-long-name-'.repeat(5)}.txt` }), readingNotes: ['A note of some length, in order that it has to be wrapped at any width.'] })],
  ];

  describe.each(samples)('%s', (_, about) => {
    test.each([40, 60, 80, 120])('at %i columns no line is wider, but for commands and single words', (width) => {
      for (const detail of ['normal', 'verbose'] as const) {
        const wide = lines(text(about, { width, detail })).filter((l) => columnsOf(l) > width && !isCommand(l) && l.trim().includes(' '));
        expect(wide).toEqual([]);
      }
    });

    test('colour adds colour and changes no letter', () => {
      for (const detail of ['quiet', 'normal', 'verbose'] as const) {
        const coloured = text(about, { color: true, detail });
        expect(coloured).toContain('\u001B[');
        expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(text(about, { detail }));
      }
    });

    test('no line ends in blanks, no two empty lines follow each other, and the last line ends', () => {
      const report = text(about, { detail: 'verbose' });
      expect(report).not.toMatch(/[ \t]\n|\n\n\n|\n\n$/);
      expect(report.endsWith('\n')).toBe(true);
    });
  });

  test('no control character, escape sequence or reversal survives from evidence', () => {
    const nasty = 'a\u001B[31mb\u001B]0;title\u0007c\u202Ed\u0000e\u009B2Jf';
    const about = run(
      diagnosis({
        headline: nasty, causes: [cause('x', { because: [nasty], against: [nasty] }), possible(`y${nasty}`)], remarks: [nasty], unexplained: [nasty],
        checks: [checkResult('client/licensed', 'fail', { findings: [finding('T', nasty)] }), checkResult('client/x', 'broken', { fault: nasty })],
        remedies: { 'create-srv-record': remedy('x', { title: nasty, steps: [{ say: nasty, run: nasty }] }) },
        nextEvidence: [{ kind: 'dnsSrv', how: `Run \`${nasty}\`.`, wouldDecide: [nasty] }],
      }),
      { subject: caseOf(evidence(), { subject: nasty }), readingNotes: [nasty] },
    );
    for (const detail of ['quiet', 'normal', 'verbose'] as const) expect(text(about, { detail })).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
  });

  test('a report of two clients names both', () => {
    const subject = caseOf(evidence(), { related: [{ role: 'client', subject: 'ws-0143.contoso.test', evidence: evidence() }] });
    expect(text(run(healthy(), { subject }))).toContain('ws-0142.contoso.test and ws-0143.contoso.test via file');
  });
});
