import { X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';

import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import type { WinrmMachine, WinrmTarget } from '../../../src/transport/winrm/target.ts';
import type { WmiQuery } from '../../../src/model/windows.ts';
import { fragment, identity, instance, methodOutput, page } from '../../codec/wsman/soap.ts';
import { authority, certificates } from './certificates.ts';
import { account, fakeMachine } from './fake-machine.ts';
import type { Answer, FakeMachine, Request } from './fake-machine.ts';

const limits = (timeoutMs = 5000, signal = new AbortController().signal): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal });

function connect({ port }: { port: number }, more: Partial<WinrmTarget> = {}): WinrmMachine {
  const machine = connectWinrm({ host: '127.0.0.1', port, tls: false, auth: 'auto', allowShell: true, credentials: { user: `CONTOSO\\${account.user}`, password: account.password }, ...more });
  onTestFinished(() => machine.close());
  return machine;
}

const query: WmiQuery = { namespace: 'root\\cimv2', wql: 'SELECT Name FROM Win32_Service' };
const row = fragment('<Name>sppsvc</Name>');
const onePage: Answer = { soap: page('first', { items: [row] }) };

const sealedMachine = (answer: (request: Request) => Answer): Promise<FakeMachine> => fakeMachine({ auth: 'ntlm', answer });

