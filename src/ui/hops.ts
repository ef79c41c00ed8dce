import type { CheckRow } from './run-state.ts';
import type { ShownStatus } from './theme.ts';

/** One hop on the way from a client's key to its licence. */
type Hop = {
  label: string;
  /** Ids of the checks that look at it; one that ends in `*` is a beginning. */
  checks: readonly string[];
  /** Checks among those that stand at a hop of their own. */
  except?: readonly string[];
};

const countChecks = ['host/count-*', 'host/cmids-unique', 'host/clients-not-split', 'office/count-is-its-own'];

/** The way in the order in which Windows walks it. A check may stand at several hops. */
export const hops: readonly Hop[] = [
  {
    label: 'key',
    checks: ['client/kms-client-key', 'client/key-installed', 'client/setup-key-fits-edition', 'client/edition-can-use-kms', 'client/activation-type-allows-kms'],
  },
  { label: 'suffix', checks: ['dns/suffix-searched', 'dns/lookup-domain-has-record'] },
  { label: 'resolver', checks: ['dns/resolver*'] },
  { label: 'SRV', checks: ['dns/srv-record-found', 'dns/srv-well-formed'] },
  { label: 'address', checks: ['dns/srv-target-*', 'integrity/host-address-routable'] },
  { label: 'port', checks: ['network/port-open', 'network/ipv6-path', 'network/cloud-endpoint-reached'] },
  { label: 'RPC', checks: ['network/rpc-*', 'network/request-answered'] },
  { label: 'host', checks: ['host/*'], except: countChecks },
  { label: 'count', checks: countChecks },
  { label: 'clock', checks: ['clock/*'] },
  { label: 'licence', checks: ['client/licensed', 'client/activation-attempt-*', 'client/renewal-*', 'client/genuine'] },
];

const matches = (pattern: string, id: string): boolean =>
  pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

/** The first of these that any check of the hop has is the hop's. One that works and nothing wrong beside it is a pass. */
const order: readonly ShownStatus[] = ['fail', 'warn', 'waiting', 'pass', 'broken', 'unknown', 'inapplicable'];

/** A hop without any check of its own in the list is unknown. */
function hopStatus(hop: Hop, rows: readonly CheckRow[]): ShownStatus {
  const stands = (id: string): boolean => hop.checks.some((p) => matches(p, id)) && !hop.except?.some((p) => matches(p, id));
  const statuses = new Set(rows.filter((r) => stands(r.check.id)).map((r) => r.status));
  return order.find((s) => statuses.has(s)) ?? 'unknown';
}

/** All hops with what is known of them. */
export const hopsOf = (rows: readonly CheckRow[]): { label: string; status: ShownStatus }[] =>
  hops.map((hop) => ({ label: hop.label, status: hopStatus(hop, rows) }));
