import { randomUUID } from 'node:crypto';

import type { StreamPiece } from '../../codec/wsman/server/write-shell.ts';

/** What a command ended with. */
export type CommandEnd = { stdout: Uint8Array; stderr: Uint8Array; exitCode: number };

/** A program that a shell starts; `input` is all of its standard input, which it gets once that has ended. */
export type Program = { readsInput: boolean; run: (input: Uint8Array) => Promise<CommandEnd> };

export type ShellLimits = {
  /** MaxShellsPerUser, 30. */
  most: number;
  /** MaxProcessesPerShell, 25. */
  mostCommands: number;
  /** IdleTimeout, 7200000. */
  idleMs: number;
  /** Octets of standard input that a command may be given. */
  mostInput: number;
};

/** Octets of output in one answer, so that it stays within the smallest envelope in base64. */
const pieceBytes = 64 * 1024;

class RunningCommand {
  #input: Uint8Array[] = [];
  #inputBytes = 0;
  readonly #program: Program;
  #started = false;
  #end: CommandEnd | null = null;
  #given = { stdout: 0, stderr: 0 };
  #ended: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor(program: Program) {
    this.#program = program;
    this.#ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (!program.readsInput) this.#start();
  }

  /** False where it would be more than a command may be given. */
  write(octets: Uint8Array, end: boolean, most: number): boolean {
    this.#inputBytes += octets.length;
    if (this.#inputBytes > most) return false;
    if (!this.#started) this.#input.push(octets);
    if (end) this.#start();
    return true;
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    const nothing = new Uint8Array(0);
    void this.#program.run(Buffer.concat(this.#input)).catch((): CommandEnd => ({ stdout: nothing, stderr: nothing, exitCode: 1 })).then((end) => {
      this.#end = end;
      this.#resolve();
    });
    this.#input = [];
  }

  /** What it has written since it was asked last; null where it writes nothing within the time. */
  async receive(timeoutMs: number): Promise<{ pieces: StreamPiece[]; exitCode: number | null } | null> {
    if (this.#end === null) {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([this.#ended, new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      })]);
      clearTimeout(timer);
    }
    const end = this.#end;
    if (end === null) return null;
    const pieces: StreamPiece[] = [];
    for (const name of ['stdout', 'stderr'] as const) {
      const octets = end[name].subarray(this.#given[name], this.#given[name] + pieceBytes);
      if (octets.length === 0) continue;
      this.#given[name] += octets.length;
      pieces.push({ name, octets });
      break;
    }
    const isAll = this.#given.stdout === end.stdout.length && this.#given.stderr === end.stderr.length;
    return { pieces, exitCode: isAll ? end.exitCode : null };
  }
}

type Shell = { user: string; usedAt: number; commands: Map<string, RunningCommand> };

/** The open shells of one machine: each belongs to whoever opened it. */
export class Shells {
  readonly #limits: ShellLimits;
  readonly #nowMs: () => number;
  readonly #open = new Map<string, Shell>();

  constructor(limits: ShellLimits, nowMs: () => number) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  get size(): number {
    this.#forgetIdle();
    return this.#open.size;
  }

  /** The id of a new one; null where the user has too many. */
  create(user: string): string | null {
    this.#forgetIdle();
    if ([...this.#open.values()].filter((shell) => shell.user === user).length >= this.#limits.most) return null;
    const id = randomUUID().toUpperCase();
    this.#open.set(id, { user, usedAt: this.#nowMs(), commands: new Map() });
    return id;
  }

  /** The id of the command that was started; `no-shell` where the shell is gone or another's. */
  start(user: string, shellId: string, program: Program): string | 'no-shell' | 'too-many' {
    const shell = this.#find(user, shellId);
    if (shell === null) return 'no-shell';
    if (shell.commands.size >= this.#limits.mostCommands) return 'too-many';
    const id = randomUUID().toUpperCase();
    shell.commands.set(id, new RunningCommand(program));
    return id;
  }

  send(user: string, shellId: string, commandId: string, octets: Uint8Array, end: boolean): 'ok' | 'no-shell' | 'too-much' {
    const command = this.#command(user, shellId, commandId);
    if (command === null) return 'no-shell';
    return command.write(octets, end, this.#limits.mostInput) ? 'ok' : 'too-much';
  }

  async receive(user: string, shellId: string, commandId: string, timeoutMs: number): Promise<{ pieces: StreamPiece[]; exitCode: number | null } | 'no-shell' | 'nothing-yet'> {
    const command = this.#command(user, shellId, commandId);
    return command === null ? 'no-shell' : (await command.receive(timeoutMs)) ?? 'nothing-yet';
  }

  /** Forgets a command; false where its shell is gone. */
  signal(user: string, shellId: string, commandId: string): boolean {
    const shell = this.#find(user, shellId);
    shell?.commands.delete(commandId.toUpperCase());
    return shell !== null;
  }

  delete(user: string, shellId: string): boolean {
    return this.#find(user, shellId) !== null && this.#open.delete(shellId.toUpperCase());
  }

  clear(): void {
    this.#open.clear();
  }

  #command(user: string, shellId: string, commandId: string): RunningCommand | null {
    return this.#find(user, shellId)?.commands.get(commandId.toUpperCase()) ?? null;
  }

  #find(user: string, shellId: string): Shell | null {
    this.#forgetIdle();
    const shell = this.#open.get(shellId.toUpperCase());
    if (shell?.user !== user) return null;
    shell.usedAt = this.#nowMs();
    return shell;
  }

  #forgetIdle(): void {
    const oldest = this.#nowMs() - this.#limits.idleMs;
    for (const [id, { usedAt }] of this.#open) if (usedAt <= oldest) this.#open.delete(id);
  }
}