describe('a machine over WinRM', () => {
  test('is asked nothing until it is asked something, and then signed in to once for all questions', async () => {
    const fake = await sealedMachine(() => onePage);
    const machine = connect(fake);
    expect(fake.connections()).toBe(0);
    const readings = await Promise.all(Array.from({ length: 12 }, () => machine.queryWmi(query, limits())));
    expect(readings).toEqual(Array.from({ length: 12 }, () => ({ ok: true, value: [{ Name: 'sppsvc' }] })));
    expect([fake.connections(), fake.signIns(), machine.facts().roundTrips]).toEqual([1, 1, 16]);
    expect(machine.facts()).toEqual({ url: `http://127.0.0.1:${fake.port}/wsman`, authenticatedBy: 'NTLM', sealed: true, tls: 'none', system: '10.0.20348', roundTrips: 16, warnings: [] });
  });

  test('is signed in to in SPNEGO where it does not take bare NTLM', async () => {
    const fake = await fakeMachine({ auth: 'spnego', answer: () => onePage });
    const machine = connect(fake);
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    expect(machine.facts()).toMatchObject({ authenticatedBy: 'NTLM in SPNEGO', sealed: true });
  });

  test('is signed in to anew, in the way that is known, after it has hung up between two questions', async () => {
    const fake = await fakeMachine({ auth: 'spnego', answer: ({ number }) => (number === 2 ? { ...onePage, trouble: 'close-after' } : onePage) });
    const machine = connect(fake);
    for (let n = 0; n < 3; n++) expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    expect(fake.connections()).toBe(2);
  });

  test('that restarts in mid-answer is asked once more, and given up with words after that', async () => {
    for (const trouble of ['hang-up', 'cut'] as const) {
      const once = await sealedMachine(({ number }) => ({ ...onePage, ...(number === 2 ? { trouble } : {}) }));
      expect((await connect(once).queryWmi(query, limits())).ok).toBe(true);
      const always = await sealedMachine(() => ({ ...onePage, trouble }));
      expect(await connect(always).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unreachable', detail: expect.stringContaining('twice') });
      expect(always.requests.filter(({ action }) => action === 'Enumerate')).toHaveLength(2);
    }
  });

  test('that is gone after it had answered is said to be gone, not to be switched off', async () => {
    const fake = await sealedMachine(() => onePage);
    const machine = connect(fake);
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    await fake.close();
    expect(await machine.queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unreachable', detail: expect.stringContaining('may be restarting') });
  });

  test('that has restarted between two questions is signed in to anew', async () => {
    const before = await sealedMachine(() => onePage);
    const machine = connect(before);
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    await before.close();
    const after = await fakeMachine({ auth: 'ntlm', port: before.port, answer: () => onePage });
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    expect([after.signIns(), after.requests.length]).toEqual([1, 1]);
  });

  test('whose account was refused is never tried again', async () => {
    const fake = await sealedMachine(() => onePage);
    const machine = connect(fake, { credentials: { user: 'reader', password: 'wrong' } });
    const readings = await Promise.all([machine.queryWmi(query, limits()), machine.readRegistry([{ hive: 'HKLM', key: 'A', name: 'B' }], limits()), machine.runScript('1', limits())]);
    for (const reading of readings) expect(reading).toMatchObject({ ok: false, reason: 'denied', detail: expect.stringContaining('locked') });
    expect([fake.signIns(), machine.facts().roundTrips]).toEqual([1, 3]);
  });

  test('keeps to the time of each question, and stops when nobody wants the answer any more', async () => {
    const fake = await sealedMachine(({ soap }) => (soap.includes('Slow') ? { trouble: 'silent' } : onePage));
    const machine = connect(fake);
    expect((await machine.open(limits())).ok).toBe(true);
    expect(await machine.queryWmi({ ...query, wql: 'SELECT A FROM Slow' }, limits(50))).toMatchObject({ ok: false, reason: 'timeout' });
    const controller = new AbortController();
    const asked = machine.queryWmi({ ...query, wql: 'SELECT A FROM Slow' }, limits(60_000, controller.signal));
    controller.abort();
    expect(await asked).toMatchObject({ ok: false, reason: 'not-asked' });
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
  });

  test('says of a question that had to wait for others until its time was up that it was not the machine’s doing', async () => {
    const fake = await sealedMachine(({ soap }) => (soap.includes('Slow') ? { trouble: 'silent' } : onePage));
    const machine = connect(fake);
    await machine.open(limits());
    const slow = machine.queryWmi({ ...query, wql: 'SELECT A FROM Slow' }, limits());
    expect(await machine.queryWmi(query, limits(40))).toMatchObject({ ok: false, reason: 'timeout', detail: expect.stringContaining('busy with earlier questions') });
    expect(await machine.queryWmi(query, limits(0))).toMatchObject({ ok: false, reason: 'timeout' });
    machine.close();
    expect((await slow).ok).toBe(false);
  });

  test('answers nothing after it was left', async () => {
    const fake = await sealedMachine(() => onePage);
    const machine = connect(fake);
    await machine.open(limits());
    machine.close();
    expect(await machine.queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'not-asked' });
  });
});

describe('a sealed connection', () => {
  const refusals = [
    ['plain', 'plain text where sealing was agreed on'], ['signature', 'signature does not fit'], ['replay', 'was replayed'], ['skip', 'is missing'],
  ] as const;

  test.each(refusals)('does not read an answer that is wrong: %s', async (seal, words) => {
    const fake = await sealedMachine(() => ({ soap: page('first', { items: [row] }), seal }));
    expect(await connect(fake).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining(words) });
  });

  test('is made anew for the next question after an answer was refused', async () => {
    const fake = await sealedMachine(({ number }) => (number === 2 ? { soap: page('first', { items: [row] }), seal: 'signature' } : onePage));
    const machine = connect(fake);
    expect((await machine.queryWmi(query, limits())).ok).toBe(false);
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    expect(fake.connections()).toBe(2);
  });

  test('says the status where an answer has no body at all', async () => {
    const fake = await sealedMachine(() => ({ status: 503 }));
    expect(await connect(fake).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('HTTP 503') });
  });

  test('carries no word of what was asked in clear', async () => {
    const fake = await sealedMachine(() => onePage);
    await connect(fake).queryWmi(query, limits());
    expect(fake.requests.at(-1)?.headers['content-type']).toMatch(/^multipart\/encrypted;protocol="application\/HTTP-SPNEGO-session-encrypted"/);
  });
});

