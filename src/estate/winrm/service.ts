import { randomUUID } from 'node:crypto';

import type { Network } from '../../model/network.ts';
import { safeEnvelopeBytes } from '../../codec/wsman/names.ts';
import { readRequest } from '../../codec/wsman/server/read-request.ts';
import type { RequestRefusal, WsmanAsk, WsmanRequest } from '../../codec/wsman/server/read-request.ts';
import { writeAnswer, writeIdentity } from '../../codec/wsman/server/write-answer.ts';
import { faultAction, writeFault } from '../../codec/wsman/server/write-fault.ts';
import { writeFragment, writeInstance, writeMethodOutput, writePage } from '../../codec/wsman/server/write-rows.ts';
import type { MachineState } from '../machine/state.ts';
import type { WinrmAccount } from './account.ts';
import { Enumerations } from './enumerations.ts';
import type { EnumerationLimits, Page } from './enumerations.ts';
import { callLicensing } from './licensing-methods.ts';
import type { Activate } from './licensing-methods.ts';
import { fails } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { ProgramPlace } from './programs.ts';
import { callRegistry } from './registry-provider.ts';
import { ShellService } from './shell-service.ts';
import type { ShellLimits } from './shells.ts';
import { faultCode, soapFault, wmiFault } from './soap-fault.ts';
import type { Effect, FaultPlan } from './winrm-fault.ts';
import { WmiSource } from './wmi-read.ts';

export type ServiceLimits = EnumerationLimits & {
  /** MaxEnvelopeSizekb in bytes, of requests and answers. */
  envelopeBytes: number;
  /** Items of an optimized first page at most: some systems give one however many follow. Null: as many as fit. */
  firstPageItems: number | null;
  /** AllowRemoteShellAccess. */
  shellsAllowed: boolean;
  shells: ShellLimits;
};

export type ServiceOptions = {
  machine: MachineState;
  clock: { readonly now: number };
  network: Network | null;
  activate: Activate | null;
  script: ProgramPlace['script'];
  files: ProgramPlace['files'];
  limits: ServiceLimits;
  nowMs: () => number;
  faults: FaultPlan;
};

/** A SOAP text and its HTTP status, with what is to go wrong on its way; `gone` where the machine does not answer. */
export type ServiceAnswer = { status: 200 | 500; text: string; effect: Effect | null } | 'gone';

/** Octets that an answer has around its items, with room to spare. */
const envelopeAround = 2_000;

const refusalCodes: Readonly<Record<RequestRefusal['kind'], number>> = {
  'invalid-xml': faultCode.invalidXml, 'header-missing': faultCode.headerMissing, 'unknown-action': faultCode.unknownAction, 'invalid-resource': faultCode.invalidResource, schema: faultCode.schema,
};

const pageFaults: Readonly<Record<Extract<Page, { ok: false }>['why'], number>> = {
  unknown: faultCode.unknownContext, 'timed-out': faultCode.contextTimedOut, 'too-large': faultCode.answerTooLarge, 'too-many': faultCode.tooManyOperations,
};

/** The WS-Management service of one reference machine, behind whatever listens and signs in. It never throws for what is asked. */
export class WinrmService {
  readonly #options: ServiceOptions;
  readonly #wmi: WmiSource;
  readonly #enumerations: Enumerations;
  readonly #shells: ShellService;

  constructor(options: ServiceOptions) {
    const { machine, clock, network, limits, nowMs, script, files } = options;
    this.#options = options;
    this.#wmi = new WmiSource(machine, clock, network);
    this.#enumerations = new Enumerations(limits, nowMs);
    this.#shells = new ShellService({ machine, script, files }, limits.shells, nowMs);
  }

