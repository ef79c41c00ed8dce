import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { writeEvidence } from '../../src/evidence/write-file.ts';
import { caseOf } from '../evidence-builder.ts';
import { licensedDlv } from './outputs.ts';
import { folderFor, main, program } from './program.ts';

const { path: cwd, put } = folderFor('bad-input');
put('dlv.txt', licensedDlv);
put('empty.txt', '');
put('blank.txt', ' \r\n\n');
put('binary.dat', Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 7) % 256)));
put('prose.txt', 'Dear colleagues,\nthe printer is out of order.\n');
put('cut.json', writeEvidence(caseOf()).slice(0, 2000));
put('later.json', writeEvidence(caseOf()).replace('kmsdoctor.evidence/1', 'kmsdoctor.evidence/9'));
put('huge.txt', 'License Status: Licensed\n');
truncateSync(join(cwd, 'huge.txt'), 65 * 1024 * 1024);

const oneSentence = /^[^\n]{10,400}[.?!)]\n$/;

describe('what cannot be read or carried out: one sentence with place and reason, exit 64, nothing on standard output', () => {
  test.concurrent.each<[string, string[], RegExp]>([
    ['an empty file', ['check', 'empty.txt'], /^empty\.txt is empty/],
    ['a file of blanks', ['check', 'blank.txt'], /^blank\.txt is empty/],
    ['a binary file', ['check', 'binary.dat'], /^binary\.dat is binary, not text: byte \d+ of it is 0x/],
    ['a text that is no evidence', ['check', 'prose.txt'], /^prose\.txt holds nothing .*"Dear colleagues,"/],
    ['an evidence file cut short', ['check', 'cut.json'], /^cut\.json is an evidence file cut short: it ends at line \d+, column \d+/],
    ['an evidence file of a later version', ['check', 'later.json'], /^later\.json .*kmsdoctor\.evidence\/9/],
    ['a file over the limit', ['check', 'huge.txt'], /^huge\.txt is larger than the limit: 65 MiB, and the limit is 64 MiB/],
    ['a file that is not there', ['check', 'missing.txt'], /^missing\.txt is not there/],
    ['a directory', ['check', '.'], /^\. is a directory/],
    ['the second of two files', ['check', 'dlv.txt', 'empty.txt'], /^empty\.txt is empty/],
    ['an empty standard input', ['check', '-'], /^standard input is empty/i],
    ['standard input twice', ['check', '-', '-'], /once/],
    ['an empty target', ['check', ''], /empty target/],
    ['a wrong option, with the right one', ['check', '--fromat', 'json'], /^Unknown option '--fromat' \(Did you mean --format\?\)/],
    ['an unknown command, with the right one', ['chekc', 'dlv.txt'], /^Unknown command 'chekc' \(Did you mean check\?\)/],
    ['a file in place of a command', ['dlv.txt'], /kmsdoctor check dlv\.txt/],
    ['an option without its value', ['check', 'dlv.txt', '--format'], /^Option '--format <format>' argument missing/],
    ['a format that is not built yet', ['check', 'dlv.txt', '--format', 'junit'], /^--format wants text or json, not "junit"/],
    ['an unknown level', ['check', 'dlv.txt', '--fail-on', 'error'], /^--fail-on wants warn or fail, not "error"/],
    ['a limit that is no number', ['check', '--timeout', '3s'], /milliseconds/],
    ['a limit with an exponent', ['check', '--timeout', '1e3'], /^--timeout wants milliseconds from 50 to 600000, not "1e3"/],
    ['a limit below nothing', ['check', '--timeout', '-5'], /^--timeout wants milliseconds/],
    ['a limit out of range', ['check', '--timeout', '0'], /from 50 to 600000/],
    ['a domain that is none', ['check', '--domain', 'contoso test'], /^--domain wants a DNS suffix/],
    ['a DNS server that is none', ['check', '--dns', ':53'], /^--dns wants HOST/],
    ['a KMS host with a port that is none', ['check', '--kms-host', 'kms1:99999'], /^--kms-host wants HOST/],
    ['a KMS host given as a URL', ['check', '--kms-host', 'http://kms1.contoso.test:1688/'], /^--kms-host wants HOST or HOST:PORT without http/],
    ['an IPv6 address with a port and no brackets', ['check', '--kms-host', 'fd00::1:16888'], /^--kms-host wants .*\[fd00::1\]:PORT/],
    ['an address with a number too large', ['check', '--dns', '10.0.0.999'], /^--dns wants HOST/],
    ['an address cut short', ['check', '--kms-host', '10.0.1'], /^--kms-host wants HOST/],
    ['an address in place of a domain', ['check', '--domain', '10.0.0.1'], /^--domain wants a DNS suffix/],
    ['an address in place of a file', ['check', '10.0.0.11'], /^10\.0\.0\.11 is no file here.*--kms-host 10\.0\.0\.11\.\n$/],
    ['a code in place of a file', ['check', '0xC004F074'], /kmsdoctor explain 0xC004F074/],
    ['a code in place of a command', ['0xC004F074'], /kmsdoctor explain 0xC004F074/],
    ['a word in place of a command', ['zebra'], /^Unknown command 'zebra'; kmsdoctor --help lists/],
    ['an area in place of a check', ['check', 'dlv.txt', '--only', 'dns'], /did you mean dns\/\*\?/],
    ['an approved host that is none', ['check', 'dlv.txt', '--approved-host', 'a b'], /^--approved-host wants/],
    ['offline with nothing to read', ['check', '--offline'], /^--offline leaves nothing/],
    ['a check that does not exist', ['check', 'dlv.txt', '--only', 'dns/srv-record-fuond'], /did you mean dns\/srv-record-found/],
    ['a check that can be none', ['check', 'dlv.txt', '--only', 'DNS records'], /is no check id/],
    ['no check left', ['check', 'dlv.txt', '--skip', '*'], /leave no check/],
    ['the output over the input', ['check', 'dlv.txt', '-o', './dlv.txt'], /name another file/],
    ['a password in a target', ['check', 'winrm://helpdesk:hunter2@ws-0142.contoso.test'], /^A password does not belong in a target.*KMSDOCTOR_PASSWORD/],
    ['two machines at once', ['check', 'winrm://ws-0142', 'ssh://ws-0143'], /one live machine at a time.*fleet/],
    ['a machine and a file', ['check', 'winrm://ws-0142', 'dlv.txt'], /either files or one live machine/],
    ['a machine without a packet', ['check', 'winrm://ws-0142', '--offline'], /^--offline sends no packet, and winrm:\/\/ws-0142 cannot be read/],
    ['a machine whose port is none', ['check', 'winrm://ws-0142:99999'], /99999 in winrm:\/\/ws-0142:99999 is no port/],
    ['a machine whose name is none', ['check', 'ssh://-oProxyCommand=x'], /is no (?:host name|ssh target)/],
    ['activation of nothing', ['check', 'dlv.txt', '--active'], /^--active lets a Windows machine try/],
    ['certificates that are not there', ['check', 'winrms://127.0.0.1:9', '--ca', 'missing.pem'], /^--ca names a file that cannot be read/],
    ['certificates that are none', ['check', 'winrms://127.0.0.1:9', '--ca', 'dlv.txt'], /^--ca wants a file with certificates in PEM/],
    ['a directory without its scheme', ['check', '--directory', 'dc1.contoso.test'], /^--directory wants ldaps:\/\/HOST/],
    ['a password in a directory', ['check', '--directory', 'ldaps://a:hunter2@dc1'], /^--directory wants ldaps:\/\/HOST\[:PORT\].*without a password/],
    ['another scheme', ['check', 'https://contoso.test'], /is no target/],
    ['this machine, which is no Windows', ['check', 'local'], /KMSDOCTOR_POWERSHELL/],
    ['collect of nothing that can be read', ['collect', 'empty.txt'], /^empty\.txt is empty/],
  ])('%s', async (_, args, message) => {
    const outcome = await program(args, { cwd });
    expect(outcome).toMatchObject({ code: 64, out: '' });
    expect(outcome.err).toMatch(message);
    expect(outcome.err).toMatch(oneSentence);
  });

  test('a bare host name is refused with the forms that would work', async () => {
    for (const name of ['ws-0142', 'kms1.contoso.test']) {
      const { code, err } = await program(['check', name], { cwd });
      expect(code).toBe(64);
      expect(err).toMatch(oneSentence);
      for (const form of [`--kms-host ${name}`, `--domain ${name}`, `winrm://${name}`, `ssh://USER@${name}`]) expect(err).toContain(form);
    }
  });

  test('no control character of a name gets to the terminal', async () => {
    const { code, err } = await program(['check', '\u001B[31mred\u0007.txt', '--domain', 'x'], { cwd });
    expect(code).toBe(64);
    expect(err).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
  });

  test('a full product key in a name or a text is not repeated', async () => {
    put('key.txt', 'my key is ABCDE-FGHJK-MNPQR-TVWXY-QQ7H2 and it fails\n');
    const { err } = await program(['check', 'key.txt'], { cwd });
    expect(err).not.toContain('FGHJK');
  });
});