describe('a listener', () => {
  const basic = { credentials: { user: account.user, password: account.password } };

  test('by TLS is signed in to with Basic where it offers nothing better, and the password never goes without TLS', async () => {
    const overTls = await fakeMachine({ auth: 'basic', tls: certificates.machine, answer: () => onePage });
    for (const auth of ['auto', 'basic'] as const) {
      const machine = connect(overTls, { ...basic, tls: true, ca: authority, auth });
      expect((await machine.queryWmi(query, limits())).ok).toBe(true);
      expect(machine.facts()).toMatchObject({ authenticatedBy: 'Basic', tls: 'verified', sealed: false, warnings: [] });
      expect(machine.certificate?.()).toMatchObject({ host: '127.0.0.1', port: overTls.port, protocol: 'winrm', notAfter: new Date(new X509Certificate(certificates.machine.cert).validTo).toISOString() });
    }
    const inClear = await fakeMachine({ auth: 'basic', answer: () => onePage });
    for (const auth of ['auto', 'basic'] as const) {
      expect(await connect(inClear, { ...basic, auth }).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining('winrms://') });
    }
    expect(inClear.requests).toEqual([]);
  });

  test('that refuses the password by Basic is not asked again', async () => {
    const fake = await fakeMachine({ auth: 'basic', tls: certificates.machine, answer: () => onePage });
    const machine = connect(fake, { tls: true, ca: authority, auth: 'basic', credentials: { user: account.user, password: 'wrong' } });
    expect(await machine.open(limits())).toMatchObject({ ok: false, reason: 'denied' });
    expect(await machine.queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'denied' });
    expect(machine.facts().roundTrips).toBe(2);
  });

  test('takes a client certificate, and says so where it takes none of ours', async () => {
    const tls = { ...certificates.machine, ca: authority, requestCert: true, rejectUnauthorized: false };
    const fake = await fakeMachine({ auth: 'mutual', tls, answer: () => onePage });
    const { credentials: _, ...without } = { credentials: undefined, tls: true, ca: authority, clientCertificate: certificates.reader };
    const machine = connectWinrm({ host: '127.0.0.1', port: fake.port, auth: 'auto', allowShell: false, ...without });
    expect((await machine.queryWmi(query, limits())).ok).toBe(true);
    expect(machine.facts().authenticatedBy).toBe('client certificate');
    machine.close();
    expect(await connect({ port: fake.port }, { tls: true, ca: authority, auth: 'certificate' }).open(limits())).toMatchObject({ ok: false, reason: 'not-asked' });
    expect(await connect({ port: fake.port }, { auth: 'certificate', clientCertificate: certificates.reader }).open(limits())).toMatchObject({ ok: false });
  });

  test.each([
    ['expired', { ca: authority }, 'has expired'], ['foreign', { ca: authority }, 'is for another name'], ['machine', {}, '--ca FILE'],
  ] as const)('whose certificate is wrong is not spoken to: %s', async (name, more, words) => {
    const fake = await fakeMachine({ auth: 'basic', tls: certificates[name], answer: () => onePage });
    expect(await connect(fake, { tls: true, ...more }).open(limits())).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining(words) });
    expect(fake.requests).toEqual([]);
    const insecure = connect(fake, { ...basic, tls: true, insecure: true });
    expect((await insecure.open(limits())).ok).toBe(true);
    expect(insecure.facts()).toMatchObject({ tls: 'unverified', warnings: [expect.stringContaining('not verified')] });
  });

  test('without TLS is told where TLS was wanted, and one with TLS where none was', async () => {
    const plain = await fakeMachine({ answer: () => onePage });
    expect(await connect(plain, { tls: true }).open(limits())).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('does not speak TLS') });
    const overTls = await fakeMachine({ tls: certificates.machine, answer: () => onePage });
    expect((await connect(overTls).open(limits())).ok).toBe(false);
  });

  test('that is off is told from one that is there without the right account', async () => {
    const fake = await fakeMachine({ answer: () => onePage });
    await fake.close();
    expect(await connect(fake).open(limits())).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('winrm quickconfig') });
  });

  test('with Kerberos needs the user’s own package, TLS, and a ticket', async () => {
    const fake = await fakeMachine({ tls: certificates.machine, answer: () => onePage });
    const { credentials: _, ...base } = { credentials: undefined, host: '127.0.0.1', port: fake.port, tls: true, ca: authority, auth: 'kerberos' as const, allowShell: false };
    expect(await connectWinrm({ ...base, loadKerberos: () => Promise.reject(new Error('absent')) }).open(limits())).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining('npm install kerberos') });
    expect(await connectWinrm({ ...base, port: fake.port, loadKerberos: async () => ({ initializeClient: async () => ({ step: () => Promise.reject(new Error('no ticket')) }) }) }).open(limits())).toMatchObject({ ok: false, reason: 'denied', detail: expect.stringContaining('kinit') });
    const asked: string[] = [];
    const machine = connectWinrm({ ...base, loadKerberos: async () => ({ default: { initializeClient: async (service: string) => { asked.push(service); return { step: async () => 'YII=' }; } } }) });
    expect(await machine.open(limits())).toMatchObject({ ok: true, value: { authenticatedBy: 'Kerberos', tls: 'verified' } });
    expect(asked).toEqual(['HTTP@127.0.0.1']);
    machine.close();
    const refusing = await fakeMachine({ auth: 'basic', tls: certificates.machine, answer: () => onePage });
    const kerberos = { initializeClient: async () => ({ step: async () => 'YII=' }) };
    expect(await connectWinrm({ ...base, port: refusing.port, loadKerberos: async () => kerberos }).open(limits())).toMatchObject({ ok: false, reason: 'denied', detail: expect.stringContaining('it offers basic') });
    const plain = await fakeMachine({ answer: () => onePage });
    expect(await connectWinrm({ ...base, tls: false, port: plain.port }).open(limits())).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining('over TLS only') });
  });
});