  /** Contexts and shells that are remembered. */
  get held(): { enumerations: number; shells: number } {
    return { enumerations: this.#enumerations.size, shells: this.#shells.size };
  }

  /** What a restart leaves of it. */
  forgetAll(): void {
    this.#enumerations.clear();
    this.#shells.clear();
  }

  /** Answers one message of an account; null is a message without authentication, which may only ask Identify: null for every other. */
  async answer(text: string, account: WinrmAccount | null, url: string): Promise<ServiceAnswer | null> {
    const reading = readRequest(text);
    if (!reading.ok) return account === null ? null : this.#said(fails(soapFault(refusalCodes[reading.kind], `${reading.wanted} was wanted.`)), reading.messageId, '', null);
    const { ask, messageId, action } = reading.value;
    if (account === null && ask.kind !== 'identify') return null;
    const effect = this.#options.faults.on(ask.kind);
    if (effect?.kind === 'soap') return this.#said(fails(soapFault(effect.code, null, effect.shape)), messageId, action, null);
    return this.#said(account === null ? this.#identify(false) : await this.#do(reading.value, account, url), messageId, action, effect);
  }

  #said(outcome: Outcome, relatesTo: string | null, action: string, effect: Effect | null): ServiceAnswer {
    const context = { messageId: randomUUID().toUpperCase(), relatesTo };
    switch (outcome.kind) {
      case 'gone': return 'gone';
      case 'identity': return { status: 200, text: writeIdentity(outcome.productVersion), effect };
      case 'answer': return { status: 200, text: writeAnswer(context, outcome.action === '' ? `${action}Response` : outcome.action, outcome.body), effect };
      case 'fault': return { status: 500, text: writeAnswer(context, faultAction, writeFault({ ...outcome.fault, machine: this.#options.machine.name })), effect };
    }
  }

  async #do(request: WsmanRequest, account: WinrmAccount, url: string): Promise<Outcome> {
    const { ask } = request;
    if (account.mayUseService === false && ask.kind !== 'identify') return fails(soapFault(faultCode.accessDenied));
    if ('resource' in ask && (account.deniedNamespaces ?? []).some((one) => one.toLowerCase() === ask.resource.namespace.toLowerCase())) return fails(soapFault(faultCode.wmiDenied));
    switch (ask.kind) {
      case 'identify': return this.#identify(true);
      case 'enumerate': return this.#enumerate(ask, request, account);
      case 'pull': return this.#paged('Pull', this.#enumerations.next(account.user, ask.context, this.#sizeOf(request, ask.maxElements ?? 1)), false);
      case 'release': return this.#enumerations.release(account.user, ask.context) ? { kind: 'answer', action: '', body: '' } : fails(soapFault(faultCode.unknownContext));
      case 'get': return this.#get(ask);
      case 'invoke': return this.#invoke(ask);
      default:
        if (!this.#options.limits.shellsAllowed || account.mayShell === false) return fails(soapFault(faultCode.shellsNotAllowed));
        return this.#shells.answer(ask, account.user, url, request.timeoutMs);
    }
  }

  #identify(isKnown: boolean): Outcome {
    const { system } = this.#options.machine;
    const stack = Number(system.build) >= 9200 ? '3.0' : '2.0';
    return { kind: 'identity', productVersion: `OS: ${isKnown ? system.version : '0.0.0'} SP: 0.0 Stack: ${stack}` };
  }

  /** How much of an enumeration one answer may hold. */
  #sizeOf({ maxEnvelopeBytes }: WsmanRequest, items: number): { items: number; bytes: number } {
    const bytes = Math.min(maxEnvelopeBytes ?? safeEnvelopeBytes, this.#options.limits.envelopeBytes);
    return { items, bytes: bytes - envelopeAround };
  }

  async #enumerate(ask: Extract<WsmanAsk, { kind: 'enumerate' }>, request: WsmanRequest, { user }: WinrmAccount): Promise<Outcome> {
    const { resource, wql, optimize, maxElements } = ask;
    const found = wql === null ? await this.#wmi.all(resource) : await this.#wmi.query(resource, wql);
    if (!found.ok) return found.fault === 'gone' ? { kind: 'gone' } : fails(found.fault);
    const write = found.named ? writeFragment : writeInstance;
    const items = found.rows.map((row) => write(row, found.cls));
    // Without the optimization the first answer has no items; with it, and no number, one (DSP0226, 8.2.3).
    const wanted = optimize ? Math.min(maxElements ?? 1, this.#options.limits.firstPageItems ?? Number.POSITIVE_INFINITY) : 0;
    return this.#paged('Enumerate', this.#enumerations.begin(user, resource.uri, items, this.#sizeOf(request, wanted)), !optimize);
  }

  #paged(kind: 'Enumerate' | 'Pull', page: Page, withoutItems: boolean): Outcome {
    if (!page.ok) return fails(soapFault(pageFaults[page.why]));
    return { kind: 'answer', action: '', body: writePage(kind, withoutItems ? null : page.items, page.context) };
  }

  async #get({ resource, selectors }: Extract<WsmanAsk, { kind: 'get' }>): Promise<Outcome> {
    const found = await this.#wmi.one(resource, selectors);
    if (!found.ok) return found.fault === 'gone' ? { kind: 'gone' } : fails(found.fault);
    return { kind: 'answer', action: '', body: found.rows.map((row) => writeInstance(row, found.cls)).join('') };
  }

  #invoke({ resource, selectors, method, parameters }: Extract<WsmanAsk, { kind: 'invoke' }>): Outcome {
    const { machine, activate } = this.#options;
    const { trouble } = this.#wmi;
    if (trouble !== null) return trouble === 'gone' ? { kind: 'gone' } : fails(trouble);
    const output = (returnValue: number, values: Parameters<typeof writeMethodOutput>[3] = {}): Outcome =>
      ({ kind: 'answer', action: '', body: writeMethodOutput(resource.uri, method, returnValue, values) });
    if (resource.className.toLowerCase() === 'stdregprov') {
      const result = callRegistry(machine, method, parameters);
      // WBEM_E_INVALID_METHOD, wbemcli.h.
      return result === null ? fails(wmiFault(machine, 0x8004_102E, `StdRegProv has no method ${method} here.`)) : output(result.returnValue, result.values);
    }
    const called = callLicensing(machine, resource.className, method, selectors, activate);
    if (called === null) return fails(wmiFault(machine, 0x8004_102E, `${resource.className} has no method ${method} here.`));
    return called.ok ? output(0) : fails(called.fault);
  }
}
