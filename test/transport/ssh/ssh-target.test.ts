import { assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inquiryArguments, readSettings, refuseTarget, sshArguments } from '../../../src/transport/ssh/ssh-target.ts';
import type { SshCall } from '../../../src/transport/ssh/ssh-target.ts';

const call = (but: Partial<SshCall> = {}): SshCall => ({
  host: 'ws-0142.contoso.test', port: null, user: null, questions: 'nobody', connectMs: 3000, configFile: null, keyCheckIsOff: false, ...but,
});

describe('a target of ssh', () => {
  it.each([
    { host: 'ws-0142', port: null, user: null }, { host: 'ws-0142.contoso.test', port: 2222, user: 'helpdesk' }, { host: '10.0.0.5', port: 22, user: 'CONTOSO\\helpdesk' },
    { host: '::1', port: null, user: 'helpdesk@contoso.test' }, { host: 'my_host', port: null, user: 'John Smith' }, { host: 'ws', port: null, user: 'Jürgen' },
  ])('is $user on $host', (target) => {
    expect(refuseTarget(target)).toBeNull();
  });

  it.each(['-oProxyCommand=touch x', '-ws', '', 'a b', 'ws;id', 'ws`id`', '$(id)', 'ws%h', 'fe80::1%eth0', '*', 'ws|id', 'ws\nid', '[ws]', 'ws/../x', 'ẘs'])('is not one on the host %j', (host) => {
    expect(refuseTarget({ host, port: null, user: null })).toMatch(/^ssh:\/\/ wants the name/);
  });

  it.each(['-x', '', "o'hara", 'a"b', 'a;b', 'a$(b)', 'a`b`', 'a&b', 'a|b', 'a<b', 'a -b', 'a\\', 'a\nb', '%u', 'a%b', 'a{b}', 'x'.repeat(300)])('has no user %j', (user) => {
    expect(refuseTarget({ host: 'ws', port: null, user })).toMatch(/^ssh:\/\/ wants a user/);
  });

  it.each([0, 65_536, 1.5, Number.NaN])('has no port %d', (port) => {
    expect(refuseTarget({ host: 'ws', port, user: null })).toMatch(/port/);
  });
});

describe('the arguments of ssh', () => {
  it('are the options that we insist on, the place, and one command that is the same for every machine', () => {
    expect(sshArguments(call({ port: 2222, user: 'CONTOSO\\helpdesk', configFile: '/c' }), 'powershell')).toEqual([
      '-T', '-a', '-x', '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR', '-o', 'ConnectTimeout=3', '-o', 'ConnectionAttempts=1', '-o', 'ServerAliveInterval=15',
      '-o', 'ClearAllForwardings=yes', '-o', 'PermitLocalCommand=no', '-o', 'RemoteCommand=none', '-o', 'ControlMaster=no',
      '-F', '/c', '-p', '2222', '-l', 'CONTOSO\\helpdesk', '--', 'ws-0142.contoso.test',
      'powershell -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -OutputFormat Text -Command -',
    ]);
  });

  it('never switch the check of host keys off, and where the configuration does, changed keys are refused all the same', () => {
    const all = [call(), call({ questions: 'terminal' }), call({ questions: 'answerer' })].flatMap((c) => sshArguments(c, 'pwsh'));
    expect(all.filter((argument) => /StrictHostKey|KnownHosts/i.test(argument))).toEqual([]);
    expect(sshArguments(call({ keyCheckIsOff: true }), 'pwsh')).toContain('StrictHostKeyChecking=accept-new');
  });

  it('let ssh ask somebody only where there is somebody, and for a password once', () => {
    expect(sshArguments(call(), 'pwsh')).toContain('BatchMode=yes');
    expect(sshArguments(call({ questions: 'terminal' }), 'pwsh')).toContain('BatchMode=no');
    expect(sshArguments(call({ questions: 'answerer' }), 'pwsh')).toEqual(expect.arrayContaining(['BatchMode=no', 'NumberOfPasswordPrompts=1']));
  });

  it('hold what comes from a target only where no option can stand, whatever it is', () => {
    const nasty = oneof(string({ maxLength: 20 }), constantFrom('-oProxyCommand=x', '--', '-', 'a -oX', '-F/etc/x', 'x\u0000y'));
    assert(property(nasty, nasty, integer({ min: -1, max: 70_000 }), (host, user, port) => {
      const target = { host, user, port };
      if (refuseTarget(target) !== null) return true;
      const found = call(target);
      return [sshArguments(found, 'powershell').slice(0, -1), inquiryArguments(found)].every((args) =>
        args.at(-1) === host && args.at(-2) === '--' && args.at(-3) === user && args.at(-4) === '-l' && !host.startsWith('-') && !user.startsWith('-'));
    }), { numRuns: 500 });
  });
});

describe('what ssh makes of its configuration', () => {
  it('tells user, host, and whether the keys of hosts are checked', () => {
    expect(readSettings('host x\nuser helpdesk\nhostname ws-0142.contoso.test\nport 22\nstricthostkeychecking false\nproxyjump none\n'))
      .toEqual({ user: 'helpdesk', host: 'ws-0142.contoso.test', hostKeyAlias: null, keyCheckIsOff: true, hasJump: false });
    expect(readSettings('user a\r\nhostname b\r\nhostkeyalias c\r\nproxyjump bastion\r\nstricthostkeychecking ask\r\n')).toEqual({ user: 'a', host: 'b', hostKeyAlias: 'c', keyCheckIsOff: false, hasJump: true });
    expect(readSettings('proxycommand nc %h %p')).toMatchObject({ hasJump: true, user: '', host: '' });
  });
});
