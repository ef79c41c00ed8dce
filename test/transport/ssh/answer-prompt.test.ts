import { describe, expect, it } from 'vitest';
import { asksForPassword } from '../../../src/transport/ssh/answer-prompt.ts';

const settings = { user: 'CONTOSO\\helpdesk', host: 'ws-0142.contoso.test', hostKeyAlias: null, keyCheckIsOff: false, hasJump: false };
const jumping = { ...settings, hasJump: true };

describe('a password is for one user on one machine', () => {
  it.each([
    'CONTOSO\\helpdesk@ws-0142.contoso.test\'s password: ', 'contoso\\helpdesk@WS-0142.contoso.test\'s password: ',
    '(CONTOSO\\helpdesk@ws-0142.contoso.test) Password: ', '(CONTOSO\\helpdesk@ws-0142.contoso.test) Password for helpdesk: ', 'Password: ',
  ])('so this asks for it: %s', (prompt) => {
    expect(asksForPassword(prompt, settings)).toBe(true);
  });

  it('also where the machine’s key is known under another name', () => {
    expect(asksForPassword('CONTOSO\\helpdesk@vault\'s password: ', { ...settings, hostKeyAlias: 'vault' })).toBe(true);
  });

  it.each([
    ['a jump host', 'CONTOSO\\helpdesk@bastion.contoso.test\'s password: '],
    ['another user', 'root@ws-0142.contoso.test\'s password: '],
    ['a host key', 'The authenticity of host \'ws-0142.contoso.test (10.0.0.5)\' can\'t be established.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? '],
    ['a key’s passphrase', 'Enter passphrase for key \'/home/user/.ssh/id_ed25519\': '],
    ['a token', 'Enter PIN for ED25519-SK key /home/user/.ssh/id_sk: '],
    ['a code of one time', '(CONTOSO\\helpdesk@ws-0142.contoso.test) Verification code: '],
    ['a jump host that asks in this one’s words', '(root@bastion) CONTOSO\\helpdesk@ws-0142.contoso.test\'s password: '],
    ['nothing', ''],
    ['more than anybody asks', `Password: ${'x'.repeat(2000)}`],
  ])('and %s does not', (_, prompt) => {
    expect(asksForPassword(prompt, settings)).toBe(false);
  });

  it('and a bare word does not where another machine stands between', () => {
    expect(asksForPassword('Password: ', jumping)).toBe(false);
    expect(asksForPassword('CONTOSO\\helpdesk@ws-0142.contoso.test\'s password: ', jumping)).toBe(true);
  });

  it('and nothing does where ssh did not say whom it logs in', () => {
    expect(asksForPassword('@\'s password: ', { ...settings, user: '', host: '' })).toBe(false);
  });
});
