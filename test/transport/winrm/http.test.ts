import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import type { WinrmAuth } from '../../../src/transport/winrm/target.ts';
import type { Reading } from '../../../src/model/windows.ts';
import { envelope, identity, page } from '../../codec/wsman/soap.ts';

/** Answers of HTTP that no service here gives: those of proxies, of web servers, and of services that are switched off. */

const limits = { timeoutMs: 5000, signal: new AbortController().signal };
const soap = { 'Content-Type': 'application/soap+xml;charset=UTF-8' };
const html = { 'Content-Type': 'text/html' };

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

async function open(auth: WinrmAuth = 'basic', port?: number): Promise<Reading<unknown>> {
  const machine = connectWinrm({ host: 'srv01.contoso.test', tls: true, auth, allowShell: false, credentials: { user: 'reader', password: 'S3cret-of-a-test' }, ...(port === undefined ? {} : { port }) });
  const reading = await machine.open(limits);
  const asked = reading.ok ? await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT A FROM B' }, limits) : reading;
  machine.close();
  return asked;
}

const service = (): nock.Interceptor => nock('https://srv01.contoso.test:5986').post('/wsman');
const knocked = (): void => { service().reply(200, identity('0.0.0'), soap); };
const identified = (): void => {
  knocked();
  service().reply(200, identity('10.0.20348'), soap);
};

describe('what answers in place of WinRM', () => {
  test.each([
    [200, '<html><head><title>Access blocked</title></head></html>', html, 'unparsable', 'an HTML page titled “Access blocked” (HTTP 200): a proxy or another web server'],
    [407, '<html></html>', { ...html, 'Proxy-Authenticate': 'Basic' }, 'refused', 'a proxy stands before'],
    [503, 'Service Unavailable', html, 'refused', 'stopped or starting'],
    [404, '', html, 'refused', 'no WS-Management at /wsman'],
    [403, '<html></html>', html, 'denied', 'HTTP 403'],
    [302, '<html></html>', { ...html, Location: 'https://login.contoso.test/' }, 'refused', 'redirects (HTTP 302)'],
    [200, '{"status":"ok"}', { 'Content-Type': 'application/json' }, 'unparsable', 'not WS-Management but JSON'],
    [200, 'SSH-2.0', html, 'unparsable', 'text that is not XML'],
  ] as const)('is named by its status %d and what it says', async (status, body, headers, reason, words) => {
    service().reply(status, body, headers);
    expect(await open()).toMatchObject({ ok: false, reason, detail: expect.stringContaining(words) });
  });

  test('is named in the midst of questions too', async () => {
    identified();
    service().reply(502, '<html><title>Bad gateway</title></html>', html);
    expect(await open()).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('“Bad gateway” (HTTP 502)') });
  });
});

describe('the other port', () => {
  test('is tried where nothing listens on the usual one, without the account, and what is there is said', async () => {
    service().replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
    const other = nock('http://srv01.contoso.test:5985', { badheaders: ['authorization'] }).post('/wsman').matchHeader('wsmanidentify', 'unauthenticated').reply(200, identity('0.0.0'), soap);
    expect(await open()).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('A listener answers at http://srv01.contoso.test:5985/wsman: use winrm://srv01.contoso.test.') });
    expect(other.isDone()).toBe(true);
  });

  test('is not mentioned where nothing is there either, and not tried where a port was given', async () => {
    service().replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
    nock('http://srv01.contoso.test:5985').post('/wsman').reply(404, 'no');
    expect(await open()).not.toMatchObject({ detail: expect.stringContaining('A listener answers') });
    nock('https://srv01.contoso.test:9999').post('/wsman').replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
    expect(await open('basic', 9999)).toMatchObject({ ok: false, reason: 'refused' });
  });

  test('is not looked for where the name does not resolve', async () => {
    service().replyWithError(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await open()).toMatchObject({ ok: false, reason: 'unreachable', detail: expect.stringMatching(/^the name \S+ is not found from here \((?:ENOTFOUND|EAI_AGAIN)\): see that it is spelled right/) });
  });
});

describe('signing in', () => {
  test('names what is offered where that is nothing of ours, and says so where nothing is', async () => {
    knocked();
    service().reply(401, '', { 'WWW-Authenticate': 'Kerberos, CredSSP' });
    expect(await open('auto')).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('offers kerberos, credssp') });
    knocked();
    service().reply(401, '');
    expect(await open('auto')).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('offers no way of signing in') });
  });

  test('goes on with Identify refused to who has no account, since a listener is there', async () => {
    service().reply(401, '', { 'WWW-Authenticate': 'Basic realm="WSMAN"' });
    service().matchHeader('authorization', /^Basic /).reply(200, identity('10.0.20348'), soap);
    service().reply(200, page('first', {}), soap);
    expect(await open()).toEqual({ ok: true, value: [] });
  });

  test('ends with words where a challenge is none', async () => {
    knocked();
    service().reply(401, '', { 'WWW-Authenticate': 'Negotiate TlRMTVNTUABub25l' });
    expect(await open('ntlm')).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('challenge is none') });
    knocked();
    service().reply(200, 'fine', html);
    expect(await open('ntlm')).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('where 401 with a challenge was wanted') });
  });
});

describe('a body', () => {
  test('that is compressed without being asked for is refused', async () => {
    identified();
    service().matchHeader('accept-encoding', 'identity').reply(200, page('first', {}), { ...soap, 'Content-Encoding': 'gzip' });
    expect(await open()).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('compressed') });
  });

  test('in UTF-16 is read as such', async () => {
    identified();
    service().reply(200, Buffer.from(`\ufeff${page('first', { items: ['<w:XmlFragment><A>ü</A></w:XmlFragment>'] })}`, 'utf16le'), { 'Content-Type': 'application/soap+xml;charset=UTF-16' });
    expect(await open()).toEqual({ ok: true, value: [{ A: 'ü' }] });
  });

  test('of another answer than was asked for is refused', async () => {
    identified();
    service().reply(200, envelope('<rsp:CommandResponse/>'), soap);
    expect(await open()).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('EnumerateResponse or PullResponse') });
  });
});
