import type { WsmanAsk } from '../../codec/wsman/server/read-request.ts';
import { writeCommandId, writeReceived, writeShell } from '../../codec/wsman/server/write-shell.ts';
import { fails } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { programOf } from './programs.ts';
import type { ProgramPlace } from './programs.ts';
import { Shells } from './shells.ts';
import type { ShellLimits } from './shells.ts';
import { faultCode, soapFault } from './soap-fault.ts';

export type ShellAsk = Extract<WsmanAsk, { kind: 'create-shell' | 'command' | 'send' | 'receive' | 'signal' | 'delete-shell' }>;

/** Characters that a line of cmd.exe may have. */
const longestLine = 8191;
const usualTimeoutMs = 60_000;

const answered = (body: string): Outcome => ({ kind: 'answer', action: '', body });
const noShell = (): Outcome => fails(soapFault(faultCode.noShell));

/** The command shell of one reference machine as a resource. */
export class ShellService {
  readonly #place: ProgramPlace;
  readonly #shells: Shells;

  constructor(place: ProgramPlace, limits: ShellLimits, nowMs: () => number) {
    this.#place = place;
    this.#shells = new Shells(limits, nowMs);
  }

  get size(): number {
    return this.#shells.size;
  }

  clear(): void {
    this.#shells.clear();
  }

  async answer(ask: ShellAsk, user: string, url: string, timeoutMs: number | null): Promise<Outcome> {
    switch (ask.kind) {
      case 'create-shell': {
        const id = this.#shells.create(user);
        return id === null ? fails(soapFault(faultCode.tooManyShells)) : answered(writeShell(id, url));
      }
      case 'command': {
        const line = [ask.command, ...ask.arguments].join(' ');
        if (!ask.skipCmd && line.length > longestLine) return fails(soapFault(faultCode.lineTooLong));
        const id = this.#shells.start(user, ask.shellId, programOf(this.#place, line));
        if (id === 'no-shell') return noShell();
        return id === 'too-many' ? fails(soapFault(faultCode.tooManyOperations)) : answered(writeCommandId(id));
      }
      case 'send': {
        const sent = this.#shells.send(user, ask.shellId, ask.commandId, ask.octets, ask.end);
        if (sent === 'ok') return answered('<rsp:SendResponse/>');
        return sent === 'no-shell' ? noShell() : fails(soapFault(faultCode.requestTooLarge));
      }
      case 'receive': {
        const received = await this.#shells.receive(user, ask.shellId, ask.commandId, Math.min(timeoutMs ?? usualTimeoutMs, usualTimeoutMs));
        if (received === 'no-shell') return noShell();
        return received === 'nothing-yet' ? fails(soapFault(faultCode.timedOut)) : answered(writeReceived(ask.commandId, received.pieces, received.exitCode));
      }
      case 'signal': return this.#shells.signal(user, ask.shellId, ask.commandId) ? answered('<rsp:SignalResponse/>') : noShell();
      case 'delete-shell': return this.#shells.delete(user, ask.shellId) ? answered('') : noShell();
    }
  }
}
