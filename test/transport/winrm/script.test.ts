import { describe, expect, onTestFinished, test } from 'vitest';

import { readEnvelope } from '../../../src/codec/wsman/envelope.ts';
import { descend } from '../../../src/codec/wsman/soap-element.ts';
import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import type { WinrmMachine } from '../../../src/transport/winrm/target.ts';
import { envelope, received, wsmanFault } from '../../codec/wsman/soap.ts';
import { account, fakeMachine } from './fake-machine.ts';
import type { Answer, FakeMachine, Request } from './fake-machine.ts';

const limits = (timeoutMs = 5000): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });

function connect({ port }: FakeMachine, allowShell = true): WinrmMachine {
  const machine = connectWinrm({ host: '127.0.0.1', port, tls: false, auth: 'auto', allowShell, credentials: account });
  onTestFinished(() => machine.close());
  return machine;
}

const nothingYet: Answer = { soap: wsmanFault(2_150_858_793, 'Nothing yet.', { subcode: 'w:TimedOut' }) };

/** A machine with a shell; `receive` answers the requests for output one by one, the last one again and again. */
function shellMachine(receive: readonly Answer[], other: Partial<Record<string, (request: Request) => Answer>> = {}): Promise<FakeMachine> {
  let at = 0;
  const usual: Readonly<Record<string, (request: Request) => Answer>> = {
    Create: () => ({ soap: envelope('<rsp:Shell><rsp:ShellId>S1</rsp:ShellId></rsp:Shell>') }), Command: () => ({ soap: envelope('<rsp:CommandResponse><rsp:CommandId>C1</rsp:CommandId></rsp:CommandResponse>') }),
    Receive: () => receive[Math.min(at++, receive.length - 1)] ?? nothingYet,
  };
  return fakeMachine({ auth: 'ntlm', answer: (request) => (other[request.action] ?? usual[request.action] ?? (() => ({ soap: envelope('') })))(request) });
}

const actionsOf = (fake: FakeMachine): string[] => fake.requests.slice(1).map(({ action }) => action);

const bodyOf = ({ soap }: Request): ReturnType<typeof descend> => {
  const reading = readEnvelope(soap);
  return reading.ok ? (reading.value.body[0] ?? null) : null;
};

const inputOf = (fake: FakeMachine): string =>
  Buffer.concat(fake.requests.filter(({ action }) => action === 'Send').map((request) => Buffer.from(descend(bodyOf(request), 'Stream')?.text ?? '', 'base64'))).toString('ascii');
const skips = (fake: FakeMachine): boolean[] => fake.requests.filter(({ action }) => action === 'Command').map(({ soap }) => soap.includes('<w:Option Name="WINRS_SKIP_CMD_SHELL">TRUE'));

