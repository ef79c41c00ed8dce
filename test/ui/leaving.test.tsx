import { describe, expect, it } from 'vitest';
import { runSession } from '../../src/ui/index.tsx';
import type { SessionEffects } from '../../src/ui/session-effects.ts';
import { asStream, fakeEffects, FakeStdin, FakeStdout, keys, until } from './fake-terminal.tsx';
import { aDiagnosis, storyEvents } from './story.ts';

function open(effects: SessionEffects, env: Record<string, string> = {}) {
  const stdin = new FakeStdin();
  const stdout = new FakeStdout(80, 24);
  const stderr = new FakeStdout(80, 24);
  const code = runSession(effects, { kind: 'demo' }, { stdin: asStream(stdin), stdout: asStream(stdout), stderr: asStream(stderr), env });
  const all = (): string => stdout.written.join('');
  return { stdin, stdout, stderr, code, all };
}

type Opened = ReturnType<typeof open>;

/** The last word on a terminal mode: what turns it off stands after what turned it on. */
const isOff = (all: string, on: string, off: string): boolean => all.lastIndexOf(off) > all.lastIndexOf(on);

function expectRestored({ stdin, all }: Opened): void {
  expect(all()).toContain('\u001b[?1049h');
  expect(isOff(all(), '\u001b[?1049h', '\u001b[?1049l')).toBe(true);
  expect(isOff(all(), '\u001b[?25l', '\u001b[?25h')).toBe(true);
  expect(isOff(all(), '\u001b[?2004h', '\u001b[?2004l')).toBe(true);
  expect(stdin.isRaw).toBe(false);
}

describe('leaving the session', () => {
  it.each([['q', 'q'], ['Ctrl-C', '\u0003']])('by %s restores the terminal and gives the verdict\'s code', async (_, key) => {
    const session = open(fakeEffects(storyEvents()));
    await until(() => session.all().includes('FAILING'));
    session.stdin.send(key);
    expect(await session.code).toBe(1);
    expectRestored(session);
  });

  it('because the keyboard was closed restores the terminal', async () => {
    const effects = fakeEffects(storyEvents({ ...aDiagnosis, verdict: 'unknown', causes: [] }));
    const session = open(effects);
    await until(() => session.all().includes('UNKNOWN'));
    session.stdin.emit('end');
    expect(await session.code).toBe(2);
    expectRestored(session);
    expect(effects.aborted).toBe(1);
  });

  it('because of a fault of ours restores the terminal, says one line and gives 3', async () => {
    const session = open({ ...fakeEffects(), start: () => { throw new Error('first line\nsecond \u001b[31mline'); } });
    expect(await session.code).toBe(3);
    expectRestored(session);
    expect(session.stderr.written.join('')).toBe('kmsdoctor: a fault of our own: first line second line\n');
  });

  it('because of a fault in drawing gives 3 too', async () => {
    const session = open(fakeEffects([{ type: 'explained', text: null as unknown as string }, ...storyEvents({ ...aDiagnosis, headline: null as unknown as string })]));
    expect(await session.code).toBe(3);
    expectRestored(session);
  });

  it('before anything was judged gives 0', async () => {
    const session = open(fakeEffects());
    await until(() => session.all().includes('looking'));
    session.stdin.send('q');
    expect(await session.code).toBe(0);
  });
});

describe('a session read aloud', () => {
  it('leaves the screen as it is, so that what was read stays, and says statuses in words', async () => {
    const session = open(fakeEffects(storyEvents()), { INK_SCREEN_READER: 'true' });
    await until(() => session.all().includes('FAIL'));
    expect(session.all()).not.toContain('\u001b[?1049h');
    session.stdin.send('q');
    expect(await session.code).toBe(1);
  });
});

describe('pastes in a real terminal', () => {
  it('reach the session through the tap, in as many pieces as they come', async () => {
    const effects = fakeEffects(storyEvents());
    const session = open(effects);
    await until(() => session.all().includes('FAILING'));
    for (const piece of ['\u001b[20', '0~Name: W', 'indows\rLicense Status: x\u001b[', '201~']) session.stdin.send(piece);
    await until(() => effects.begun.length === 2);
    expect(effects.begun[1]).toEqual({ kind: 'paste', text: 'Name: Windows\nLicense Status: x' });
    session.stdin.send(keys.escape);
    session.stdin.send('\u0003');
    await session.code;
  });
});
