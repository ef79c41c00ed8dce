import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { assert, array, asyncProperty, integer, tuple } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readActivationObjects } from '../../../src/transport/directory/read-activation-objects.ts';
import type { DirectoryReading } from '../../../src/model/evidence.ts';
import { element, entry, message, octets, result } from '../../codec/directory/ber.ts';
import { startDirectory } from './canned-directory.ts';
import type { CannedDirectory, Script } from './canned-directory.ts';

const trust = { ca: null, insecure: false };
const limits = (timeoutMs = 3000): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });
const login = { user: 'reader@contoso.test', password: 'Secret.12345' };

const started: CannedDirectory[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
});

async function read(script: Script, timeoutMs?: number): Promise<Omit<DirectoryReading, 'vantage'>> {
  const directory = await startDirectory(script);
  started.push(directory);
  return readActivationObjects(directory.server, null, trust, limits(timeoutMs));
}

const root = (id: number): Buffer => Buffer.concat([entry(id, '', { configurationNamingContext: ['CN=Configuration,DC=contoso,DC=test'] }), result(id, 0x65, 0)]);
const own = (id: number): Buffer => Buffer.concat([entry(id, 'CN=Activation Objects', { objectClass: ['msSPP-ActivationObjectsContainer'] }), result(id, 0x65, 0)]);
const done = (id: number, code = 0, words = ''): Buffer => result(id, 0x65, code, words);
/** Answers in their order; the last one for all that follow. */
const inOrder = (...answers: readonly ((id: number) => Buffer)[]): Script => (n, id) => (answers[Math.min(n, answers.length - 1)] ?? done)(id);

const object = (id: number): Buffer => Buffer.concat([entry(id, 'CN=a', { displayName: ['Server 2022'], 'msSPP-KMSIds': [Buffer.alloc(16, 0xff), Buffer.alloc(16)] }), done(id)]);
const many = (id: number): Buffer => Buffer.concat([...Array.from({ length: 200 }, (_, n) => entry(id, `CN=${n}`, { cn: [`${n}`] })), done(id)]);
const bare = (id: number): Buffer => Buffer.concat([entry(id, 'CN=Activation Objects', {}), done(id)]);
const silent: Script = () => Buffer.alloc(0);
const other: Script = (_, id) => result(id + 1, 0x65, 0);
const noticeOfDisconnection: Script = () => result(0, 0x78, 52);

describe('a directory that answers', () => {
  it('gives its objects, and the domain whose forest it is', async () => {
    expect(await read(inOrder(root, own, object))).toMatchObject({
      outcome: 'found', domain: 'contoso.test', detail: null, objects: [{ name: 'Server 2022', kmsIdCount: 2, partialProductKey: null }],
    });
  });

  it('lists the first objects of too many, and says so', async () => {
    const reading = await read(inOrder(root, own, many));
    expect(reading.objects).toHaveLength(64);
    expect(reading.detail).toBe('200 objects; only the first 64 are listed');
  });

  it('has a container without objects', async () => {
    expect(await read(inOrder(root, own, done))).toMatchObject({ outcome: 'empty', objects: [] });
  });

  it('has none only where the parent can be looked into, else it may be hidden', async () => {
    const missing = (id: number): Buffer => done(id, 32);
    const child = (id: number): Buffer => Buffer.concat([entry(id, 'CN=NetServices', {}), done(id, 4)]);
    expect(await read(inOrder(root, missing, child))).toMatchObject({ outcome: 'absent' });
    expect(await read(inOrder(root, missing, done))).toMatchObject({ outcome: 'denied' });
    expect(await read(inOrder(root, missing, missing))).toMatchObject({ outcome: 'denied' });
  });

  it('denies where it shows a name without its class, or nothing, or says so', async () => {
    for (const answer of [bare, done, (id: number) => done(id, 50)]) expect(await read(inOrder(root, answer))).toMatchObject({ outcome: 'denied' });
  });

  it('wants to know who asks (Active Directory’s 000004DC)', async () => {
    expect(await read(inOrder(root, (id) => done(id, 1, '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563')))).toMatchObject({ outcome: 'denied', detail: expect.stringContaining('give a user and a password') });
  });

  it('wants strong authentication', async () => {
    expect(await read(inOrder((id) => done(id, 8)))).toMatchObject({ outcome: 'strong-auth-required', detail: expect.stringContaining('ldaps://') });
  });

  it('is no Active Directory where it names no configuration', async () => {
    expect(await read(inOrder((id) => Buffer.concat([entry(id, '', { namingContexts: ['dc=x'] }), done(id)])))).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('not Active Directory') });
  });

  it('is quoted without what could deceive a terminal', async () => {
    const reading = await read(inOrder((id) => done(id, 80, `\u001b]0;owned\u0007${'x'.repeat(9000)}`)));
    expect(reading).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/^it answered with result 80 \([^\u001b]{1,210}\)$/) });
  });
});

