import type { Ask } from '../../src/model/explore.ts';

/**
 * The order of Microsoft's guide to KMS trouble: the licence state on the client (`slmgr /dlv`), DNS (`_vlmcs` records and their
 * addresses), the way to TCP 1688, the KMS host's own state and count, the event logs of both. What the guide does not name
 * comes last. Source: Microsoft Learn, "Guidelines for troubleshooting the Key Management Service (KMS)",
 * https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general, read with "Resolve DNS-related
 * activation issues".
 */
const order = [
  'licensingProducts', 'service', 'activationAttempts', 'dnsSrv', 'desk dnsSrv', 'addresses', 'desk addresses', 'icmp', 'desk icmp', 'tcp', 'desk tcp', 'rpcBind', 'desk rpcBind',
  'host.licensingProducts', 'host.service', 'host.services', 'host.firewallRules', 'host.machine', 'events', 'host.events', 'machine', 'clock', 'desk clock', 'host.clock',
];

const place = ({ id }: Ask): number => (order.includes(id) ? order.indexOf(id) : order.length);

/** Asks in that order. */
export function guideOrder(asks: readonly Ask[]): Ask[] {
  return asks.toSorted((a, b) => place(a) - place(b));
}
