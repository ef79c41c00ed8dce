import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import type { Reading } from '../../src/model/windows.ts';
import { connectWinrm } from '../../src/transport/winrm/winrm-machine.ts';
import type { WinrmAuth, WinrmFacts, WinrmTarget } from '../../src/transport/winrm/target.ts';
import { describePeers, limits, peer } from './peer.ts';
import type { Peer } from './peer.ts';

const password = 'Pa55-made-up';
const foreignPassword = 'Grün€ päß:wörd';

type Engine = 'gss' | 'samba';
type Settings = { auth?: 'ntlm' | 'negotiate'; tls?: boolean; cbt?: 'none' | 'relaxed' | 'require'; account?: string; domain?: string; password?: string; extra?: string };

const sealedServer = (engine: Engine, settings: Settings): Peer => peer({
  script: 'winrm-sealed.sh', programs: engine === 'samba' ? ['samba-tool', 'openssl'] : ['openssl'], needs: [engine === 'samba' ? 'Samba for Python' : 'NTLM for GSSAPI'],
  env: {
    ENGINE: engine, AUTH: settings.auth ?? 'negotiate', CBT: settings.cbt ?? 'none', TLS: settings.tls === true ? '1' : '',
    ACCOUNT: settings.account ?? 'reader', DOMAIN: settings.domain ?? 'CONTOSO', PASSWORD: settings.password ?? password, EXTRA: settings.extra ?? '',
  },
});

type Visit = { user: string; password?: string; domain?: string; auth?: WinrmAuth } & Pick<Partial<WinrmTarget>, 'ca' | 'insecure'>;

async function visit<T>(server: Peer, { user, password: word = password, auth = 'auto', ...more }: Visit, work: (machine: ReturnType<typeof connectWinrm>) => Promise<T>): Promise<T> {
  const { domain, ...options } = more;
  const machine = connectWinrm({
    host: '127.0.0.1', port: Number(readFileSync(join(server.folder, 'port'), 'utf8')), tls: server.env?.['TLS'] === '1', auth, allowShell: false,
    credentials: { user, password: word, ...(domain === undefined ? {} : { domain }) }, ...options,
  });
  try {
    return await work(machine);
  } finally {
    machine.close();
  }
}

/** Signs in and reads a class, so that several sealed messages go each way. */
const readProducts = (server: Peer, as: Visit): Promise<{ rows: Reading<unknown[]>; facts: WinrmFacts }> => visit(server, as, async (machine) => {
  const rows = await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT ID, Name FROM SoftwareLicensingProduct' }, limits(10_000));
  return { rows, facts: machine.facts() };
});

