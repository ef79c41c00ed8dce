import { describe, expect, it } from 'vitest';
import { troubleOfLdap } from '../../../src/transport/directory/ldap-trouble.ts';

const refusal = (data: string): Error => Object.assign(new Error(`80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data ${data}, v4563 Code: 0x31`), { code: 49 });

describe('what Active Directory says of a refused logon', () => {
  it.each([
    ['52e', 'wrong-password', 'the name or the password is wrong'], ['525', 'wrong-password', 'no such user'], ['775', 'account-refused', 'locked'],
    ['533', 'account-refused', 'disabled'], ['532', 'account-refused', 'expired'], ['773', 'account-refused', 'must change'], ['999', 'wrong-password', 'wrong'],
  ])('data %s is %s: %s', (data, outcome, detail) => {
    expect(troubleOfLdap(refusal(data))).toEqual({ outcome, detail: expect.stringContaining(detail) });
  });

  it.each([[8, 'strong-auth-required'], [13, 'strong-auth-required'], [50, 'denied'], [51, 'failed'], [53, 'failed'], [1, 'failed']])('result %i is %s', (code, outcome) => {
    expect(troubleOfLdap(Object.assign(new Error('words'), { code }))).toMatchObject({ outcome });
  });

  it('is never an exception, whatever was thrown', () => {
    for (const thrown of [new TypeError('x is undefined'), 'text', null, undefined, new Error('')]) expect(troubleOfLdap(thrown)).toMatchObject({ outcome: 'malformed', detail: expect.stringMatching(/\S/) });
    expect(troubleOfLdap(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toEqual({ outcome: 'refused', detail: 'ECONNRESET' });
  });
});
