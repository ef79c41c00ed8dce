import type { FirewallProfile, MachineState } from '../state.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

/** Bits of Profiles of MSFT_NetFirewallRule, and NetworkCategory of MSFT_NetConnectionProfile. Source: their class pages. */
const bits: Readonly<Record<FirewallProfile, number>> = { domain: 1, private: 2, public: 4 };
const categories: Readonly<Record<FirewallProfile, number>> = { public: 0, private: 1, domain: 2 };

type Rule = NonNullable<MachineState['firewall']['kmsRule']>;

const ruleReaders: Readers<Rule> = {
  InstanceID: () => 'SPPSVC-In-TCP',
  DisplayName: () => 'Key Management Service (TCP-In)',
  ElementName: () => '@FirewallAPI.dll,-28003',
  Enabled: ({ enabled }) => (enabled ? 1 : 2),
  Direction: () => 1,
  Action: () => 2,
  // 0 is every profile.
  Profiles: ({ profiles }) => profiles.reduce((mask, profile) => mask | bits[profile], 0),
  PrimaryStatus: () => 1,
  // Told of the active store alone.
  EnforcementStatus: () => null,
  PolicyStoreSourceType: () => 1,
  RuleGroup: () => '@FirewallAPI.dll,-28002',
};

/** MSFT_NetFirewallRule: the one rule that Windows brings for KMS; rules of other names that open its port are not shown. */
export const firewallRuleView: View = ({ firewall }, _now, columns) =>
  firewall.kmsRule === null ? [] : [rowOf(ruleReaders, firewall.kmsRule, columns)];

const profileReaders: Readers<MachineState> = {
  InstanceID: () => '{7b1d5c1e-0000-4000-8000-000000000001}',
  Name: ({ membership }) => membership.domain ?? 'Network',
  InterfaceAlias: () => 'Ethernet',
  InterfaceIndex: () => 2,
  NetworkCategory: ({ firewall }) => categories[firewall.activeProfile],
  IPv4Connectivity: ({ addresses }) => (addresses.some((a) => !a.includes(':')) ? 4 : 1),
  IPv6Connectivity: ({ addresses }) => (addresses.some((a) => a.includes(':')) ? 4 : 1),
};

/** MSFT_NetConnectionProfile: the one connection. */
export const connectionProfileView: View = (machine, _now, columns) => [rowOf(profileReaders, machine, columns)];