describe('a password', () => {
  it('never leaves in clear text: not one octet is sent', async () => {
    const directory = await startDirectory(() => null);
    started.push(directory);
    expect(await readActivationObjects(directory.server, login, trust, limits())).toMatchObject({ outcome: 'strong-auth-required', detail: expect.stringContaining('ask ldaps://dc1.contoso.test') });
    expect(directory.requests).toEqual([]);
  });

  it('that is empty is refused here, since a server takes it for nobody’s', async () => {
    const server = { host: 'dc1.contoso.test', port: 9, tls: true, address: '127.0.0.1' };
    expect(await readActivationObjects(server, { ...login, password: '' }, trust, limits())).toMatchObject({ outcome: 'wrong-password' });
    expect(await readActivationObjects(server, { ...login, user: 'EXTERNAL' }, trust, limits())).toMatchObject({ outcome: 'wrong-password' });
  });
});

describe('a server that is no directory, or a hostile one', () => {
  const hostile: readonly (readonly [string, Script])[] = [
    ['says something else', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['announces a message of two gigabytes', () => Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0])],
    ['sends an attribute over which the library loops for ever', (_, id) => message(id, element(0x64, octets('x'), element(0x30, element(0x30, octets('cn'), Buffer.from([0x31, 3, 0x04, 9, 65])))))],
    ['sends entries without end', (_, id) => Buffer.concat(Array.from({ length: 1200 }, () => entry(id, 'CN=x', { cn: ['x'] })))],
    ['answers a search with a bind', (_, id) => result(id, 0x61, 0)],
    ['hangs up', () => null],
  ];

  it.each(hostile)('gives a reason where it %s', async (_, script) => {
    const reading = await read(script);
    expect(['malformed', 'failed', 'refused']).toContain(reading.outcome);
    expect(reading).toMatchObject({ objects: [], detail: expect.stringMatching(/\S{2}/) });
  });

  it('gives a reason where it says nothing, answers another question, or drips: the limit ends it', async () => {
    for (const script of [silent, other, noticeOfDisconnection]) expect(await read(script, 150)).toMatchObject({ outcome: 'timeout', detail: 'no answer in time' });
  });

  it('ends and gives a reading, whatever octets of an answer are others', async () => {
    const answers = [root, own, object];
    const changes = array(tuple(integer({ min: 0, max: 400 }), integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });
    await assert(asyncProperty(changes, async (changed) => {
      const reading = await read((n, id) => {
        const answer = Buffer.from((answers[n] ?? done)(id));
        for (const [at, octet] of changed) answer[at % answer.length] = octet;
        return answer;
      }, 60);
      return reading.objects.length <= 64 && reading.server === 'dc1.contoso.test';
    }), { numRuns: 60 });
  });

  it('is not asked where nothing listens, and not for longer than the caller wants', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise((resolve) => listener.close(resolve));
    expect(await readActivationObjects({ host: 'dc1', port, tls: true, address: '127.0.0.1' }, login, trust, limits())).toMatchObject({ outcome: 'refused', detail: 'ECONNREFUSED' });
    const directory = await startDirectory(() => Buffer.alloc(0));
    started.push(directory);
    expect(await readActivationObjects(directory.server, null, trust, { timeoutMs: 60_000, signal: AbortSignal.abort() })).toMatchObject({ outcome: 'timeout' });
  });

  it('gets no password where it speaks no TLS', async () => {
    const directory = await startDirectory(() => Buffer.from('hello\r\n'));
    started.push(directory);
    expect(await readActivationObjects({ ...directory.server, tls: true }, login, trust, limits())).toMatchObject({ outcome: 'malformed', objects: [] });
    expect(Buffer.concat(directory.requests).includes('Secret')).toBe(false);
  });
});
