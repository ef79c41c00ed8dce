import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import type { ListenerOptions } from '../../src/estate/winrm/listener-options.ts';
import type { WinrmMachineOptions } from '../../src/estate/winrm/winrm-machine.ts';
import { startWinrmMachine } from '../../src/estate/winrm/winrm-machine.ts';
import { client, now } from '../estate/machine/reference-machine.ts';
import { describePeers, peer } from './peer.ts';

const python = '/usr/bin/python3';
const lab = (file: string): string => fileURLToPath(new URL(`lab/${file}`, import.meta.url));

const gss = peer({ programs: ['python3'], needs: ['NTLM for GSSAPI'] });
const samba = peer({ programs: ['python3'], needs: ['Samba for Python'] });
const dotnet = peer({ programs: ['bash', 'dotnet'] });
const pywinrm = peer({ programs: ['python3'], needs: ['pywinrm'] });
const winrmcp = peer({ programs: ['winrmcp'] });
const openssl = peer({ programs: ['openssl'] });

type Run = { code: number; out: string; err: string };

const run = (program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  new Promise((resolve) => {
    execFile(program, args, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
  });

const password = `Pa-${randomBytes(9).toString('base64url')}`;
const user = 'CONTOSO\\reader';

type Started = { url: string; port: number; log: string[]; ca: string; copied: () => ReadonlyMap<string, Uint8Array> };

/** A reference machine with one listener, and the account that these clients use. */
async function machine(listener: ListenerOptions = {}, options: Partial<WinrmMachineOptions> = {}): Promise<Started> {
  const log: string[] = [];
  const started = await startWinrmMachine({ machine: client(), clock: { now }, accounts: [{ user: 'reader', password }], listeners: [listener], log: (line) => log.push(line), ...options });
  onTestFinished(started.stop);
  return { url: started.listeners[0]?.url ?? '', port: started.listeners[0]?.port ?? 0, log, ca: started.ca, copied: started.copied };
}

/** A folder that is gone when the test ends. */
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'kmsdoctor-winrm-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

/** The lab's own codes: 0 as expected (a refusal too, where one is wanted), 1 not let in, 5 accepted what must be refused. */
const asExpected = 0;
const notLetIn = 1;

const sealed = async (engine: string, url: string, account: string, secret: string, options: readonly string[]): Promise<number> => {
  const { code, out, err } = await run(python, [lab('winrm-sealed-client.py'), url, account, secret, '--engine', engine, ...options]);
  if (code > 1) throw new Error(`${code}: ${out.split('\n').slice(-3).join('\n')}${err}`);
  return code;
};

for (const [engine, one] of [['gss', gss], ['samba', samba]] as const) {
  describePeers(`the sealed client with the engine of ${engine} and a reference machine`, [one], () => {
    test.each([
      ['--n', '12'], ['--n', '12', '--spnego'], ['--size', '100000'], ['--size', '100000', '--http-chunked'], ['--big', '--n', '3', '--spnego'], ['--first-leg-body'], ['--corrupt-answer'],
      ...(engine === 'gss' ? [['--no-mic']] : [['--no-key-exch'], ['--no-key-exch', '--spnego']]),
    ])('is let in and served with %s %s %s', async (...options) => {
      const { url, log } = await machine();
      expect([await sealed(engine, url, user, password, options), log]).toEqual([asExpected, []]);
    });

    test.each(['contoso\\READER', 'reader@contoso.test', 'reader', 'WS-0142\\reader'])('is let in as %s', async (account) => {
      expect(await sealed(engine, (await machine()).url, account, password, [])).toBe(asExpected);
    });

    test.each([[user, 'wrong'], [user, ''], ['CONTOSO\\nobody', password], ['ELSEWHERE\\reader', password]])('is not let in as %s with another password or name', async (account, secret) => {
      const { url, log } = await machine();
      expect([await sealed(engine, url, account, secret, []), await sealed(engine, url, account, secret, ['--spnego']), log.length]).toEqual([notLetIn, notLetIn, 2]);
    });

    test.each([
      ['--corrupt signature', /signature/], ['--corrupt seq', /sequence number/], ['--corrupt data', /signature/], ['--corrupt mic', /three messages/], ['--corrupt proof', /password/],
      ['--replay', /replayed/], ['--skip', /missing/], ['--plaintext', /plain text/],
    ] as const)('%s is refused, for that reason, in both wrappings', async (option, words) => {
      const { url, log } = await machine();
      for (const wrapping of [[], ['--spnego']]) expect(await sealed(engine, url, user, password, [...option.split(' '), ...wrapping])).toBe(asExpected);
      expect([log.length, log.every((line) => words.test(line))]).toEqual([2, true]);
    });

    test('is refused with a sealed body on another connection', async () => {
      expect(await sealed(engine, (await machine()).url, user, password, ['--other-connection'])).toBe(asExpected);
    });

    test('is let in under the scheme NTLM, with an empty password, and with names that are not ASCII', async () => {
      expect(await sealed(engine, (await machine({ schemes: ['ntlm'] })).url, user, password, ['--auth', 'ntlm'])).toBe(asExpected);
      expect(await sealed(engine, (await machine({}, { accounts: [{ user: 'reader', password: '' }] })).url, user, '', [])).toBe(asExpected);
      expect(await sealed(engine, (await machine({}, { accounts: [{ user: 'jürgen', password: 'Grün€ päß:wörd' }] })).url, 'CONTOSO\\JÜRGEN', 'Grün€ päß:wörd', [])).toBe(asExpected);
    });

    test('is let in where no key exchange is granted', async () => {
      expect(await sealed(engine, (await machine({ keyExchange: false })).url, user, password, [])).toBe(asExpected);
    });

    test('is not let in without channel bindings where they are required', async () => {
      const { url, log } = await machine({ tls: {}, channelBinding: 'require' });
      expect([await sealed(engine, url, user, password, []), log.join()]).toEqual([notLetIn, expect.stringContaining('sends no channel bindings')]);
    });
  });
}

describePeers('channel bindings of gss-ntlmssp and a reference machine', [gss], () => {
  test.each([['require', '--cbt', asExpected], ['require', '--wrong-cbt', notLetIn], ['relaxed', '--cbt', asExpected], ['relaxed', '--wrong-cbt', notLetIn], ['none', '--wrong-cbt', asExpected]] as const)('%s: %s', async (channelBinding, option, end) => {
    const { url } = await machine({ tls: {}, channelBinding });
    expect([await sealed('gss', url, user, password, [option]), await sealed('gss', url, user, password, [option, '--spnego'])]).toEqual([end, end]);
  });
});

const dotnetClient = (...args: readonly string[]): Promise<Run> => run('bash', [lab('ntlm-dotnet.sh'), ...args]);

describePeers('.NET\'s own NTLM and a reference machine', [dotnet], () => {
  beforeAll(async () => {
    await dotnetClient('build');
  }, 120_000);

  test.each([[], ['--n', '8', '--negotiate'], ['--size', '100000'], ['--corrupt'], ['--corrupt', '--negotiate'], ['--plaintext'], ['--corrupt-answer']])('ends as expected with %s %s %s', async (...options) => {
    expect((await dotnetClient((await machine()).url, user, password, ...options)).code).toBe(asExpected);
  });

  test('is not let in with a wrong password, nor without the bindings that are required', async () => {
    expect((await dotnetClient((await machine()).url, user, 'wrong')).code).toBe(notLetIn);
    const { url } = await machine({ tls: {}, channelBinding: 'require' });
    expect([(await dotnetClient(url, user, password)).code, (await dotnetClient(url, user, password, '--cbt')).code]).toEqual([notLetIn, asExpected]);
  });
});

describePeers('pywinrm and a reference machine', [pywinrm], () => {
  const say = async (url: string, account: string, secret: string, transport: string, args: readonly string[], env: Record<string, string> = {}): Promise<unknown> => {
    const { out, err } = await run(python, [lab('pywinrm-client.py'), url, account, secret, transport, ...args], env);
    if (out.trim() === '') throw new Error(err);
    return out.startsWith('<') ? out : JSON.parse(out);
  };
  // NTLM needs MD4, which OpenSSL 3 has in its legacy provider alone.
  const legacy = { OPENSSL_CONF: lab('openssl-legacy.cnf') };
  const plain: ListenerOptions = { schemes: ['basic', 'ntlm'], allowUnencrypted: true };
  const hostname = { rc: 0, out: 'WS-0142\r\n', err: '' };

  test('is served with Basic: Identify, a command, PowerShell, a query', async () => {
    const { url, log } = await machine(plain);
    expect(await say(url, 'reader', password, 'basic', ['identify'])).toContain('OS: 10.0.22631');
    expect(await say(url, 'reader', password, 'basic', ['cmd', 'hostname'])).toEqual(hostname);
    expect(await say(url, 'reader', password, 'basic', ['ps', 'hostname'])).toEqual(hostname);
    expect(await say(url, 'reader', password, 'basic', ['cmd', 'nosuch'])).toMatchObject({ rc: 1 });
    expect(await say(url, 'reader', password, 'basic', ['wql', 'SELECT * FROM SoftwareLicensingService'])).toMatchObject([{ Version: '10.0.22631.4169' }]);
    expect(log).toEqual([]);
  }, 60_000);

  test('is served with NTLM, sealed where the listener wants that and plain where it does not', async () => {
    expect(await say((await machine()).url, user, password, 'ntlm', ['cmd', 'hostname'], legacy)).toEqual(hostname);
    expect(await say((await machine(plain)).url, user, password, 'ntlm', ['cmd', 'hostname', '--enc', 'never'], legacy)).toEqual(hostname);
  }, 60_000);

  test('trusts the estate\'s authority, and nothing without it', async () => {
    const { url, ca } = await machine({ tls: {}, schemes: ['basic', 'negotiate'], channelBinding: 'require' });
    const file = join(await folder(), 'ca.pem');
    await writeFile(file, ca);
    expect(await say(url, 'reader', password, 'ssl', ['cmd', 'hostname'])).toMatchObject({ error: expect.stringContaining('SSLError') as string });
    expect(await say(url, 'reader', password, 'ssl', ['cmd', 'hostname'], { REQUESTS_CA_BUNDLE: file })).toEqual(hostname);
  }, 60_000);

  test('is not let in with a wrong password', async () => {
    for (const transport of ['basic', 'ntlm']) expect(await say((await machine(plain)).url, user, 'wrong', transport, ['cmd', 'hostname'], legacy)).toMatchObject({ error: expect.stringContaining('InvalidCredentialsError') as string });
  }, 60_000);
});

describePeers('winrmcp and a reference machine', [winrmcp], () => {
  test('copies a file with Basic, which stands in the machine\'s memory, and is not let in with a wrong password', async () => {
    const { port, log, copied } = await machine({ schemes: ['basic'], allowUnencrypted: true });
    const file = join(await folder(), 'file.txt');
    await writeFile(file, 'kms\n');
    const copy = (secret: string): Promise<Run> => run('winrmcp', [`-addr=127.0.0.1:${port}`, '-user=reader', `-pass=${secret}`, file, 'C:\\file.txt']);
    expect((await copy(password)).code).toBe(0);
    expect([...copied()].map(([path, octets]) => [path, Buffer.from(octets).toString()])).toEqual([['C:\\file.txt', 'kms\n']]);
    expect(log).toEqual([]);
    const refused = await copy('wrong');
    expect([refused.code, `${refused.out}${refused.err}`]).toEqual([1, expect.stringContaining('401')]);
  });
});

describePeers('openssl and the certificates of an estate', [openssl], () => {
  test('finds the certificate of a listener valid for its purpose and its names', async () => {
    const { port, ca } = await machine({ tls: {} });
    const file = join(await folder(), 'ca.pem');
    await writeFile(file, ca);
    const shown = await new Promise<Run>((resolve) => {
      const child = execFile('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', file, '-verify_return_error', '-verify_ip', '127.0.0.1', '-x509_strict', '-purpose', 'sslserver'], { timeout: 20_000 }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
      child.stdin?.end('Q\n');
    });
    expect(shown.out).toContain('Verification: OK');
  });
});

describe('these peers', () => {
  test('are asked on loopback alone', async () => {
    expect((await machine()).url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });
});
