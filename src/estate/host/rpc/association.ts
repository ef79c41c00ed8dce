import type { PduHeader } from '../../../codec/rpc/pdu.ts';
import { pduTypeName } from '../../../codec/rpc/pdu.ts';
import type { AssociationGroups } from './association-groups.ts';
import { readBindRequest } from './bind-request.ts';
import type { BindRequest } from './bind-request.ts';
import type { Fragment } from './fragment-stream.ts';
import { FragmentStream } from './fragment-stream.ts';
import type { GatheredCall } from './gather-call.ts';
import { CallGatherer } from './gather-call.ts';
import { judgeContexts } from './judge-contexts.ts';
import type { JudgedContext } from './judge-contexts.ts';
import { contextResult, faultStatus, nakReason, pduKind } from './pdu-kinds.ts';
import { writeBindAck, writeBindNak, writeFault, writeResponse } from './write-pdu.ts';

/** What the interface's one operation makes of a call's octets. */
export type OperationOutcome = { ok: true; stub: Uint8Array } | { ok: false; status: number };

/** What all associations of one host share. */
export type RpcService = {
  groups: AssociationGroups;
  /** The port as text, told in each bind_ack. */
  secondaryAddress: string;
  operation: (stub: Uint8Array) => OperationOutcome;
  /** Told in one sentence why something was refused. */
  log: (line: string) => void;
  /** A fault of the estate: every bind is rejected or refused with this reason. Absent in a host that works. */
  refusesBinds?: { as: 'rejection' | 'nak'; reason: number } | undefined;
};

/** What to send, in order, whether to hang up after it, and whether a whole fragment has come. */
export type AssociationStep = { send: Uint8Array[]; close: boolean; progressed: boolean };

/** Sizes that Windows agrees on, between which each asked size is moved (as Samba found with Windows 2012 R2). */
const smallestAgreed = 2048;
const largestFragment = 5840;

/** Octets of a call's parameters that are taken; the estate's own message has about 250. */
const maxCall = 65_536;

/**
 * The server's side of one association, without a socket: octets in, octets out. It takes one bind to the KMS interface
 * (C706 §12 and [MS-RPCE] 3.3, and where these leave room, as Samba 4.17 answers), then calls of one operation. Any
 * octets are fine; memory is one fragment and one call.
 */
export class RpcAssociation {
  private readonly service: RpcService;
  private readonly stream = new FragmentStream(largestFragment);
  private readonly calls = new CallGatherer(maxCall);
  private readonly contexts = new Set<number>();
  private state: 'new' | 'bound' | 'refused' | 'ended' = 'new';
  private groupId: number | null = null;
  private outgoing: Uint8Array[] = [];

  constructor(service: RpcService) {
    this.service = service;
  }

  /** Whether a bind was accepted as a whole, whatever came of its contexts. */
  get isBound(): boolean {
    return this.state === 'bound';
  }

  feed(bytes: Uint8Array): AssociationStep {
    this.outgoing = [];
    let progressed = false;
    for (const step of this.state === 'ended' ? [] : this.stream.feed(bytes)) {
      if (step.state === 'fragment') {
        progressed = true;
        this.take(step.fragment);
      } else if (step.state === 'foreign') {
        this.hangUp('What came is no DCE/RPC: the connection was closed.');
      } else {
        this.refuseLength(step.header, step.wanted);
      }
      if (this.hasEnded()) break;
    }
    return { send: this.outgoing, close: this.state === 'ended', progressed };
  }

  /** Leaves its group. To be called once the connection is gone. */
  end(): void {
    this.state = 'ended';
    if (this.groupId !== null) this.service.groups.leave(this.groupId);
    this.groupId = null;
  }

  private hasEnded(): boolean {
    return this.state === 'ended';
  }

  private take(fragment: Fragment): void {
    const { type, callId } = fragment.header;
    if (type === pduKind.bind) return this.takeBind(fragment);
    if (this.state !== 'bound') return this.refuseUnbound(type, callId);
    if (fragment.major !== 5 || fragment.minor !== 0) return this.faultAndClose(callId, faultStatus.protocolError, `A ${pduTypeName(type)} of version ${fragment.major}.${fragment.minor} was refused: 5.0 was agreed.`);
    if (fragment.header.authLength > 0) return this.faultAndClose(callId, faultStatus.accessDenied, `A ${pduTypeName(type)} with authentication was refused: the interface is anonymous.`);
    switch (type) {
      case pduKind.alterContext: return this.takeAlterContext(fragment);
      case pduKind.request: return this.takeRequest(fragment);
      case pduKind.coCancel: return this.calls.cancel(callId);
      case pduKind.orphaned: return this.calls.orphan(callId);
      default: return this.hangUp(`A ${pduTypeName(type)} was not expected: the connection was closed.`);
    }
  }

