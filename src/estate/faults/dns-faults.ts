import * as v from 'valibot';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import type { Zone } from '../dns/zone.ts';
import type { World } from '../world.ts';
import { address, count, dnsName, name, port, someOf } from '../scenario/words.ts';
import { defineFault } from './define-fault.ts';

const where = {
  /** Where left out, the estate's own domain. */
  zone: v.exactOptional(dnsName),
  /** Where left out, every server that holds the zone. */
  servers: v.exactOptional(someOf(name)),
};

type Where = { zone?: string; servers?: string[] };

const zonesAt = (world: World, { zone, servers }: Where): Zone[] => world.dns.copiesOf(zone ?? world.domain, servers);

const srvName = (zone: Zone): string => `_vlmcs._tcp.${zone.name}`;

const srvFields = {
  target: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  port: v.exactOptional(port, 1688),
  priority: v.exactOptional(count(65_535), 0),
  weight: v.exactOptional(count(65_535), 0),
  ttl: v.exactOptional(count(1_000_000), 3600),
};

/** Faults of records and zones. */
export const dnsFaults = [
  defineFault({
    id: 'srv-removed', says: 'The KMS record is deleted: all of it, or that of one target.',
    params: v.strictObject({ fault: v.literal('srv-removed'), ...where, target: v.exactOptional(dnsName) }),
    apply(world, { target, ...at }) {
      for (const zone of zonesAt(world, at)) {
        const kept = zone.get(srvName(zone), 'SRV').filter((r) => target !== undefined && r.type === 'SRV' && r.target.toLowerCase() !== target.toLowerCase());
        zone.remove(srvName(zone), 'SRV');
        for (const record of kept) zone.add(record);
      }
    },
  }),
  defineFault({
    id: 'srv-added', says: 'Somebody adds a KMS record.',
    params: v.strictObject({ fault: v.literal('srv-added'), ...where, ...srvFields }),
    apply(world, { zone, servers, ...record }) {
      for (const copy of zonesAt(world, { ...(zone !== undefined && { zone }), ...(servers !== undefined && { servers }) })) copy.add({ type: 'SRV', owner: srvName(copy), ...record });
    },
  }),
  defineFault({
    id: 'srv-replaced', says: 'The KMS record is written anew, so that it names another target or port.',
    params: v.strictObject({ fault: v.literal('srv-replaced'), ...where, ...srvFields }),
    apply(world, { zone, servers, ...record }) {
      for (const copy of zonesAt(world, { ...(zone !== undefined && { zone }), ...(servers !== undefined && { servers }) })) {
        copy.remove(srvName(copy), 'SRV');
        copy.add({ type: 'SRV', owner: srvName(copy), ...record });
      }
    },
  }),
  defineFault({
    id: 'name-removed', says: 'The address records of a name are deleted.',
    params: v.strictObject({ fault: v.literal('name-removed'), ...where, name: dnsName }),
    apply(world, { name: removed, ...at }) {
      for (const zone of zonesAt(world, at)) zone.remove(removed);
    },
  }),
  defineFault({
    id: 'address-set', says: 'A name is given other addresses.',
    params: v.strictObject({ fault: v.literal('address-set'), ...where, name: dnsName, addresses: someOf(address) }),
    apply(world, { name: owner, addresses, ...at }) {
      for (const zone of zonesAt(world, at)) {
        zone.remove(owner);
        for (const one of addresses) zone.add({ type: one.includes(':') ? 'AAAA' : 'A', owner, ttl: 3600, address: one } satisfies ResourceRecord);
      }
    },
  }),
  defineFault({
    id: 'alias-set', says: 'A name becomes an alias of another.',
    params: v.strictObject({ fault: v.literal('alias-set'), ...where, name: dnsName, target: dnsName }),
    apply(world, { name: owner, target, ...at }) {
      for (const zone of zonesAt(world, at)) {
        zone.remove(owner);
        zone.add({ type: 'CNAME', owner, ttl: 3600, target });
      }
    },
  }),
  defineFault({
    id: 'zone-updates', says: 'Who may write to the zone by dynamic update changes.',
    params: v.strictObject({ fault: v.literal('zone-updates'), ...where, updates: v.picklist(['open', 'secure', 'none']) }),
    apply(world, { updates, ...at }) {
      for (const zone of zonesAt(world, at)) zone.updates = updates;
    },
  }),
  defineFault({
    id: 'replication-stops', says: 'A server no longer hears what is changed on the others.',
    params: v.strictObject({ fault: v.literal('replication-stops'), servers: someOf(name) }),
    apply(world, { servers }) {
      for (const server of servers) serverOf(world, server).frozen = true;
    },
  }),
  defineFault({
    id: 'dns-server', says: 'A name server misbehaves: it is silent, slow, switched off, answers nonsense, or one code to everything.',
    params: v.strictObject({
      fault: v.literal('dns-server'), servers: someOf(name),
      behaviour: v.picklist(['silent', 'garbled', 'slow', 'off', 'rcode', 'truncates', 'well']),
      rcode: v.exactOptional(v.picklist(['SERVFAIL', 'REFUSED', 'NOTIMP', 'FORMERR', 'NXDOMAIN', 'NOTAUTH'])),
      delayMs: v.exactOptional(count(600_000)),
    }),
    apply(world, { servers, behaviour, rcode, delayMs }) {
      for (const one of servers) {
        const server = serverOf(world, one);
        server.isUp = behaviour !== 'off';
        Object.assign(server.dns.faults, {
          silent: behaviour === 'silent', garbled: behaviour === 'garbled', delayMs: behaviour === 'slow' ? delayMs ?? 10_000 : 0,
          rcode: behaviour === 'rcode' ? rcode ?? 'SERVFAIL' : null, truncatesUdp: behaviour === 'truncates',
        });
      }
    },
  }),
];

function serverOf(world: World, server: string) {
  const found = world.dns.nodes.get(server.toLowerCase());
  if (found === undefined) throw new Error(`The estate has no name server called ${server}.`);
  return found;
}
