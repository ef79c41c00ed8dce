import { describe, expect, test } from 'vitest';

import type { ListenerOptions } from '../../../src/estate/winrm/listener-options.ts';
import type { WinrmTarget } from '../../../src/transport/winrm/target.ts';
import { writeEnumerate, writeGet } from '../../../src/codec/wsman/wmi-requests.ts';
import { writeShellCreate } from '../../../src/codec/wsman/shell-requests.ts';
import { basicOf, codeOf, context, post, startPlain } from './plain-client.ts';
import { connect, limits, reader, start, startListener } from './started.ts';

const service = { namespace: 'root\\cimv2', wql: 'SELECT Version FROM SoftwareLicensingService' } as const;

describe('a listener', () => {
  test.each<[string, ListenerOptions, Partial<WinrmTarget>, string]>([
    ['Negotiate with bare NTLM', {}, { auth: 'ntlm' }, 'NTLM'],
    ['Negotiate with SPNEGO', {}, { auth: 'negotiate' }, 'NTLM in SPNEGO'],
    ['Negotiate that wants SPNEGO', { wrapping: 'spnego' }, {}, 'NTLM in SPNEGO'],
    ['the scheme NTLM', { schemes: ['ntlm'] }, {}, 'NTLM'],
    ['NTLM without a key exchange', { keyExchange: false }, {}, 'NTLM'],
    ['Negotiate over TLS with channel bindings required', { tls: {}, channelBinding: 'require' }, {}, 'NTLM'],
    ['SPNEGO over TLS with channel bindings required', { tls: {}, channelBinding: 'require', wrapping: 'spnego' }, {}, 'NTLM in SPNEGO'],
    ['Basic over TLS', { tls: {}, schemes: ['basic'] }, {}, 'Basic'],
  ])('lets the account in by %s', async (_name, listener, target, by) => {
    const started = await startListener(listener);
    const connected = connect(started, target);
    expect(await connected.queryWmi(service, limits())).toMatchObject({ ok: true, value: [{ Version: '10.0.22631.4169' }] });
    expect(connected.facts()).toMatchObject({ authenticatedBy: by, sealed: listener.tls === undefined, tls: listener.tls === undefined ? 'none' : 'verified' });
  });

  test('lets in by a client certificate of the estate\'s authority, and by no other', async () => {
    const started = await startListener({ tls: {}, schemes: ['certificate'] });
    const own = started.winrm.certificateFor(reader.user);
    const connected = connect(started, { auth: 'certificate', clientCertificate: { cert: own.certificate, key: own.key } });
    expect(await connected.queryWmi(service, limits())).toMatchObject({ ok: true });
    const foreign = (await start()).winrm.certificateFor(reader.user);
    expect(await connect(started, { auth: 'certificate', clientCertificate: { cert: foreign.certificate, key: foreign.key } }).queryWmi(service, limits())).toMatchObject({ ok: false, reason: 'denied' });
    const stranger = started.winrm.certificateFor('stranger');
    expect(await connect(started, { auth: 'certificate', clientCertificate: { cert: stranger.certificate, key: stranger.key } }).queryWmi(service, limits())).toMatchObject({ ok: false, reason: 'denied' });
  });

  test.each([{}, { tls: {} }, { tls: {}, schemes: ['basic'] as const }, { wrapping: 'spnego' as const }])('keeps a wrong password out, and logs no password: %j', async (listener) => {
    const started = await startListener(listener);
    const connected = connect(started, { credentials: { user: reader.user, password: 'another-one' } });
    expect(await connected.queryWmi(service, limits())).toMatchObject({ ok: false, reason: 'denied' });
    expect(started.log.filter((line) => line.includes('password'))).toHaveLength(1);
    expect(started.log.join()).not.toMatch(/another-one|Pa-/);
  });

  test.each<[ListenerOptions, Partial<WinrmTarget>]>([[{ schemes: [] }, {}], [{ schemes: ['basic'] }, {}], [{}, { auth: 'basic' }], [{ tls: {}, schemes: ['basic'] }, { auth: 'ntlm' }]])('that offers none of the ways that the client has is said so: %j %j', async (listener, target) => {
    const answer = await connect(await startListener(listener), target).queryWmi(service, limits());
    expect(answer.ok).toBe(false);
    expect(['refused', 'unsupported', 'denied']).toContain(answer.ok ? '' : answer.reason);
  });

  test.each([['expired', 'CERT_HAS_EXPIRED'], ['not-yet-valid', 'CERT_NOT_YET_VALID'], ['foreign', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'], ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'], ['other-name', 'ERR_TLS_CERT_ALTNAME_INVALID']] as const)(
    'whose certificate is %s is not trusted, with the reason', async (fault, code) => {
      const answer = await connect(await startListener({ tls: { fault } })).queryWmi(service, limits());
      expect(answer).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining(code) as string });
    });
});

describe('Identify', () => {
  const identify = '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body><i:Identify xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/></s:Body></s:Envelope>';
  const knock = { WSMANIDENTIFY: 'unauthenticated' };

  test('without an account tells no version, with one it does', async () => {
    const started = await startPlain();
    expect((await post(started.port, identify, knock)).text).toContain('OS: 0.0.0 SP: 0.0 Stack: 3.0');
    expect((await post(started.port, identify, { Authorization: basicOf(reader) })).text).toContain('OS: 10.0.22631 SP: 0.0 Stack: 3.0');
  });

  test('is all that is answered without an account, and only with its header', async () => {
    const started = await startPlain();
    expect(await post(started.port, identify)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Basic realm="WSMAN"' }, text: '' });
    expect((await post(started.port, writeGet(context(), { namespace: 'root\\cimv2', className: 'Win32_Service', selectors: {} }), knock)).status).toBe(401);
    expect((await post(started.port, 'no XML', knock)).status).toBe(401);
  });
});

describe('an account', () => {
  const ask = writeEnumerate(context(), service);

  test('that the service lets nobody of is denied everything', async () => {
    const stranger = { user: 'stranger', password: 'made-up', mayUseService: false };
    expect(await codeOf(await startPlain({ accounts: [stranger] }), ask, stranger)).toBe('0x00000005');
  });

  test('without Remote Enable on a namespace is denied there and nowhere else', async () => {
    const half = { user: 'half', password: 'made-up', deniedNamespaces: ['root\\StandardCimv2'] };
    const started = await startPlain({ accounts: [half] });
    expect(await codeOf(started, writeEnumerate(context(), { namespace: 'root\\standardcimv2', wql: 'SELECT * FROM MSFT_NetFirewallRule' }), half)).toBe('0x80338106');
    expect(await codeOf(started, ask, half)).toBeNull();
  });

  test('opens no shell where shells are not allowed, to it or to anybody', async () => {
    const none = { user: 'none', password: 'made-up', mayShell: false };
    const started = await startPlain({ accounts: [reader, none] });
    expect(await codeOf(started, writeShellCreate(context()), none)).toBe('0x803381AC');
    expect(await codeOf(started, writeShellCreate(context()))).toBeNull();
    expect(await codeOf(await startPlain({ limits: { shellsAllowed: false } }), writeShellCreate(context()))).toBe('0x803381AC');
  });
});