describe('a whole machine', () => {
  test('asked all that a check asks takes at most 40 round trips', async () => {
    const fake = await sealedMachine(({ action }) => (['EnumValues', 'GetStringValue', 'GetDWORDValue'].includes(action) ? { soap: methodOutput(action, '<p:ReturnValue>0</p:ReturnValue><p:sNames>A</p:sNames><p:Types>1</p:Types><p:sValue>x</p:sValue>') }
      : action === 'Enumerate' ? { soap: page('first', { items: [instance('X', '<p:A>1</p:A>')], context: 'uuid:1' }) } : { soap: page('later', { items: [row] }) }));
    const machine = connect(fake);
    const asked = { ids: [12_288], since: 0 };
    await Promise.all([
      ...Array.from({ length: 12 }, () => machine.queryWmi(query, limits())), machine.readEvents({ log: 'Application', ...asked }, limits()), machine.readEvents({ log: 'Key Management Service', ...asked }, limits()),
      machine.readRegistry([{ hive: 'HKLM', key: 'K', name: 'A' }, { hive: 'HKLM', key: 'L', name: 'A' }], limits()),
    ]);
    expect(machine.facts().roundTrips).toBeLessThanOrEqual(40);
  });
});

describe('a machine that is left', () => {
  test('while it is being asked is not asked once more', async () => {
    const asked = Promise.withResolvers<null>();
    const fake = await sealedMachine(() => {
      asked.resolve(null);
      return { trouble: 'silent' };
    });
    const machine = connect(fake);
    const reading = machine.queryWmi(query, limits());
    await asked.promise;
    machine.close();
    expect(await reading).toMatchObject({ ok: false, reason: 'not-asked' });
    expect(fake.connections()).toBe(1);
  });
});

describe('the password', () => {
  test('stands in nothing that is printed, said or kept', async () => {
    const fake = await sealedMachine(() => onePage);
    const good = connect(fake);
    const bad = connect(fake, { credentials: { user: 'reader', password: 'An0ther-secret' } });
    const printed = [await good.queryWmi(query, limits()), await bad.queryWmi(query, limits()), good.facts(), bad.facts(), good, bad]
      .map((value) => `${inspect(value, { depth: 30, showHidden: true })}${JSON.stringify(value)}${String(value)}`).join('');
    for (const secret of [account.password, 'An0ther-secret', Buffer.from(account.password).toString('base64'), Buffer.from(`reader:${account.password}`).toString('base64')]) expect(printed).not.toContain(secret);
    expect(printed).toContain('refuses this account');
    expect(identity('10.0.20348')).not.toContain(account.password);
  });
});
