import { BlockList, isIP } from 'node:net';

import type { Zone } from './zone.ts';

/** Other zones for those who ask from these addresses: `10.1.0.0/16`, `fd00::/8` or single addresses. */
export type View = { from: readonly string[]; zones: readonly Zone[] };

/** Zones by the name that they cover. */
export type ZoneTable = ReadonlyMap<string, Zone>;

type Chosen = { addresses: BlockList; zones: ZoneTable };

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Addresses whose view is remembered; more are worked out each time. */
const maxRemembered = 4096;

/** Chooses zones by who asks: those of the first view that names the address, else the common ones. */
export class Views {
  private readonly common: ZoneTable;
  private readonly views: readonly Chosen[];
  private readonly remembered = new Map<string, ZoneTable>();

  constructor(zones: readonly Zone[], views: readonly View[]) {
    this.common = tableOf(zones);
    this.views = views.map((view) => ({ addresses: listOf(view.from), zones: tableOf(view.zones) }));
  }

  zonesFor(address: string): ZoneTable {
    if (this.views.length === 0) return this.common;
    const known = this.remembered.get(address);
    if (known !== undefined) return known;
    const zones = (isIP(address) === 0 ? undefined : this.views.find((view) => view.addresses.check(address, familyOf(address))))?.zones ?? this.common;
    if (this.remembered.size < maxRemembered) this.remembered.set(address, zones);
    return zones;
  }
}

function tableOf(zones: readonly Zone[]): ZoneTable {
  const table = new Map(zones.map((zone) => [zone.key, zone]));
  if (table.size < zones.length) throw new RangeError('Two zones of one view have the same name.');
  return table;
}

function listOf(from: readonly string[]): BlockList {
  const list = new BlockList();
  for (const one of from) {
    const [address = '', bits, more] = one.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const isBad = isIP(address) === 0 || more !== undefined || (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most));
    if (isBad) throw new RangeError(`"${one}" is no address and no prefix of addresses.`);
    list.addSubnet(address, bits === undefined ? most : Number(bits), familyOf(address));
  }
  return list;
}

/** The closest zone that covers a name (by `nameKey`); null where none does. */
export function zoneCovering(zones: ZoneTable, key: string): Zone | null {
  for (let at = 0; ;) {
    const zone = zones.get(at === 0 ? key : key.slice(at));
    if (zone !== undefined) return zone;
    const dot = key.indexOf('.', at);
    if (dot < 0) return null;
    at = dot + 1;
  }
}