  /** One bind an association, and one answer to it: a second is refused, whatever came of the first. */
  private takeBind({ header, major, minor, body }: Fragment): void {
    const { callId, littleEndian } = header;
    const nak = (reason: number, why: string): void => {
      if (this.state === 'new') this.state = 'refused';
      this.outgoing.push(writeBindNak(callId, reason));
      this.service.log(`A bind was refused: ${why}.`);
    };
    if (this.state !== 'new') return nak(nakReason.notSpecified, 'the connection had one before');
    if (major !== 5 || minor !== 0) return nak(nakReason.protocolVersion, `its version is ${major}.${minor}, and only 5.0 is spoken`);
    if (!header.first || !header.last) return nak(nakReason.protocolVersion, 'it is in fragments');
    if (header.authLength > 0) return nak(nakReason.authenticationType, 'it wants authentication, and the interface is anonymous');
    if (this.service.refusesBinds?.as === 'nak') return nak(this.service.refusesBinds.reason, 'this fault was asked for');
    const reading = readBindRequest(body, littleEndian);
    if (!reading.ok) return nak(nakReason.notSpecified, `at octet ${reading.at} of its body there is no ${reading.wanted}`);
    if (reading.bind.contexts.length === 0) return nak(nakReason.notSpecified, 'it offers no context');
    const groupId = this.service.groups.join(reading.bind.groupId);
    if (groupId === null) return nak(nakReason.notSpecified, `there is no association group ${reading.bind.groupId}`);
    this.groupId = groupId;
    this.state = 'bound';
    this.stream.maxFragment = agreedSize(reading.bind);
    this.acknowledge(pduKind.bindAck, callId, this.service.secondaryAddress, this.judge(reading.bind, littleEndian));
  }

  private takeAlterContext({ header, body }: Fragment): void {
    const { callId, littleEndian } = header;
    const reading = readBindRequest(body, littleEndian);
    const why = reading.ok ? (reading.bind.contexts.length === 0 ? 'it offers no context' : null) : `at octet ${reading.at} of its body there is no ${reading.wanted}`;
    if (!reading.ok || why !== null) return this.faultAndClose(callId, faultStatus.protocolError, `An alter_context was refused: ${why}.`);
    this.acknowledge(pduKind.alterContextResponse, callId, '', this.judge(reading.bind, littleEndian));
  }

  private judge({ contexts }: BindRequest, littleEndian: boolean): JudgedContext[] {
    const refusal = this.service.refusesBinds;
    if (refusal?.as === 'rejection') return contexts.map(() => ({ result: contextResult.providerRejection, reason: refusal.reason }));
    return judgeContexts(contexts, littleEndian, this.contexts);
  }

  private acknowledge(type: typeof pduKind.bindAck | typeof pduKind.alterContextResponse, callId: number, secondaryAddress: string, results: JudgedContext[]): void {
    this.outgoing.push(writeBindAck(type, callId, { maxFragment: this.stream.maxFragment, groupId: this.groupId ?? 0, secondaryAddress, results }));
  }

  private takeRequest(fragment: Fragment): void {
    const step = this.calls.take(fragment);
    switch (step.state) {
      case 'more': return;
      case 'whole': return this.answer(step.call);
      case 'misplaced': return this.faultAndClose(step.callId, faultStatus.protocolError, `A request was refused: it is not ${step.wanted}.`);
      case 'too-large': return this.fault(step.callId, step.contextId, faultStatus.accessDenied, `A request of more than ${maxCall} octets was refused.`);
    }
  }

  private answer({ callId, contextId, operation, stub, isMaybe, isCancelled }: GatheredCall): void {
    const refuse = (status: number, why: string | null): void => {
      // Who sends a "maybe" call does not listen for its answer (C706 §6.1.1).
      if (!isMaybe) this.outgoing.push(writeFault(callId, contextId, status));
      if (why !== null) this.service.log(why);
    };
    if (!this.contexts.has(contextId)) return refuse(faultStatus.unknownInterface, `A request was refused: context ${contextId} was never accepted.`);
    if (operation !== 0) return refuse(faultStatus.operationOutOfRange, `A request was refused: there is no operation ${operation}.`);
    if (isCancelled) return refuse(faultStatus.callCancelled, null);
    const outcome = this.service.operation(stub);
    if (!outcome.ok) return refuse(outcome.status, null);
    if (!isMaybe) this.outgoing.push(...writeResponse({ callId, contextId }, outcome.stub, this.stream.maxFragment));
  }

  private refuseUnbound(type: number, callId: number): void {
    this.outgoing.push(writeBindNak(callId, nakReason.protocolVersion));
    this.service.log(`A ${pduTypeName(type)} was refused: no bind was accepted before it.`);
  }

  private refuseLength({ type, callId, fragmentLength }: PduHeader, wanted: string): void {
    if (this.state === 'bound') return this.faultAndClose(callId, faultStatus.protocolError, `A ${pduTypeName(type)} was refused: it is not ${wanted}.`);
    this.outgoing.push(writeBindNak(callId, fragmentLength > largestFragment ? nakReason.localLimit : nakReason.notSpecified));
    this.hangUp(`A ${pduTypeName(type)} was refused: it is not ${wanted}.`);
  }

  private fault(callId: number, contextId: number, status: number, why: string): void {
    this.outgoing.push(writeFault(callId, contextId, status));
    this.service.log(why);
  }

  private faultAndClose(callId: number, status: number, why: string): void {
    this.fault(callId, 0, status, why);
    this.state = 'ended';
  }

  private hangUp(why: string): void {
    this.service.log(why);
    this.state = 'ended';
  }
}

/** The one size for both directions: the smaller one that the peer asks for, within the bounds. */
const agreedSize = ({ maxTransmit, maxReceive }: BindRequest): number =>
  Math.min(largestFragment, Math.max(smallestAgreed, Math.min(maxTransmit, maxReceive)));
