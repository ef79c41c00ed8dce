import * as v from 'valibot';
import { beginInitialGrace, licenseForEver } from '../client/licence-states.ts';
import { officeProduct, windowsProduct } from '../machine/products.ts';
import type { LicenseStatusNumber, Product } from '../machine/state.ts';
import { writeEvent } from '../machine/write-event.ts';
import { address, channel, code, count, dnsName, duration, durationMs, edition, last5, name, officeGeneration, port, someOf } from '../scenario/words.ts';
import type { World } from '../world.ts';
import { defineFault } from './define-fault.ts';

const application = v.exactOptional(v.picklist(['windows', 'office']), 'windows');

const productsOf = (world: World, machine: string, of: 'windows' | 'office'): Product[] =>
  world.machine(machine).state.products.filter((p) => p.application === of && p.hostKey === null);

const hostText = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** Faults of the machines that are to be activated. */
export const machineFaults = [
  defineFault({
    id: 'kms-setting', says: 'Somebody set a KMS host, port, lookup domain or activation type by hand: for the machine, or for one product.',
    params: v.strictObject({
      fault: v.literal('kms-setting'), machine: name, product: v.exactOptional(v.picklist(['windows', 'office'])), host: v.exactOptional(v.nullable(hostText)),
      port: v.exactOptional(v.nullable(port)), lookupDomain: v.exactOptional(v.nullable(dnsName)), activationType: v.exactOptional(v.picklist([0, 1, 2, 3])), hostCaching: v.exactOptional(v.boolean()),
    }),
    apply(world, { machine, product, host, port: on, lookupDomain, activationType, hostCaching }) {
      const { state } = world.machine(machine);
      if (product === undefined) {
        Object.assign(state.settings, { ...(host !== undefined && { host }), ...(on !== undefined && { port: on }), ...(activationType !== undefined && { activationType }) });
      } else {
        for (const one of productsOf(world, machine, product)) {
          Object.assign(one, { ...(host !== undefined && { configuredHost: host }), ...(on !== undefined && { configuredPort: on }), ...(activationType !== undefined && { activationType }) });
        }
      }
      Object.assign(state.settings, { ...(lookupDomain !== undefined && { lookupDomain }), ...(hostCaching !== undefined && { hostCaching }) });
    },
  }),
  defineFault({
    id: 'discovered-host', says: 'A product remembers a KMS host that answered it once.',
    params: v.strictObject({ fault: v.literal('discovered-host'), machine: name, product: application, host: hostText, port: v.exactOptional(port, 1688), address: v.exactOptional(address) }),
    apply(world, { machine, product, host, port: on, address: at }) {
      for (const one of productsOf(world, machine, product)) one.discovered = { host, port: on, address: at ?? '' };
    },
  }),
  defineFault({
    id: 'key', says: 'Another key is installed, of another channel or edition; or none. The product starts anew in initial grace unless a status is given.',
    params: v.strictObject({
      fault: v.literal('key'), machine: name, product: application, channel: v.exactOptional(channel, 'kms-client'), last5: v.exactOptional(v.nullable(last5)),
      edition: v.exactOptional(edition), generation: v.exactOptional(officeGeneration),
      /** True: beside the product that is there, not in its place. */
      beside: v.exactOptional(v.boolean(), false),
      name: v.exactOptional(v.string()), description: v.exactOptional(v.string()),
    }),
    apply(world, { machine, product, channel: by, last5: five, edition: editionId, generation, beside, name: called, description }) {
      const { state, client } = world.machine(machine);
      const row = product === 'windows' ? windowsProduct(state.system, editionId ?? state.editionId, by, five) : officeProduct(generation ?? '2021', by, five);
      if (called !== undefined) row.name = called;
      if (description !== undefined) row.description = description;
      beginInitialGrace(row, world.clock.now);
      const at = state.products.findIndex((p) => p.application === product && p.hostKey === null);
      if (beside || at < 0) state.products.push(row);
      else state.products.splice(at, 1, row);
      world.knowProduct(row);
      if (by === 'kms-client') client.resume(row, world.clock.now);
    },
  }),
  defineFault({
    id: 'licence-status', says: 'A product is in another licence state, whatever brought it there.',
    params: v.strictObject({
      fault: v.literal('licence-status'), machine: name, product: application, status: v.picklist([0, 1, 2, 3, 4, 5, 6]), reason: v.exactOptional(code),
      /** How long the state still lasts; where left out it does not end. */
      left: v.exactOptional(duration), forEver: v.exactOptional(v.boolean(), false), lastActivationType: v.exactOptional(v.picklist([0, 1, 2, 3])), nth: v.exactOptional(count(20), 0),
    }),
    apply(world, { machine, product, status, reason, left, forEver, lastActivationType, nth }) {
      const one = productsOf(world, machine, product)[nth];
      if (one === undefined) throw new Error(`${machine} has no such product.`);
      Object.assign(one, { licenseStatus: status as LicenseStatusNumber, ...(reason !== undefined && { reason }), stateEndsAt: left === undefined ? null : world.clock.now + durationMs(left), ...(lastActivationType !== undefined && { lastActivationType }) });
      if (forEver) licenseForEver(one);
    },
  }),
  defineFault({
    id: 'rearms', says: 'Few or no rearms are left.',
    params: v.strictObject({ fault: v.literal('rearms'), machine: name, windows: v.exactOptional(count(1001)), sku: v.exactOptional(count(1001)) }),
    apply(world, { machine, windows, sku }) {
      const { state } = world.machine(machine);
      if (windows !== undefined) state.remainingWindowsRearms = windows;
      if (sku !== undefined) for (const product of state.products) product.remainingSkuRearms = sku;
    },
  }),
  defineFault({
    id: 'dns-client', says: 'The machine’s own DNS settings change: resolvers, suffixes.',
    params: v.strictObject({
      fault: v.literal('dns-client'), machine: name, resolvers: v.exactOptional(v.array(address)), primarySuffix: v.exactOptional(v.string()),
      searchList: v.exactOptional(v.array(dnsName)), connectionSuffix: v.exactOptional(v.string()),
    }),
    apply(world, { machine, resolvers, primarySuffix, searchList, connectionSuffix }) {
      Object.assign(world.machine(machine).state.dns, {
        ...(resolvers !== undefined && { servers: resolvers }), ...(primarySuffix !== undefined && { primarySuffix }), ...(searchList !== undefined && { searchList }),
        ...(connectionSuffix !== undefined && { connectionSuffix }),
      });
    },
  }),
  defineFault({
    id: 'licensing-refuses', says: 'The licensing service fails with a code before it asks anybody; or only where a person tries who may not.',
    params: v.strictObject({ fault: v.literal('licensing-refuses'), machine: name, code: v.nullable(code), byHandOnly: v.exactOptional(v.boolean(), false) }),
    apply(world, { machine, code: why, byHandOnly }) {
      world.machine(machine).state[byHandOnly ? 'refusesByHand' : 'licensingFault'] = why;
    },
  }),
  defineFault({
    id: 'licensing-blocked', says: 'A firewall on the machine itself drops what the licensing service sends, and nothing else.',
    params: v.strictObject({ fault: v.literal('licensing-blocked'), machine: name }),
    apply(world, { machine }) {
      world.machine(machine).state.blocksLicensing = true;
    },
  }),
  defineFault({
    id: 'microsoft-answers', says: 'What Microsoft’s activation says to a MAK or retail key, or the network on the way to it.',
    params: v.strictObject({ fault: v.literal('microsoft-answers'), machine: name, code }),
    apply(world, { machine, code: says }) {
      world.machine(machine).state.microsoftAnswers = says;
    },
  }),
  defineFault({
    id: 'membership', says: 'A machine leaves the domain, or joins it.',
    params: v.strictObject({ fault: v.literal('membership'), machine: name, joined: v.boolean() }),
    apply(world, { machine, joined }) {
      const { membership } = world.machine(machine).state;
      Object.assign(membership, { joined, domain: joined ? world.domain : null });
    },
  }),
  defineFault({
    id: 'directory', says: 'The domain’s directory does not answer, answers with an error, or has lost its activation objects.',
    params: v.strictObject({ fault: v.literal('directory'), failure: v.exactOptional(v.nullable(code)), objectsRemoved: v.exactOptional(v.boolean(), false) }),
    apply(world, { failure, objectsRemoved }) {
      const directory = world.directories.get(world.domain.toLowerCase());
      if (directory === undefined) throw new Error('The estate has no directory: say directory in the estate.');
      if (failure !== undefined) directory.failure = failure;
      if (objectsRemoved) directory.objects = [];
    },
  }),
  defineFault({
    id: 'same-cmid', says: 'Machines share the client ID of the first of them, as clones do.',
    params: v.strictObject({ fault: v.literal('same-cmid'), machines: someOf(name), product: application }),
    apply(world, { machines, product }) {
      const first = world.machine(machines[0] ?? '').state;
      for (const one of machines) {
        const { state } = world.machine(one);
        if (product === 'office') state.officeCmid = first.officeCmid;
        else state.cmid = first.cmid;
      }
    },
  }),
  defineFault({
    id: 'unreadable', says: 'WMI, the event logs, the registry of a machine, or what its firmware says of itself, cannot be read.',
    params: v.strictObject({
      fault: v.literal('unreadable'), machine: name, what: someOf(v.picklist(['wmi', 'events', 'registry', 'firmware'])),
      reason: v.exactOptional(v.picklist(['denied', 'unsupported', 'timeout', 'unreachable', 'unparsable']), 'denied'), detail: v.exactOptional(v.string(), '0x80070005, access is denied'),
    }),
    apply(world, { machine, what, reason, detail }) {
      const { unreadable } = world.machine(machine).state;
      for (const one of what) unreadable[one] = { reason, detail };
    },
  }),
  defineFault({
    id: 'hooked-program', says: 'Windows is told to start or load something else with a program of licensing (Image File Execution Options).',
    params: v.strictObject({ fault: v.literal('hooked-program'), machine: name, program: v.exactOptional(v.picklist(['SppExtComObj.exe', 'sppsvc.exe', 'osppsvc.exe']), 'SppExtComObj.exe'), value: v.exactOptional(v.picklist(['Debugger', 'VerifierDlls']), 'Debugger') }),
    apply(world, { machine, program, value }) {
      const { state } = world.machine(machine);
      state.hooks = [...(state.hooks ?? []), { program, value }];
    },
  }),
  defineFault({
    id: 'hardware-clock', says: 'Windows takes the machine’s hardware clock for UTC, or for local time of a zone that is so many minutes ahead of UTC.',
    params: v.strictObject({ fault: v.literal('hardware-clock'), machine: name, utc: v.boolean(), zoneMinutes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840)), 0) }),
    apply(world, { machine, utc, zoneMinutes }) {
      Object.assign(world.machine(machine).state, { hardwareClockIsUtc: utc, utcOffsetMinutes: zoneMinutes });
    },
  }),
  defineFault({
    id: 'hotfix', says: 'An update of Windows is installed.',
    params: v.strictObject({ fault: v.literal('hotfix'), machine: name, id: v.picklist(['KB971033']) }),
    apply(world, { machine, id }) {
      const { state } = world.machine(machine);
      state.hotfixes = [...(state.hotfixes ?? []), id];
    },
  }),
  defineFault({
    id: 'metadata', says: 'Azure’s metadata service is not reached from the machine, or Windows cannot follow the certificate of its document.',
    params: v.strictObject({
      fault: v.literal('metadata'), machine: name, outcome: v.exactOptional(v.picklist(['http-error', 'timeout', 'refused', 'unreachable', 'unclear'])), status: v.exactOptional(count(599)),
      chain: v.exactOptional(v.picklist(['incomplete', 'not-trusted', 'expired', 'other'])),
    }),
    apply(world, { machine, outcome, status, chain }) {
      const { cloud } = world.machine(machine).state;
      if (cloud?.name !== 'azure') throw new Error(`${machine} is no machine of Azure’s: say cloud: azure.`);
      const silent = { outcome: 'answered', httpStatus: null, environment: null, chain: null, issuer: null, detail: null } as const;
      if (outcome !== undefined) cloud.metadata = { ...silent, outcome, httpStatus: status ?? null };
      if (chain !== undefined) cloud.metadata = { ...cloud.metadata, chain, detail: chain === 'incomplete' ? 'PartialChain' : null };
    },
  }),
  defineFault({
    id: 'event', says: 'A machine’s log holds an event that something outside the estate wrote.',
    params: v.strictObject({
      fault: v.literal('event'), machine: name, id: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), strings: v.exactOptional(v.array(v.string()), []),
      log: v.exactOptional(v.picklist(['Application', 'Key Management Service']), 'Application'),
    }),
    apply(world, { machine, id, strings, log }) {
      writeEvent(world.machine(machine).state, world.clock.now, id, strings, log);
    },
  }),
  defineFault({
    id: 'subscription', says: 'Windows runs on a subscription, or on one that has ended.',
    params: v.strictObject({ fault: v.literal('subscription'), machine: name, edition: v.exactOptional(v.string(), 'Enterprise'), status: v.exactOptional(count(10), 1) }),
    apply(world, { machine, edition: called, status }) {
      world.machine(machine).state.subscription = { edition: called, status, expiry: '' };
    },
  }),
  defineFault({
    id: 'listener-certificate', says: 'A machine is read over TLS, and the certificate of its WinRM listener is valid for so long from then on (it was made for a year).',
    params: v.strictObject({ fault: v.literal('listener-certificate'), machine: name, endsIn: duration, selfSigned: v.exactOptional(v.boolean(), false) }),
    apply(world, { machine, endsIn, selfSigned }) {
      const notAfter = world.clock.now + durationMs(endsIn);
      world.machine(machine).state.listenerCertificate = { notBefore: notAfter - 365 * 86_400_000, notAfter, selfSigned };
    },
  }),
];