const logOf = (server: Peer): { event: string; reason?: string; bindings?: string; mic?: boolean }[] =>
  readFileSync(join(server.folder, 'log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));

const reader = 'CONTOSO\\reader';

const wrongAccounts: readonly (readonly [string, Visit])[] = [
  ['the wrong password', { user: reader, password: 'wrong' }],
  ['an empty password where one is set', { user: reader, password: '' }],
  ['an unknown user', { user: 'CONTOSO\\nobody' }],
  ['an unknown domain', { user: 'ELSEWHERE\\reader' }],
];

const rightAccounts: readonly (readonly [string, Visit])[] = [
  ['a domain account', { user: reader }],
  ['a domain given beside the user', { user: 'reader', domain: 'CONTOSO' }],
  ['the same in other letter case', { user: 'contoso\\READER' }],
  ['a user principal name', { user: 'reader@contoso.test' }],
  ['a user without a domain', { user: 'reader' }],
];

for (const engine of ['gss', 'samba'] as const) {
  const open = sealedServer(engine, {});
  describePeers(`an NTLM server by ${engine} over http`, [open], () => {
    for (const auth of ['auto', 'ntlm', 'negotiate'] as const) {
      test(`takes our sealed questions, signed in by ${auth}, and its sealed answers are read`, async () => {
        const { rows, facts } = await readProducts(open, { user: reader, auth });
        expect(rows.ok && rows.value.length).toBe(3);
        expect(facts).toMatchObject({ sealed: true, authenticatedBy: auth === 'negotiate' ? 'NTLM in SPNEGO' : 'NTLM', system: '10.0.20348', tls: 'none', roundTrips: 6 });
        expect(logOf(open).filter((line) => line.event === 'auth accepted').at(-1)).toMatchObject({ mic: true });
      });

      test(`gives answers of 100 KB and many of them on one connection, signed in by ${auth}`, async () => {
        await visit(open, { user: reader, auth }, async (machine) => {
          for (let n = 0; n < 25; n++) {
            const reading = await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT * FROM KmsLabBig' }, limits(10_000));
            expect(reading.ok && reading.value.length).toBe(130);
          }
          expect(machine.facts().roundTrips).toBe(29);
        });
      });
    }

    test.each(rightAccounts)('lets %s in', async (_, as) => {
      expect((await readProducts(open, as)).rows.ok).toBe(true);
    });

    test.each(wrongAccounts)('refuses %s, which is tried once and never again', async (_, as) => {
      for (const auth of ['ntlm', 'negotiate'] as const) {
        await visit(open, { ...as, auth }, async (machine) => {
          const first = await machine.open(limits(10_000));
          const asked = machine.facts().roundTrips;
          const second = await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT * FROM Win32_OperatingSystem' }, limits(10_000));
          expect(first).toMatchObject({ ok: false, reason: 'denied' });
          expect(second).toEqual(first);
          expect(machine.facts().roundTrips).toBe(asked);
        });
      }
    });

    test('says a fault in words, and goes on with the next question on the same connection', async () => {
      await visit(open, { user: reader }, async (machine) => {
        expect(await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT * FROM NoSuchClass' }, limits(10_000))).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining('0x8033801A') });
        expect((await machine.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT * FROM SoftwareLicensingService' }, limits(10_000))).ok).toBe(true);
        expect(machine.facts().roundTrips).toBe(7);
      });
    });
  });

  const bound = sealedServer(engine, { tls: true, cbt: 'require' });
  describePeers(`an NTLM server by ${engine} over TLS that requires channel bindings`, [bound], () => {
    test.each(['ntlm', 'negotiate'] as const)('takes the bindings of its certificate, signed in by %s', async (auth) => {
      const { rows, facts } = await readProducts(bound, { user: reader, auth, ca: readFileSync(join(bound.folder, 'cert')) });
      expect(rows.ok && rows.value.length).toBe(3);
      expect(facts).toMatchObject({ tls: 'verified', sealed: false, warnings: [] });
      expect(logOf(bound).filter((line) => line.event === 'auth accepted').at(-1)).toMatchObject({ bindings: 'matched' });
    });

    test('is not spoken to where its certificate is not trusted, and with a warning where any is taken', async () => {
      const untrusted = await readProducts(bound, { user: reader });
      expect(untrusted.rows).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('--ca FILE') });
      const insecure = await readProducts(bound, { user: reader, insecure: true });
      expect(insecure.rows.ok).toBe(true);
      expect(insecure.facts).toMatchObject({ tls: 'unverified', warnings: [expect.stringContaining('not verified')] });
    });
  });

  const foreign = sealedServer(engine, { account: 'jürgen', password: foreignPassword });
  const empty = sealedServer(engine, { account: 'guestlike', password: '' });
  describePeers(`an NTLM server by ${engine} with names and passwords beyond ASCII, and an empty password`, [foreign, empty], () => {
    test.each(['ntlm', 'negotiate'] as const)('lets both in, signed in by %s', async (auth) => {
      expect((await readProducts(foreign, { user: 'CONTOSO\\jürgen', password: foreignPassword, auth })).rows.ok).toBe(true);
      expect((await readProducts(foreign, { user: 'CONTOSO\\JÜRGEN', password: foreignPassword, auth })).rows.ok).toBe(true);
      expect((await readProducts(empty, { user: 'CONTOSO\\guestlike', password: '', auth })).rows.ok).toBe(true);
    });

    test('refuses the password of the other', async () => {
      expect((await readProducts(foreign, { user: 'CONTOSO\\jürgen', password: '' })).rows).toMatchObject({ ok: false, reason: 'denied' });
    });
  });
}

const ntlmOnly = sealedServer('gss', { auth: 'ntlm' });
const withoutKey = sealedServer('gss', { extra: '--no-key-exch' });
const workgroup = sealedServer('gss', { domain: 'WORKGROUP' });
describePeers('NTLM servers by gss of other habits', [ntlmOnly, withoutKey, workgroup], () => {
  test('one that offers the scheme NTLM alone is signed in to by it', async () => {
    for (const auth of ['auto', 'ntlm'] as const) {
      const { rows, facts } = await readProducts(ntlmOnly, { user: reader, auth });
      expect(rows.ok).toBe(true);
      expect(facts.sealed).toBe(true);
    }
  });

  test('one that offers the scheme NTLM alone is told from one that refuses the account where SPNEGO is wanted', async () => {
    expect((await readProducts(ntlmOnly, { user: reader, auth: 'negotiate' })).rows).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('offers ntlm') });
  });

  test('one that grants no key of its own is sealed to all the same', async () => {
    expect((await readProducts(withoutKey, { user: reader })).rows.ok).toBe(true);
  });

  test('one in a workgroup takes its own accounts', async () => {
    expect((await readProducts(workgroup, { user: 'WORKGROUP\\reader' })).rows.ok).toBe(true);
  });
});

describe('a sealed server that is not there', () => {
  test('is told from one that refuses the account', async () => {
    const machine = connectWinrm({ host: '127.0.0.1', port: 1, tls: false, auth: 'auto', allowShell: false, credentials: { user: reader, password } });
    expect(await machine.open(limits())).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('winrm quickconfig') });
    machine.close();
  });
});
