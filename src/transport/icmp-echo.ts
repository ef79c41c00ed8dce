import { isIP } from 'node:net';
import type { IcmpProbe } from '../model/evidence.ts';
import type { Limits, Unplaced } from '../model/network.ts';
import { settleOnce, within } from './deadline.ts';

type Ending = Pick<IcmpProbe, 'outcome' | 'detail' | 'tookMs'>;

const unavailable = (detail: string): Ending => ({ outcome: 'unavailable', detail, tookMs: null });

/**
 * The address as it may become an argument of the system's ping, or null. Only address literals pass: the `ping`
 * package hands a host on as it is, so that one that begins with `-` would be an option (and crashes its parser).
 */
export function pingArgument(address: string): string | null {
  const [literal = '', zone] = address.split('%', 2);
  const zoneIsPlain = zone === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,15}$/.test(zone);
  return isIP(literal) !== 0 && zoneIsPlain ? address : null;
}

/** What the ping program printed, to one line for people. */
function firstWords(output: string): string {
  const line = output.split(/\r?\n/).find((text) => /^ping6?:|unreachable|prohibited|denied|not permitted/i.test(text)) ?? '';
  return line.replace(/[^\u0020-\u007e]/g, '').trim().slice(0, 120);
}

async function runPing(address: string, timeoutMs: number): Promise<Ending> {
  const { default: ping } = await import('ping');
  const v6 = isIP(address.split('%', 1)[0] ?? '') === 6;
  const isLinux = process.platform === 'linux';
  // A fresh object each time: the package writes its defaults into it. On Linux its `ping6` is missing from newer
  // systems, while `ping -6` is everywhere.
  const config = { timeout: Math.max(1, Math.ceil(timeoutMs / 1000)), min_reply: 1, numeric: true, v6: v6 && !isLinux, extra: v6 && isLinux ? ['-6'] : [] };
  const answer = await ping.promise.probe(address, config);
  const words = firstWords(answer.output);
  if (answer.alive) {
    const time = Number(answer.time);
    return { outcome: 'replied', detail: null, tookMs: Number.isFinite(time) ? Math.round(time) : null };
  }
  return /not permitted|permission denied|invalid option|usage/i.test(answer.output)
    ? unavailable(words || 'the ping program could not run')
    : { outcome: 'no-reply', detail: words || null, tookMs: null };
}

/**
 * One ICMP echo through the system's ping program. `unavailable` where there is no such program, or it may not send;
 * `no-reply` says only that no reply came.
 */
export function pingAddress(host: string, address: string, limits: Limits): Promise<Unplaced<IcmpProbe>> {
  return within(limits, async (deadline) => {
    const argument = pingArgument(address);
    const ending = argument === null
      ? unavailable('no address that ping takes')
      : await settleOnce<Ending>(deadline, () => ({ outcome: 'no-reply', detail: null, tookMs: null }), (settle) => {
          runPing(argument, limits.timeoutMs).then(settle, () => settle(unavailable('there is no ping program to run')));
          return () => undefined;
        });
    return { host, address, ...ending };
  });
}
