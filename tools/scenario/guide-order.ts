import type { Ask } from '../../src/model/explore.ts';

/**
 * The order of Microsoft's guide to KMS trouble, as the page has it: `slmgr.vbs /dlv` of the client and of the host; the events of
 * the client (12288, 12289), then those of the host (12290); and where the host has no 12290, its list of reasons: the network
 * (ping), the host's record and name in DNS, TCP 1688 on the way, the rule in the host's own firewall. What the page does not name comes last. Source: Microsoft Learn,
 * "Guidelines for troubleshooting the Key Management Service (KMS)", of 2025-08-13,
 * https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general (read in MicrosoftDocs/windowsserverdocs on 2026-11-28).
 */
const order = [
  'licensingProducts', 'service', 'host.licensingProducts', 'host.service', 'events', 'host.events', 'icmp', 'desk icmp', 'dnsSrv', 'desk dnsSrv', 'addresses', 'desk addresses',
  'tcp', 'desk tcp', 'host.firewallRules', 'rpcBind', 'desk rpcBind', 'host.services', 'host.machine', 'machine', 'clock', 'desk clock', 'host.clock',
];

const place = ({ id }: Ask): number => (order.includes(id) ? order.indexOf(id) : order.length);

/** Asks in that order. */
export function guideOrder(asks: readonly Ask[]): Ask[] {
  return asks.toSorted((a, b) => place(a) - place(b));
}
