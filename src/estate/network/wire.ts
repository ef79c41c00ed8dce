import type { KmsService } from '../host/kms-service.ts';

/** What a program on a TCP port of the estate is. */
export type TcpProgram =
  | { kind: 'kms'; service: KmsService }
  /** An RPC server that does not know the KMS interface. */
  | { kind: 'other-rpc' }
  /** An RPC server that refuses every bind as a whole. */
  | { kind: 'naks' }
  /** Another protocol's server, as the RPC codec names it to people. */
  | { kind: 'foreign'; looksLike: string }
  /** Takes connections and never says a word. */
  | { kind: 'mute' }
  /** Closes every connection at once. */
  | { kind: 'closes' };

/** A place in the network: a machine, a DNS server, the operator's desk. */
export type Node = {
  name: string;
  addresses: readonly string[];
  /** False: switched off, so that nothing answers, not even an error. */
  isUp: () => boolean;
  /** The program that listens on a port; null where none does. */
  programOn: (port: number) => TcpProgram | null;
  /** False where the node's own firewall drops what comes in to a port. */
  admits: (port: number) => boolean;
  answersPing: boolean;
};

/** Nodes of a rule: all of them, or those named. */
export type Side = '*' | readonly string[];

/** What a fault does with what goes from one side to the other. */
export type PathEffect =
  /** Silently dropped. */
  | { kind: 'drop' }
  /** Requests arrive, answers do not: a one-way path. */
  | { kind: 'drop-answers' }
  /** An ICMP message says that it is prohibited: EHOSTUNREACH. */
  | { kind: 'reject' }
  /** An ICMP message says that there is no such port, as some firewalls reject (RFC 1122 §3.2.2.1). */
  | { kind: 'reject-port' }
  /** A TCP reset answers: to the caller the port looks refused. */
  | { kind: 'refuse' }
  /** The connection is reset while it opens. */
  | { kind: 'reset-opening' }
  /** The connection opens and is reset when data comes. */
  | { kind: 'reset' }
  /** The connection opens; what is sent on it gets no answer. */
  | { kind: 'stall' }
  /** The connection opens and is closed as soon as RPC is seen on it. */
  | { kind: 'close-rpc' }
  /** No route at all. */
  | { kind: 'no-route' }
  | { kind: 'slow'; delayMs: number };

export type PathRule = { from: Side; to: Side; port: number | null; protocol: 'tcp' | 'udp' | 'icmp' | null; effect: PathEffect };

export type Opening =
  | { outcome: 'open'; program: TcpProgram; node: Node; delayMs: number; effect: PathEffect | null }
  | { outcome: 'refused' | 'reset' | 'timeout' | 'unreachable'; cause: string };

/** A round trip where nothing slows it. */
const usualDelayMs = 2;

const holds = (side: Side, name: string): boolean => side === '*' || side.includes(name);

/**
 * The network of an estate in memory: who reaches whom, port by port, with faults that are exact. It carries no bytes; what
 * would travel is handed over as values.
 */
export class Wire {
  private readonly byAddress = new Map<string, Node>();
  private readonly rules: PathRule[] = [];

  /** Puts a node on the network. A second node at the same address takes its place. */
  attach(node: Node): void {
    for (const address of node.addresses) this.byAddress.set(address, node);
  }

  detachAddress(address: string): void {
    this.byAddress.delete(address);
  }

  addRule(rule: PathRule): void {
    this.rules.push(rule);
  }

  /** Takes all rules away: what was wrong on the way has ended. */
  clearRules(): void {
    this.rules.length = 0;
  }

  nodeAt(address: string): Node | null {
    return this.byAddress.get(address) ?? null;
  }

  /** The first rule that says something about this way; later ones are for what it leaves alone. */
  effectOn(from: string, to: string, protocol: 'tcp' | 'udp' | 'icmp', port: number): PathEffect | null {
    const rule = this.rules.find((r) => holds(r.from, from) && holds(r.to, to) && (r.port === null || r.port === port) && (r.protocol === null || r.protocol === protocol));
    return rule?.effect ?? null;
  }

  /** A TCP connection from a node to an address and port, as the caller would see it within its limit. */
  open(from: Node, address: string, port: number, timeoutMs: number): Opening {
    const node = this.byAddress.get(address);
    const loopback = from.addresses.includes(address);
    if (node === undefined || !node.isUp()) return { outcome: 'timeout', cause: 'ETIMEDOUT' };
    const effect = loopback ? null : this.effectOn(from.name, node.name, 'tcp', port);
    const blocked = blockedBy(effect, timeoutMs);
    if (blocked !== null) return blocked;
    if (!loopback && !node.admits(port)) return { outcome: 'timeout', cause: 'ETIMEDOUT' };
    const program = node.programOn(port);
    if (program === null) return { outcome: 'refused', cause: 'ECONNREFUSED' };
    return { outcome: 'open', program, node, effect, delayMs: effect?.kind === 'slow' ? effect.delayMs : usualDelayMs };
  }

  /** Whether a datagram, and the answer to it, get through; an answer that comes too late is none. */
  exchanges(from: Node, address: string, protocol: 'udp' | 'icmp', port: number, timeoutMs: number): { node: Node; delayMs: number } | 'timeout' | 'unreachable' {
    const node = this.byAddress.get(address);
    if (node === undefined || !node.isUp()) return 'timeout';
    const effect = this.effectOn(from.name, node.name, protocol, port);
    switch (effect?.kind) {
      case undefined: return { node, delayMs: usualDelayMs };
      case 'slow': return effect.delayMs > timeoutMs ? 'timeout' : { node, delayMs: effect.delayMs };
      case 'reject': case 'reject-port': case 'no-route': case 'refuse': return 'unreachable';
      case 'drop': case 'drop-answers': case 'reset': case 'reset-opening': case 'stall': case 'close-rpc': return 'timeout';
    }
  }
}

function blockedBy(effect: PathEffect | null, timeoutMs: number): Opening | null {
  switch (effect?.kind) {
    case 'drop': return { outcome: 'timeout', cause: 'ETIMEDOUT' };
    case 'reject': return { outcome: 'unreachable', cause: 'EHOSTUNREACH' };
    case 'no-route': return { outcome: 'unreachable', cause: 'ENETUNREACH' };
    case 'refuse': return { outcome: 'refused', cause: 'ECONNREFUSED' };
    case 'reject-port': return { outcome: 'refused', cause: 'ECONNREFUSED, by an ICMP message' };
    case 'reset-opening': return { outcome: 'reset', cause: 'ECONNRESET' };
    case 'slow': return effect.delayMs > timeoutMs ? { outcome: 'timeout', cause: 'ETIMEDOUT' } : null;
    default: return null;
  }
}
