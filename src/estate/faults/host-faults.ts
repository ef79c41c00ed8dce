import * as v from 'valibot';
import { officeHostProduct, windowsHostProduct, windowsProduct } from '../machine/products.ts';
import { licenseForEver } from '../client/licence-states.ts';
import { serviceOf } from '../machine/state.ts';
import { writeHostStartFailed, writePublishFailed } from '../machine/write-event.ts';
import { windowsSystems } from '../machine/systems.ts';
import { code, count, dnsName, duration, durationMs, edition, hostKeyGroup, minutes, name, officeGeneration, port, system } from '../scenario/words.ts';
import { defineFault } from './define-fault.ts';

/** Faults of KMS hosts. */
export const hostFaults = [
  defineFault({
    id: 'way-to-microsoft', says: 'The way of a KMS host, or of a machine in Azure, to Microsoft’s activation (TCP 443) is shut.',
    params: v.strictObject({ fault: v.literal('way-to-microsoft'), machine: name, outcome: v.picklist(['refused', 'reset', 'timeout', 'unreachable']) }),
    apply(world, { machine, outcome }) {
      world.machine(machine).state.wayToMicrosoft = outcome;
    },
  }),
  defineFault({
    id: 'host-key', says: 'The host has another host key, one that is not activated, or none.',
    params: v.strictObject({
      fault: v.literal('host-key'), machine: name, windows: v.exactOptional(v.nullable(hostKeyGroup)), office: v.exactOptional(v.nullable(officeGeneration)),
      activated: v.exactOptional(v.boolean(), true),
    }),
    apply(world, { machine, windows, office, activated }) {
      const { state } = world.machine(machine);
      const drop = (application: 'windows' | 'office') => {
        const at = state.products.findIndex((p) => p.hostKey?.application === application);
        return at < 0 ? null : state.products.splice(at, 1)[0]?.hostKey ?? null;
      };
      if (windows !== undefined) {
        const old = drop('windows');
        const row = windows === null ? windowsProduct(state.system, state.editionId, 'retail') : windowsHostProduct(state.system, state.editionId, windows, activated);
        if (windows === null) licenseForEver(row);
        // A key that is installed over another goes on with what was counted; the counters begin anew.
        else if (row.hostKey !== null && old !== null) row.hostKey.cache = old.cache;
        state.products.unshift(row);
        world.knowProduct(row);
      }
      if (office !== undefined) {
        drop('office');
        if (office !== null) {
          const row = officeHostProduct(office, activated);
          state.products.push(row);
          world.knowProduct(row);
        }
      }
    },
  }),
  defineFault({
    id: 'host-licence', says: 'The host’s own licence lapses, whatever brought it there: its hardware changed, or it is found not genuine. It refuses everybody from then on; a grace period (3, 4) may end.',
    params: v.strictObject({ fault: v.literal('host-licence'), machine: name, status: v.picklist([3, 4, 5]), reason: code, endsIn: v.exactOptional(duration) }),
    apply(world, { machine, status, reason, endsIn }) {
      const row = world.machine(machine).state.products.find((p) => p.hostKey?.application === 'windows');
      if (row?.hostKey === undefined || row.hostKey === null) throw new Error(`${machine} has no Windows host key.`);
      Object.assign(row, { licenseStatus: status, reason, stateEndsAt: endsIn === undefined ? null : world.clock.now + durationMs(endsIn) });
      row.hostKey.activated = false;
    },
  }),
  defineFault({
    id: 'kms-log', says: 'The Key Management Service log of a host is full and overwrites nothing, so that nothing more is written to it; or it is cleared, and begins anew.',
    params: v.strictObject({ fault: v.literal('kms-log'), machine: name, effect: v.exactOptional(v.picklist(['full', 'cleared']), 'full') }),
    apply(world, { machine, effect }) {
      const { state } = world.machine(machine);
      if (effect === 'full') state.kmsLogIsFull = true;
      else state.events = state.events.filter((e) => e.log !== 'Key Management Service');
    },
  }),
  defineFault({
    id: 'host-settings', says: 'Settings of the host change: its port, publishing, intervals, or what it publishes where.',
    params: v.strictObject({
      fault: v.literal('host-settings'), machine: name, port: v.exactOptional(port), publishing: v.exactOptional(v.boolean()),
      renewalIntervalMinutes: v.exactOptional(minutes), activationIntervalMinutes: v.exactOptional(minutes), lowPriority: v.exactOptional(v.boolean()),
      publishList: v.exactOptional(v.array(dnsName)),
      /** True: the service is restarted, so that it publishes what is new. */
      restart: v.exactOptional(v.boolean(), false),
    }),
    apply(world, { machine, port: listeningPort, publishing, renewalIntervalMinutes, activationIntervalMinutes, lowPriority, publishList, restart }) {
      const { state } = world.machine(machine);
      Object.assign(state.kmsHost, {
        ...(listeningPort !== undefined && { listeningPort }), ...(publishing !== undefined && { dnsPublishing: publishing }),
        ...(renewalIntervalMinutes !== undefined && { renewalIntervalMinutes }), ...(activationIntervalMinutes !== undefined && { activationIntervalMinutes }),
        ...(lowPriority !== undefined && { lowPriority }), ...(publishList !== undefined && { publishList: publishList.map((domain) => ({ domain, priority: 0, weight: 0 })) }),
      });
      if (restart) world.restart(machine);
    },
  }),
  defineFault({
    id: 'service', says: 'A Windows service of a machine is stopped, disabled or missing.',
    params: v.strictObject({
      fault: v.literal('service'), machine: name, service: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/)), 'sppsvc'),
      state: v.exactOptional(v.picklist(['Running', 'Stopped', 'Paused'])), startMode: v.exactOptional(v.picklist(['Auto', 'Manual', 'Disabled'])), missing: v.exactOptional(v.boolean(), false),
    }),
    apply(world, { machine, service, state, startMode, missing }) {
      const { services } = world.machine(machine).state;
      const found = serviceOf(world.machine(machine).state, service);
      if (missing && found !== undefined) services.splice(services.indexOf(found), 1);
      else if (found === undefined) services.push({ name: service, state: state ?? 'Stopped', startMode: startMode ?? 'Auto' });
      else Object.assign(found, { ...(state !== undefined && { state }), ...(startMode !== undefined && { startMode }) });
    },
  }),
  defineFault({
    id: 'firewall', says: 'The KMS rule of a machine’s own firewall is off, meant for another profile, missing; or another rule opens the port.',
    params: v.strictObject({
      fault: v.literal('firewall'), machine: name, enabled: v.exactOptional(v.boolean()), profiles: v.exactOptional(v.array(v.picklist(['domain', 'private', 'public']))),
      activeProfile: v.exactOptional(v.picklist(['domain', 'private', 'public'])), missing: v.exactOptional(v.boolean(), false), otherRuleOpensKms: v.exactOptional(v.boolean()),
    }),
    apply(world, { machine, enabled, profiles, activeProfile, missing, otherRuleOpensKms }) {
      const { firewall } = world.machine(machine).state;
      if (missing) firewall.kmsRule = null;
      else if (firewall.kmsRule !== null) Object.assign(firewall.kmsRule, { ...(enabled !== undefined && { enabled }), ...(profiles !== undefined && { profiles }) });
      if (activeProfile !== undefined) firewall.activeProfile = activeProfile;
      if (otherRuleOpensKms !== undefined) firewall.otherRuleOpensKms = otherRuleOpensKms;
    },
  }),
  defineFault({
    id: 'host-start-failed', says: 'KMS could not start on the host (event 12291), and nothing listens.',
    params: v.strictObject({ fault: v.literal('host-start-failed'), machine: name, code, listens: v.exactOptional(v.boolean(), false) }),
    apply(world, { machine, code: why, listens }) {
      const { state } = world.machine(machine);
      writeHostStartFailed(state, world.clock.now, why);
      if (!listens) world.programs.set(`${state.name.toLowerCase()}:${state.kmsHost.listeningPort}`, 'none');
    },
  }),
  defineFault({
    id: 'publish-failed', says: 'The host logs that it could not publish in a zone (event 12293).',
    params: v.strictObject({ fault: v.literal('publish-failed'), machine: name, code, zone: v.exactOptional(dnsName) }),
    apply(world, { machine, code: why, zone }) {
      writePublishFailed(world.machine(machine).state, world.clock.now, why, zone ?? world.domain);
    },
  }),
  defineFault({
    id: 'system', says: 'A machine runs another Windows than the estate says.',
    params: v.strictObject({ fault: v.literal('system'), machine: name, system: v.exactOptional(system), edition: v.exactOptional(edition), revision: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
    apply(world, { machine, system: id, edition: editionId, revision }) {
      const { state } = world.machine(machine);
      if (id !== undefined) state.system = windowsSystems[id];
      if (revision !== undefined) state.system = { ...state.system, revision };
      if (editionId !== undefined) state.editionId = editionId;
    },
  }),
  defineFault({
    id: 'restart', says: 'A machine is restarted: a host begins to count anew and publishes, a client tries to activate.',
    params: v.strictObject({ fault: v.literal('restart'), machine: name }),
    apply: (world, { machine }) => world.restart(machine),
  }),
  defineFault({
    id: 'off', says: 'A machine is switched off.',
    params: v.strictObject({ fault: v.literal('off'), machine: name }),
    apply(world, { machine }) {
      world.machine(machine).state.on = false;
    },
  }),
  defineFault({
    id: 'crowd-leaves', says: 'Machines of the crowd are switched off for good: so many clients and servers, the first of them; where neither is said, all.',
    params: v.strictObject({ fault: v.literal('crowd-leaves'), clients: v.exactOptional(count(500)), servers: v.exactOptional(count(500)) }),
    apply(world, { clients, servers }) {
      const most = clients === undefined && servers === undefined ? Infinity : 0;
      for (const { state } of world.machines.values()) {
        const [, kind, number] = /^(PC|SRV)-(\d+)$/.exec(state.name) ?? [];
        if (kind !== undefined && Number(number) <= ((kind === 'PC' ? clients : servers) ?? most)) state.on = false;
      }
    },
  }),
  defineFault({
    id: 'clock', says: 'A machine’s clock is ahead (or, with a minus, behind), or gains time every day.',
    params: v.strictObject({ fault: v.literal('clock'), machine: name, aheadSeconds: v.exactOptional(v.pipe(v.number(), v.integer()), 0), gainsSecondsADay: v.exactOptional(v.pipe(v.number(), v.integer()), 0) }),
    apply(world, { machine, aheadSeconds, gainsSecondsADay }) {
      world.machine(machine).state.clock = { aheadMs: aheadSeconds * 1000, gainsMsADay: gainsSecondsADay * 1000, since: world.clock.now };
    },
  }),
];
