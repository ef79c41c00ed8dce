import * as v from 'valibot';
import { address, channel, count, dnsName, duration, edition, hostKeyGroup, last5, minutes, name, officeGeneration, port, system } from './words.ts';

/**
 * The estate of a scenario as a person writes it. Whatever is left out is as in a healthy estate: two domain controllers
 * that serve DNS, one activated KMS host, one licensed client, and thirty clients and four servers that renew every week.
 */

/** How a product stands when the estate begins: licensed by KMS within the last week; new; lapsed after 180 days; and so on. */
const productState = v.picklist(['licensed', 'new', 'lapsed', 'notification', 'unlicensed', 'licensed-for-ever', 'non-genuine', 'out-of-tolerance']);

const windows = v.strictObject({
  channel: v.exactOptional(channel, 'kms-client'),
  /** Of the installed key; null for none. Where left out, the GVLK of the edition. */
  last5: v.exactOptional(v.nullable(last5)),
  state: v.exactOptional(productState, 'licensed'),
});

const office = v.strictObject({
  generation: officeGeneration,
  channel: v.exactOptional(channel, 'kms-client'),
  last5: v.exactOptional(v.nullable(last5)),
  state: v.exactOptional(productState, 'licensed'),
});

/** What every machine, client or host, may say of itself. */
const machineEntries = {
  name,
  address: v.exactOptional(address),
  /** A second, IPv6 address; or the only one, where `address` is left out and this is given. */
  ipv6: v.exactOptional(address),
  member: v.exactOptional(v.boolean(), true),
  /** Primary DNS suffix; where left out, the domain of a member and nothing for a machine in a workgroup. */
  primarySuffix: v.exactOptional(v.string()),
  searchList: v.exactOptional(v.array(dnsName)),
  /** What DHCP gives (option 15). */
  connectionSuffix: v.exactOptional(v.string()),
  resolvers: v.exactOptional(v.array(address)),
  virtual: v.exactOptional(v.boolean(), false),
  /** The cloud that runs it, as its firmware says; Azure's metadata service answers it. */
  cloud: v.exactOptional(v.picklist(['azure', 'azure-government', 'azure-china', 'aws', 'google'])),
};

const machine = v.strictObject({
  ...machineEntries,
  system: v.exactOptional(system, 'win11'),
  edition: v.exactOptional(edition),
  windows: v.exactOptional(windows),
  office: v.exactOptional(v.array(office)),
  /** How long before the estate begins it was last activated; where left out, some time within the week before. */
  lastContact: v.exactOptional(duration),
});

const hostKey = v.union([
  v.strictObject({ windows: hostKeyGroup, activated: v.exactOptional(v.boolean(), true) }),
  v.strictObject({ office: officeGeneration, activated: v.exactOptional(v.boolean(), true) }),
], 'a host key: { windows: ws2022 } or { office: "2021" }');

const host = v.strictObject({
  ...machineEntries,
  system: v.exactOptional(system, 'server2022'),
  edition: v.exactOptional(edition, 'ServerStandard'),
  keys: v.exactOptional(v.array(hostKey)),
  port: v.exactOptional(port, 1688),
  publishing: v.exactOptional(v.boolean(), true),
  priority: v.exactOptional(count(65_535), 0),
  weight: v.exactOptional(count(65_535), 0),
  /** Further zones in which it publishes. */
  publishList: v.exactOptional(v.array(v.strictObject({ domain: dnsName, priority: v.exactOptional(count(65_535), 0), weight: v.exactOptional(count(65_535), 0) }))),
  renewalIntervalMinutes: v.exactOptional(minutes, 10_080),
  activationIntervalMinutes: v.exactOptional(minutes, 120),
  /** False: set up when the estate begins, so that it has counted nobody yet. */
  established: v.exactOptional(v.boolean(), true),
});

const dnsServer = v.strictObject({
  name,
  address,
  /** Zones that it holds; where left out, all of them. */
  zones: v.exactOptional(v.array(dnsName)),
  /** Another server that it asks for names outside its zones. */
  forwardsTo: v.exactOptional(name),
  /** What it says of names that it knows nothing of; a public resolver denies them. */
  foreign: v.exactOptional(v.picklist(['REFUSED', 'NXDOMAIN']), 'NXDOMAIN'),
  /** Who may ask at other zones than the rest of them. */
  views: v.exactOptional(v.array(v.strictObject({ from: v.array(v.string()), zones: v.array(dnsName) }))),
});

export const estateSpec = v.strictObject({
  domain: v.exactOptional(dnsName, 'corp.example'),
  /** When it begins; a Monday morning unless said. */
  startsAt: v.exactOptional(v.pipe(v.string(), v.check((t) => !Number.isNaN(Date.parse(t)), 'a time such as 2026-11-02T08:00:00Z')), '2026-11-02T08:00:00.000Z'),
  seed: v.exactOptional(v.pipe(v.number(), v.integer()), 1),
  dns: v.exactOptional(v.strictObject({
    servers: v.exactOptional(v.array(dnsServer)),
    /** Further zones beside the domain's own. */
    zones: v.exactOptional(v.array(dnsName), []),
    /** Whether a KMS host may write its record: `secure` asks for a signature, as Active Directory does. */
    updates: v.exactOptional(v.picklist(['open', 'secure', 'none']), 'secure'),
    /** Whether all KMS hosts may write the record of the first, as Microsoft tells administrators to arrange. */
    hostsShareRecord: v.exactOptional(v.boolean(), true),
    /** False: hosts have published in nothing before the estate begins, and nobody wrote the record by hand. */
    recordBefore: v.exactOptional(v.boolean(), true),
  }), { }),
  hosts: v.exactOptional(v.array(host)),
  machines: v.exactOptional(v.array(machine)),
  /** Machines in the background that keep the host's count up. */
  crowd: v.exactOptional(v.strictObject({
    clients: v.exactOptional(count(500), 30),
    servers: v.exactOptional(count(500), 4),
    /** How many of the clients have Office, and which. */
    office: v.exactOptional(count(500), 0),
    officeGeneration: v.exactOptional(officeGeneration, '2021'),
    system: v.exactOptional(system, 'win11'),
    serverSystem: v.exactOptional(system, 'server2022'),
    /** True: cloned without sysprep /generalize, so that they share one client ID. */
    sameCmid: v.exactOptional(v.boolean(), false),
    /** `new` machines begin when the estate does; `gone` ones were last seen so long ago. */
    state: v.exactOptional(v.picklist(['licensed', 'new']), 'licensed'),
    lastContact: v.exactOptional(duration),
    /** Names of the hosts among which they are spread; where left out, as DNS tells them. */
    on: v.exactOptional(v.array(name)),
  }), {}),
  /** Activation objects of the domain's directory: host key groups or Office generations. Where left out, there are none. */
  directory: v.exactOptional(v.strictObject({
    objects: v.exactOptional(v.array(v.union([v.strictObject({ windows: hostKeyGroup }), v.strictObject({ office: officeGeneration })])), []),
  })),
});

export type EstateSpec = v.InferOutput<typeof estateSpec>;
export type MachineSpec = v.InferOutput<typeof machine>;
export type HostSpec = v.InferOutput<typeof host>;
export type DnsServerSpec = v.InferOutput<typeof dnsServer>;