describe('a script over WinRM', () => {
  test('is run in five requests, and its output joined before it is decoded', async () => {
    const text = Buffer.from('Größe 5 €\r\n');
    const fake = await shellMachine([{ soap: received([['stdout', text.subarray(0, 3)], ['stderr', 'x'], ['stdout', text.subarray(3)]], 0) }]);
    expect(await connect(fake).runScript("'Größe'", limits())).toEqual({ ok: true, value: 'Größe 5 €\r\n' });
    expect(actionsOf(fake)).toEqual(['Create', 'Command', 'Receive', 'Signal', 'Delete']);
  });

  test('goes encoded in the command line, without profile and without questions', async () => {
    const fake = await shellMachine([{ soap: received([], 0) }]);
    await connect(fake).runScript('Get-Date # ü', limits());
    const command = fake.requests.find(({ action }) => action === 'Command');
    const line = command === undefined ? [] : bodyOf(command)?.children.map(({ text }) => text) ?? [];
    expect(line.slice(0, -1)).toEqual(['powershell.exe', '-NoProfile', '-NonInteractive', '-EncodedCommand']);
    expect(Buffer.from(line.at(-1) ?? '', 'base64').toString('utf16le')).toBe('Get-Date # ü');
  });

  test('that is too long for cmd.exe goes encoded without it', async () => {
    const script = 'Get-Date # ü\n'.repeat(500);
    const fake = await shellMachine([{ soap: received([['stdout', 'done']], 0) }]);
    expect(await connect(fake).runScript(script, limits())).toEqual({ ok: true, value: 'done' });
    expect(skips(fake)).toEqual([true]);
    expect(fake.requests.find(({ action }) => action === 'Command')?.soap).toContain(Buffer.from(script, 'utf16le').toString('base64'));
    expect(actionsOf(fake)).toEqual(['Create', 'Command', 'Receive', 'Signal', 'Delete']);
  });

  test('that is too long for any line goes by standard input as one block without empty lines, in pieces that fit', async () => {
    const script = `# a\n\n${'Get-Date\r\n  \n'.repeat(20_000)}`;
    const fake = await shellMachine([{ soap: received([['stdout', 'done']], 0) }]);
    expect(await connect(fake).runScript(script, limits())).toEqual({ ok: true, value: 'done' });
    const sends = fake.requests.filter(({ action }) => action === 'Send');
    expect(actionsOf(fake)).toEqual(['Create', 'Command', ...sends.map(() => 'Send'), 'Receive', 'Signal', 'Delete']);
    expect(inputOf(fake)).toBe(`& {\r\n# a\r\n${'Get-Date\r\n'.repeat(20_000)}}\r\n\r\n`);
    expect(sends.map(({ soap }) => soap.includes('End="true"'))).toEqual(sends.map((_, n) => n === sends.length - 1));
    for (const { soap } of fake.requests) expect(soap.length).toBeLessThan(150 * 1024);
  });

  test('that is too long for any line and cannot go line by line is decoded there', async () => {
    for (const script of [`# ä\n${'Get-Date\n'.repeat(5000)}`, `@'\n\n'@\n${'Get-Date\n'.repeat(5000)}`]) {
      const fake = await shellMachine([{ soap: received([['stdout', 'done']], 0) }]);
      expect(await connect(fake).runScript(script, limits())).toEqual({ ok: true, value: 'done' });
      expect(inputOf(fake).endsWith("'))))\r\n\r\n")).toBe(true);
      expect(Buffer.from(/FromBase64String\('([^']+)'\)/.exec(inputOf(fake))?.[1] ?? '', 'base64').toString('utf8')).toBe(script);
    }
  });

  test('is started by cmd.exe and standard input where the system does not find PowerShell without it', async () => {
    const fake = await shellMachine([{ soap: received([['stdout', 'done']], 0) }], { Command: ({ soap }) => ({ soap: soap.includes('SKIP_CMD_SHELL">TRUE') ? wsmanFault(2_147_942_402, 'Not found.') : envelope('<rsp:CommandResponse><rsp:CommandId>C1</rsp:CommandId></rsp:CommandResponse>') }) });
    expect(await connect(fake).runScript('x'.repeat(10_000), limits())).toEqual({ ok: true, value: 'done' });
    expect(skips(fake)).toEqual([true, false]);
    expect(inputOf(fake)).toBe(`& {\r\n${'x'.repeat(10_000)}\r\n}\r\n\r\n`);
  });

  test('that has nothing to say yet is asked again', async () => {
    const fake = await shellMachine([nothingYet, nothingYet, { soap: received([['stdout', 'late']], null) }, { soap: received([['stdout', 'r']], 0) }]);
    expect(await connect(fake).runScript('1', limits())).toEqual({ ok: true, value: 'later' });
  });

  test('that does not end is stopped, and its shell is closed within the time', async () => {
    const fake = await shellMachine([nothingYet]);
    expect(await connect(fake).runScript('1', limits(1500))).toMatchObject({ ok: false, reason: 'timeout', detail: expect.stringContaining('had not ended within 1500 ms') });
    expect(actionsOf(fake).slice(-2)).toEqual(['Signal', 'Delete']);
  });

  test('that nobody waits for any more is stopped on the machine all the same', async () => {
    const controller = new AbortController();
    const deleted = Promise.withResolvers<null>();
    const fake = await shellMachine([], {
      Receive: () => {
        controller.abort();
        return { trouble: 'silent' };
      },
      Delete: () => {
        deleted.resolve(null);
        return { soap: envelope('') };
      },
    });
    expect(await connect(fake).runScript('1', { timeoutMs: 60_000, signal: controller.signal })).toMatchObject({ ok: false, reason: 'not-asked' });
    await deleted.promise;
    expect(actionsOf(fake).filter((action) => action !== 'Identify').slice(-2)).toEqual(['Signal', 'Delete']);
  });

  test('that fails without output says what PowerShell said, and one that fails with output gives that', async () => {
    const clixml = '#< CLIXML\r\n<Objs Version="1.1.0.1"><S S="Error">Access is denied_x000D__x000A_</S></Objs>';
    const silent = await shellMachine([{ soap: received([['stderr', clixml]], 1) }]);
    expect(await connect(silent).runScript('1', limits())).toMatchObject({ ok: false, reason: 'refused', detail: 'PowerShell ended with 1 and wrote nothing: “Access is denied”.' });
    const told = await shellMachine([{ soap: received([['stdout', '{}'], ['stderr', clixml]], 1) }]);
    expect(await connect(told).runScript('1', limits())).toEqual({ ok: true, value: '{}' });
  });

  test.each([
    [2_150_859_180, 'unsupported', 'shells switched off'], [2_150_859_173, 'refused', 'too many shells'], [5, 'denied', '0x00000005'],
  ])('where no shell is to be had (%d) says why', async (code, reason, words) => {
    const fake = await shellMachine([], { Create: () => ({ soap: wsmanFault(code, 'No.') }) });
    expect(await connect(fake).runScript('1', limits())).toMatchObject({ ok: false, reason, detail: expect.stringContaining(words) });
    expect(actionsOf(fake)).toEqual(['Create']);
  });

  test('closes its shell where the command cannot be started', async () => {
    const fake = await shellMachine([], { Command: () => ({ soap: wsmanFault(2_147_942_606, 'Too long.') }) });
    expect((await connect(fake).runScript('1', limits())).ok).toBe(false);
    expect(actionsOf(fake)).toEqual(['Create', 'Command', 'Delete']);
  });

  test('is not run at all where no shell may be opened', async () => {
    const fake = await shellMachine([]);
    expect(await connect(fake, false).runScript('1', limits())).toMatchObject({ ok: false, reason: 'not-asked' });
    expect(fake.connections()).toBe(0);
  });
});
