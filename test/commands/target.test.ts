import { describe, expect, it } from 'vitest';

import { readTarget } from '../../src/commands/target.ts';

const read = (text: string) => readTarget(text, 'client');

describe('a target', () => {
  it.each([
    ['local', { kind: 'local' }],
    ['winrm://ws-0142', { kind: 'winrm', tls: false, host: 'ws-0142', port: null, user: null }],
    ['winrms://ws-0142.contoso.test:5987', { kind: 'winrm', tls: true, host: 'ws-0142.contoso.test', port: 5987, user: null }],
    ['winrm://CONTOSO%5Chelpdesk@ws-0142', { kind: 'winrm', user: 'CONTOSO\\helpdesk' }],
    ['winrm://helpdesk%40contoso.test@10.0.0.1:80', { kind: 'winrm', user: 'helpdesk@contoso.test', host: '10.0.0.1', port: 80 }],
    ['WINRM://J%C3%BCrgen@ws-0142/', { kind: 'winrm', user: 'Jürgen' }],
    ['ssh://admin@[fd00::1]:2222', { kind: 'ssh', user: 'admin', host: 'fd00::1', port: 2222 }],
    ['/no/such/dlv.txt', { kind: 'file', path: '/no/such/dlv.txt' }],
    ['-', { kind: 'file', path: '-' }],
  ])('%s is understood', (text, wanted) => {
    expect(read(text)).toMatchObject(wanted);
  });

  it.each([
    'winrm://', 'winrm://@', 'winrm://ws-0142:0', 'winrm://ws-0142:99999', 'winrm://ws 0142', 'winrm://ws-0142/wsman?x=1', 'winrm://%ZZ@ws-0142', 'winrm://a%00b@ws-0142',
    'ssh://-oProxyCommand=reboot', 'ssh://user@-oProxyCommand=reboot', 'ssh://$(reboot)', 'http://ws-0142/wsman', 'ws-0142', '10.0.0.11', '',
  ])('%j is refused with one sentence', (text) => {
    expect(() => read(text)).toThrow(/^[^\n]{10,300}\.$/);
  });

  it('never repeats a password that somebody put into it', () => {
    for (const text of [
      'winrm://helpdesk:hunter2@ws-0142', 'winrms://a:hunter2@ws 0142', 'http://a:hunter2@ws-0142', 'winrm://a:hunter2/x@ws-0142', 'winrm://a:b:hunter2@ws-0142', 'http://a:hunter2/x@ws-0142/',
      'helpdesk:hunter2@ws-0142', `winrm://a@contoso.test:hunter2${'x'.repeat(80)}@ws-0142`,
    ]) {
      const message = (() => {
        try {
          return JSON.stringify(read(text));
        } catch (error) {
          return String(error);
        }
      })();
      expect(message).toMatch(/Error/);
      expect(message).not.toContain('hunter2');
    }
  });
});
