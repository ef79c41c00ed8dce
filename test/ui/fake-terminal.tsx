import { EventEmitter } from 'node:events';
import { render } from 'ink';
import { onTestFinished } from 'vitest';
import { App } from '../../src/ui/app.tsx';
import type { ApplyEvent, ApplyOrder, Following, InitialRequest, MachineReading, SessionEffects, SessionEvent, SessionRequest } from '../../src/ui/session-effects.ts';
import { makeTheme, type Theme } from '../../src/ui/theme.ts';

/** A terminal's output: all that was written, and what it says of itself. */
export class FakeStdout extends EventEmitter {
  readonly written: string[] = [];
  readonly isTTY = true;
  columns: number;
  rows: number;
  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }
  write = (text: string, done?: () => void): boolean => {
    this.written.push(text);
    done?.();
    return true;
  };
}

/** A terminal's keyboard in raw mode. */
export class FakeStdin extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  #chunks: string[] = [];
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }
  setEncoding(): void {}
  ref(): void {}
  unref(): void {}
  read(): string | null {
    return this.#chunks.shift() ?? null;
  }
  send(text: string): void {
    this.#chunks.push(text);
    this.emit('readable');
  }
}

export const asStream = (stream: FakeStdout | FakeStdin): NodeJS.ReadStream & NodeJS.WriteStream =>
  stream as unknown as NodeJS.ReadStream & NodeJS.WriteStream;

/** Waits, turn by turn of the event loop, until something holds; vitest's own limit ends a wait in vain. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise<void>((resolve) => { setImmediate(resolve); });
}

/** Reads what tests type as a machine: a WinRM machine wants an account, any other none; all else is refused. */
export function readMachineInTests(typed: string): MachineReading {
  const text = typed.trim();
  if (/^(?:local|ssh:\/\/.+)$/.test(text)) return { ok: true, target: text, asks: [], note: null };
  if (/^[a-z0-9.-]+$/.test(text)) return { ok: true, target: `winrm://${text}`, asks: ['user', 'password'], note: `${text} is taken as winrm://${text}.` };
  const user = /^winrms?:\/\/(?:([^@]+)@)?[a-z0-9.:-]+$/.exec(text);
  if (user === null) return { ok: false, wanted: 'That is no machine.' };
  return { ok: true, target: text, asks: user[1] === undefined ? ['user', 'password'] : ['password'], note: null };
}

/** Effects that note what was begun and let a test emit the rest. */
export function fakeEffects(answer: readonly SessionEvent[] = []): SessionEffects & {
  begun: SessionRequest[]; followed: Following[]; aborted: number; copied: string[]; emit: (event: SessionEvent) => void; ordered: ApplyOrder[]; tell: (event: ApplyEvent) => void;
} {
  const effects = {
    begun: [] as SessionRequest[], followed: [] as Following[], aborted: 0, copied: [] as string[],
    emit: (() => {}) as (event: SessionEvent) => void,
    ordered: [] as ApplyOrder[],
    tell: (() => {}) as (event: ApplyEvent) => void,
    apply(order: ApplyOrder, tell: (event: ApplyEvent) => void): void {
      effects.ordered.push(order);
      effects.tell = tell;
    },
    start(request: SessionRequest, emit: (event: SessionEvent) => void, signal: AbortSignal): void {
      effects.begun.push(request);
      effects.emit = emit;
      signal.addEventListener('abort', () => { effects.aborted += 1; });
      for (const event of answer) emit(event);
    },
    readMachine: readMachineInTests,
    follow(following: Following): void {
      effects.followed.push(following);
    },
    copy: (text: string): void => { effects.copied.push(text); },
  };
  return effects;
}

type Options = { effects: SessionEffects; initial?: InitialRequest; columns?: number; rows?: number; theme?: Theme };

/** Draws the session into a fake terminal; every frame is whole. */
export function openSession({ effects, initial = null, columns = 100, rows = 40, theme = makeTheme({ colour: false, unicode: true }) }: Options) {
  const stdout = new FakeStdout(columns, rows);
  const stdin = new FakeStdin();
  const instance = render(<App effects={effects} initial={initial} theme={theme} />, {
    stdout: asStream(stdout), stdin: asStream(stdin), stderr: asStream(new FakeStdout(columns, rows)), debug: true, interactive: true, exitOnCtrlC: false,
    patchConsole: false,
  });
  onTestFinished(() => instance.unmount());
  const frame = (): string => stdout.written.findLast((text) => text.includes('\n')) ?? '';
  return {
    frame,
    press: (keys: string): void => stdin.send(keys),
    paste: (text: string): void => stdin.send(`\u001b[200~${text}\u001b[201~`),
    shows: (text: string): Promise<void> => until(() => frame().includes(text)),
    hides: (text: string): Promise<void> => until(() => !frame().includes(text)),
    resize: (to: { columns: number; rows: number }): void => {
      Object.assign(stdout, to);
      stdout.emit('resize');
    },
    left: instance.waitUntilExit(),
    isRaw: (): boolean => stdin.isRaw,
  };
}

export const keys = { up: '\u001b[A', down: '\u001b[B', enter: '\r', escape: '\u001b', tab: '\t', pageDown: '\u001b[6~', end: '\u001b[F' };
