import { connect as connectTcp } from 'node:net';
import type { TcpProbe } from '../model/evidence.ts';
import type { Limits, Unplaced } from '../model/network.ts';
import { settleOnce, within } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import { countUnreachables } from './icmp-counter.ts';
import { errorCode, troubleOf } from './socket-errors.ts';

/** How long an accepted connection must live: middleboxes that accept for a dead host reset at once, in the same flight. */
const resetGraceMs = 25;

/** Attempts in all at learning which packet refused us, and how long each further one may take. */
const refusalTries = 3;
const refusalTryMs = 300;

type Attempt = {
  outcome: TcpProbe['outcome'];
  /** The system's word; null for an open port. */
  code: string | null;
  /** Whether ICMP "unreachable" messages, ours or others', came in meanwhile; null where the system does not tell. */
  icmpCame: boolean | null;
  tookMs: number;
};

async function attempt(address: string, port: number, deadline: Deadline): Promise<Attempt> {
  const startedAt = performance.now();
  const before = countUnreachables(address);
  let connectedAt: number | null = null;
  const end = (outcome: TcpProbe['outcome'], code: string | null): Attempt => {
    const after = before === null ? null : countUnreachables(address);
    return { outcome, code, icmpCame: after === null ? null : after !== before, tookMs: Math.round((connectedAt ?? performance.now()) - startedAt) };
  };
  const timeUp = (): Attempt => (connectedAt === null ? end('timeout', 'ETIMEDOUT') : end('open', null));
  return settleOnce<Attempt>(deadline, timeUp, (settle) => {
    const socket = connectTcp({ host: address, port });
    let grace: NodeJS.Timeout | undefined;
    socket.on('error', (error) => settle(end(troubleOf(errorCode(error)), errorCode(error))));
    socket.once('connect', () => {
      connectedAt = performance.now();
      grace = setTimeout(() => settle(end('open', null)), resetGraceMs);
    });
    // A peer that closes in good order was there all the same.
    socket.once('end', () => settle(end('open', null)));
    // Without a reader neither the end nor a reset behind a greeting would be noticed.
    socket.resume();
    return () => {
      clearTimeout(grace);
      socket.destroy();
    };
  });
}

/**
 * Which packet refused: the system has one word for a TCP reset and an ICMP message. One attempt during which no ICMP
 * message came in was reset. Where one came in, it may have been another probe's: so it is tried again, and believed
 * only when it came every time.
 */
async function whoRefused(first: Attempt, address: string, port: number, limits: Limits): Promise<string> {
  let came = first.icmpCame;
  for (let tries = 1; came === true && tries < refusalTries; tries++) {
    const again = await within({ timeoutMs: Math.min(refusalTryMs, limits.timeoutMs), signal: limits.signal }, (deadline) => attempt(address, port, deadline));
    if (again.outcome !== 'refused') return '';
    came = again.icmpCame;
  }
  if (came === null) return '';
  return came ? ' (an ICMP message: a firewall rejects it)' : ' (a TCP reset: nothing listens there, or a firewall resets)';
}

/**
 * Connects and lets go again. `refused` came as a reset or an ICMP port message in answer to the first packet, `reset`
 * after the connection stood, `timeout` is silence, `unreachable` is what the system or an ICMP message says of the way.
 */
export async function connectPort(host: string, address: string, port: number, limits: Limits): Promise<Unplaced<TcpProbe>> {
  const first = await within(limits, (deadline) => attempt(address, port, deadline));
  const { outcome, code, icmpCame, tookMs } = first;
  let cause = code;
  if (outcome === 'refused') cause = `${code}${await whoRefused(first, address, port, limits)}`;
  // With an ICMP message it was a router or firewall; whether this one was ours cannot be told, and so is not said.
  if (code === 'EHOSTUNREACH' && icmpCame === false) cause = `${code} (no ICMP message: no machine has that address here)`;
  return { host, address, port, outcome, cause, tookMs };
}
