import type { CheckStatus, Need } from '../model/check.ts';
import type { Certainty, Verdict } from '../model/report.ts';
import type { Remedy } from '../model/remedy.ts';

/** Glyph and word of each status: both always stand together, so that colour and font carry nothing alone. */
export const statusWords: Readonly<Record<CheckStatus, { glyph: string; word: string }>> = {
  pass: { glyph: '✓', word: 'ok' },
  warn: { glyph: '!', word: 'warning' },
  fail: { glyph: '✗', word: 'wrong' },
  unknown: { glyph: '·', word: 'not seen' },
  inapplicable: { glyph: '-', word: 'does not apply' },
  broken: { glyph: '?', word: 'broken' },
};

export const verdictWords: Readonly<Record<Verdict, { glyph: string; word: string }>> = {
  healthy: { glyph: '✓', word: 'HEALTHY' },
  degraded: { glyph: '!', word: 'DEGRADED' },
  failing: { glyph: '✗', word: 'FAILING' },
  unknown: { glyph: '?', word: 'UNKNOWN' },
};

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  confirmed: 'confirmed', likely: 'likely', possible: 'possible',
};

export const placeWords: Readonly<Record<Remedy['where'], string>> = {
  client: 'on the client', host: 'on the KMS host', dns: 'in DNS', network: 'in the network', directory: 'in Active Directory',
};

export const riskWords: Readonly<Record<Remedy['risk'], string>> = {
  'read-only': 'changes nothing by itself',
  'changes-client': 'changes the client',
  'changes-host': 'changes the KMS host',
  'changes-dns': 'changes DNS',
  'changes-network': 'changes the network',
  'changes-directory': 'changes Active Directory',
};

const kinds: Readonly<Record<string, string>> = {
  licensingProducts: 'licence state', activationAttempts: 'activation attempt', events: 'event log', dnsSrv: 'KMS record in DNS', addresses: 'address of the KMS host',
  tcp: 'TCP connection', rpcBind: 'RPC bind', icmp: 'ping', clock: 'clock', services: 'services', firewallRules: 'firewall rules', service: 'licensing service', machine: 'machine facts',
  directory: 'activation objects in Active Directory', dnsUpdate: 'right to update DNS',
  instanceMetadata: 'cloud of the machine', windowsState: 'settings of Windows', wayToMicrosoft: 'way to Microsoft', certificates: 'certificates of services',
};

/** A kind of evidence in words: `host.events` is `event log of the KMS host`. */
export const needWords = (need: Need): string => (need.startsWith('host.') ? `${kinds[need.slice(5)] ?? need} of the KMS host` : (kinds[need] ?? need));

/** `dns/srv-record-found` → `SRV record found`: the check's claim in a few words. */
export function claimOf(checkId: string): string {
  const last = checkId.split('/').at(-1) ?? checkId;
  return last.split('-').map((w) => capitals.get(w) ?? w).join(' ');
}
const capitals = new Map([['srv', 'SRV'], ['kms', 'KMS'], ['rpc', 'RPC'], ['dns', 'DNS'], ['cmids', 'CMIDs'], ['cmid', 'CMID'], ['ipv6', 'IPv6'], ['adba', 'ADBA'], ['gvlk', 'GVLK'], ['mak', 'MAK'], ['ad', 'AD'], ['azure', 'Azure']]);