describe('nothing is left half-written', () => {
  test('-o of a call that fails leaves no file, and an older one as it was', async () => {
    put('old.json', 'older');
    await Promise.all([
      program(['check', 'empty.txt', '-o', 'new.txt'], { cwd }), program(['collect', 'cut.json', '-o', 'old.json'], { cwd }),
      program(['check', 'dlv.txt', '--format', 'xml', '-o', 'new.txt'], { cwd }),
    ]);
    expect(existsSync(join(cwd, 'new.txt'))).toBe(false);
    expect(readFileSync(join(cwd, 'old.json'), 'utf8')).toBe('older');
  });

  test('-o where nothing can be written is one sentence', async () => {
    expect(await program(['check', 'dlv.txt', '-o', 'no/such/folder.txt'], { cwd })).toMatchObject({ code: 64, out: '', err: 'no/such/folder.txt cannot be written: its folder is not there.\n' });
    writeFileSync(join(cwd, 'plain'), '');
    expect(await program(['check', 'dlv.txt', '-o', '.'], { cwd })).toMatchObject({ code: 64, out: '' });
    expect(readdirSync(cwd).filter((f) => f.endsWith('.part'))).toEqual([]);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  test.each([['--version'], ['explain', '0xC004F074'], ['check', 'dlv.txt'], ['--help']])('is one sentence: %s', async (...args) => {
    const full = openSync('/dev/full', 'w');
    const outcome = spawnSync(process.execPath, [main, ...args], { cwd, stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    expect([outcome.status, outcome.stderr]).toEqual([64, 'Standard output cannot be written (the disk is full).\n']);
  });
});
