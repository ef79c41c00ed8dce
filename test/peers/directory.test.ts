import { readFileSync } from 'node:fs';
import { Client } from 'ldapts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DirectoryReading } from '../../src/model/evidence.ts';
import { troubleOfLdap } from '../../src/transport/directory/ldap-trouble.ts';
import { readActivationObjects } from '../../src/transport/directory/read-activation-objects.ts';
import { describePeers, limits, peer, runScript } from './peer.ts';

const address = '10.99.74.2';
const samba = peer({
  script: 'samba-directory.sh', programs: ['samba', 'samba-tool', 'ip', 'ldapadd'], needs: ['network namespaces', 'Samba for Python'], env: { NS: 'kddir', ADDR: address },
});

const server = { host: 'dc1.contoso.test', port: 636, tls: true, address };
const trusted = (): string => readFileSync(`${samba.folder}/private/tls/ca.pem`, 'utf8');
const ask = (user: string | null, but: Partial<typeof server> = {}, password = 'Kms.Reader.1'): Promise<Omit<DirectoryReading, 'vantage'>> =>
  readActivationObjects({ ...server, ...but }, user === null ? null : { user, password }, { ca: trusted(), insecure: false }, limits(5000));

describePeers('The directory of a Samba domain controller', [samba], () => {
  test('has no activation objects in a fresh forest: nobody set activation through it up', async () => {
    expect(await ask('Administrator@contoso.test', {}, 'KmsLab.12345')).toEqual({
      server: 'dc1.contoso.test', port: 636, outcome: 'absent', domain: 'contoso.test', objects: [], detail: expect.stringContaining('never set up'),
      certificate: { host: 'dc1.contoso.test', port: 636, protocol: 'ldap', subjectName: 'DC1.contoso.test', selfSigned: false, notBefore: expect.stringMatching(/Z$/), notAfter: expect.stringMatching(/Z$/) },
    });
    expect(await ask('reader@contoso.test')).toMatchObject({ outcome: 'absent' });
  });

  test.each([
    ['the wrong password', () => ask('reader@contoso.test', {}, 'wrong'), 'wrong-password'],
    ['a user whom nobody knows', () => ask('nobody@contoso.test'), 'wrong-password'],
    ['a disabled account', () => ask('locked-out@contoso.test'), 'account-refused'],
    ['nobody’s name, inside TLS', () => ask(null), 'denied'],
    ['nobody’s name, in clear text', () => ask(null, { port: 389, tls: false }), 'denied'],
    ['a password over ldap://', () => ask('reader@contoso.test', { port: 389, tls: false }), 'strong-auth-required'],
    ['a name that its certificate does not have', () => ask('reader@contoso.test', { host: 'dc2.contoso.test' }), 'certificate-not-trusted'],
    ['LDAPS on the port of LDAP', () => ask('reader@contoso.test', { port: 389 }), 'malformed'],
    ['a port where nothing listens', () => ask('reader@contoso.test', { port: 1 }), 'refused'],
  ] as const)('tells %s apart', async (_, asking, outcome) => {
    expect(await asking()).toMatchObject({ outcome, objects: [], detail: expect.stringMatching(/\S/) });
  });

  test('is not asked, and gets no password, where its certificate is not trusted', async () => {
    const reading = await readActivationObjects(server, { user: 'reader@contoso.test', password: 'Kms.Reader.1' }, { ca: null, insecure: false }, limits(5000));
    expect(reading).toMatchObject({ outcome: 'certificate-not-trusted', detail: expect.stringContaining('--ca FILE') });
  });

  test('is believed without its certificate only where the call says so, and the reading says it, too', async () => {
    const reading = await readActivationObjects(server, { user: 'reader@contoso.test', password: 'Kms.Reader.1' }, { ca: null, insecure: true }, limits(5000));
    expect(reading).toMatchObject({ outcome: 'absent', detail: expect.stringContaining('its certificate was not checked') });
  });

  test('itself refuses a simple bind in clear text with strongerAuthRequired, which is read as that', async () => {
    const client = new Client({ url: `ldap://${address}` });
    const refusal = await client.bind('reader@contoso.test', 'Kms.Reader.1').catch((error: unknown) => error);
    await client.unbind();
    expect(troubleOfLdap(refusal)).toMatchObject({ outcome: 'strong-auth-required', detail: expect.stringContaining('ldaps://') });
  });

  describe('with activation objects', () => {
    beforeAll(() => {
      runScript(samba, 'objects', samba.folder);
    });

    test.each(['Administrator@contoso.test', 'CONTOSO\\reader', 'reader@contoso.test'])('shows them to %s', async (user) => {
      expect(await ask(user, {}, user.startsWith('Admin') ? 'KmsLab.12345' : undefined)).toMatchObject({
        outcome: 'found', domain: 'contoso.test', detail: null,
        objects: [{
          name: 'KMS AD Activation of the lab', activationId: '03020100-0504-0706-0809-0a0b0c0d0e0f', partialProductKey: 'QQ7H2', kmsIdCount: 2,
          extendedPid: '06401-00206-471-000000-03-1033-17763.0000-0012024',
        }],
      });
    });

    test('does not show them to an account without the right, which is not told that there are none', async () => {
      expect(await ask('stranger@contoso.test')).toMatchObject({ outcome: 'denied', domain: 'contoso.test', objects: [] });
    });

    test('shows an empty container once the object is gone', async () => {
      runScript(samba, 'empty', samba.folder);
      expect(await ask('reader@contoso.test')).toMatchObject({ outcome: 'empty', domain: 'contoso.test', objects: [] });
    });
  });
});
