import type { Code } from '../../model/evidence.ts';
import type { ActivationAnswer, ActivationRequest } from '../host/activation-exchange.ts';
import type { Node, Wire } from '../network/wire.ts';
import { addressesOf } from './discovery.ts';
import type { NameAsker, Target } from './discovery.ts';

/**
 * How one request ended: answered; sent, and no answer came; or not sent, with Windows' code for why.
 */
export type Asked =
  | { outcome: 'answered'; answer: ActivationAnswer; address: string }
  | { outcome: 'no-answer'; code: Code }
  | { outcome: 'not-sent'; code: Code };

/** RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED, ERROR_TIMEOUT. Source: winerror.h. */
const codes = { unavailable: '0x800706BA', callFailed: '0x800706BE', timedOut: '0x800705B4' } as const;

/** How long a client waits for a connection; Windows publishes no figure, 21 s is what TCP itself takes. */
const connectLimitMs = 21_000;

/** Sends one request to a host, at its first address that takes a connection. */
export function askHost(asker: NameAsker, { host, port }: Target, request: ActivationRequest, now: number): Asked {
  const addresses = addressesOf(asker, host);
  if (!addresses.ok) return { outcome: 'not-sent', code: addresses.code };
  let last: Asked = { outcome: 'not-sent', code: codes.unavailable };
  for (const address of addresses.value) {
    last = exchange(asker.machine.blocksLicensing ? null : asker.wire, asker.node, address, port, request, now);
    if (last.outcome !== 'not-sent') return last;
  }
  return last;
}

/** Without a wire the machine's own firewall drops what the licensing service sends. */
function exchange(wire: Wire | null, node: Node, address: string, port: number, request: ActivationRequest, now: number): Asked {
  if (wire === null) return { outcome: 'not-sent', code: codes.timedOut };
  const opening = wire.open(node, address, port, connectLimitMs);
  if (opening.outcome !== 'open') return { outcome: 'not-sent', code: opening.outcome === 'timeout' ? codes.timedOut : codes.unavailable };
  switch (opening.effect?.kind) {
    // A bind that is not answered comes before the request, which is then never sent.
    case 'stall': return { outcome: 'not-sent', code: codes.timedOut };
    case 'close-rpc': case 'reset': return { outcome: 'not-sent', code: codes.callFailed };
    default:
  }
  const { program } = opening;
  if (program.kind === 'mute') return { outcome: 'not-sent', code: codes.timedOut };
  if (program.kind !== 'kms') return { outcome: 'not-sent', code: codes.unavailable };
  const answer = program.service.serve(request, now);
  // The host has seen and counted the request, and the way back swallows what it says.
  if (opening.effect?.kind === 'drop-answers') return { outcome: 'no-answer', code: codes.timedOut };
  return { outcome: 'answered', answer, address };
}
