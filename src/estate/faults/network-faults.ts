import * as v from 'valibot';
import type { PathEffect, TcpProgram } from '../network/wire.ts';
import { address, count, name, port, someOf } from '../scenario/words.ts';
import { defineFault } from './define-fault.ts';

const side = v.union([v.literal('*'), someOf(name)], 'a list of names, or * for everybody; desk is the operator');

const effects = ['drop', 'drop-answers', 'reject', 'reject-port', 'refuse', 'reset-opening', 'reset', 'stall', 'close-rpc', 'no-route', 'slow'] as const;

const programs = ['ssh', 'http', 'ldap', 'other-rpc', 'naks', 'mute', 'closes', 'none'] as const;

const looksLike: Readonly<Record<string, string>> = {
  ssh: 'SSH server (SSH-2.0-OpenSSH_9.2p1)', http: 'HTTP server', ldap: 'LDAP server, to which port 389 belongs',
};

const programOf = (word: (typeof programs)[number]): TcpProgram | 'none' => {
  switch (word) {
    case 'none': return 'none';
    case 'other-rpc': case 'naks': case 'mute': case 'closes': return { kind: word };
    default: return { kind: 'foreign', looksLike: looksLike[word] ?? word };
  }
};

/** Faults on the way between machines, and of what stands at its ends. */
export const networkFaults = [
  defineFault({
    id: 'path', says: 'What goes from one side to the other is dropped, refused, reset, stalled, slowed; or only the answers are lost.',
    params: v.strictObject({
      fault: v.literal('path'), from: v.exactOptional(side, '*'), to: v.exactOptional(side, '*'), port: v.exactOptional(v.nullable(port), 1688),
      protocol: v.exactOptional(v.picklist(['tcp', 'udp', 'icmp', 'all']), 'tcp'), effect: v.picklist(effects), delayMs: v.exactOptional(count(600_000), 30_000),
    }),
    apply(world, { from, to, port: on, protocol, effect, delayMs }) {
      const does: PathEffect = effect === 'slow' ? { kind: 'slow', delayMs } : { kind: effect };
      world.wire.addRule({ from, to, port: on, protocol: protocol === 'all' ? null : protocol, effect: does });
    },
  }),
  defineFault({
    id: 'paths-clear', says: 'Whatever dropped, refused or slowed what goes between machines has ended.',
    params: v.strictObject({ fault: v.literal('paths-clear') }),
    apply: (world) => world.wire.clearRules(),
  }),
  defineFault({
    id: 'program', says: 'Something else listens on a port of a machine, or nothing does.',
    params: v.strictObject({ fault: v.literal('program'), machine: name, port: v.exactOptional(port, 1688), program: v.picklist(programs) }),
    apply(world, { machine, port: on, program }) {
      world.programs.set(`${world.machine(machine).state.name.toLowerCase()}:${on}`, programOf(program));
    },
  }),
  defineFault({
    id: 'foreign-machine', says: 'A machine that is none of the estate’s stands at an address, with a program on a port.',
    params: v.strictObject({ fault: v.literal('foreign-machine'), name, addresses: someOf(address), port: v.exactOptional(port, 1688), program: v.exactOptional(v.picklist([...programs, 'kms']), 'none') }),
    apply(world, { name: called, addresses, port: on, program }) {
      const host = program === 'kms' ? [...world.machines.values()].find(({ publisher }) => publisher !== null)?.kms : undefined;
      const put = program === 'kms' ? (host === undefined ? 'none' : { kind: 'kms' as const, service: host }) : programOf(program);
      world.plainNode(called, addresses, (asked) => (asked !== on || put === 'none' ? null : put));
    },
  }),
  defineFault({
    id: 'moved', says: 'A machine is somewhere else: at home, or behind a VPN, with other addresses, resolvers and suffixes.',
    params: v.strictObject({
      fault: v.literal('moved'), machine: name, addresses: v.exactOptional(someOf(address)), resolvers: v.exactOptional(v.array(address)),
      connectionSuffix: v.exactOptional(v.string()), profile: v.exactOptional(v.picklist(['domain', 'private', 'public'])),
    }),
    apply(world, { machine, addresses, resolvers, connectionSuffix, profile }) {
      const { state, node } = world.machine(machine);
      if (addresses !== undefined) {
        for (const old of state.addresses) world.wire.detachAddress(old);
        state.addresses.splice(0, state.addresses.length, ...addresses);
        world.wire.attach(node);
      }
      if (resolvers !== undefined) state.dns.servers = resolvers;
      if (connectionSuffix !== undefined) state.dns.connectionSuffix = connectionSuffix;
      if (profile !== undefined) state.firewall.activeProfile = profile;
    },
  }),
  defineFault({
    id: 'desk', says: 'The operator looks from elsewhere: other resolvers, other suffixes, a clock that is off.',
    params: v.strictObject({ fault: v.literal('desk'), aheadSeconds: v.exactOptional(v.pipe(v.number(), v.integer())), resolvers: v.exactOptional(v.array(address)), suffixes: v.exactOptional(v.array(v.string())) }),
    apply(world, { resolvers, suffixes, aheadSeconds }) {
      if (aheadSeconds !== undefined) world.desk.aheadMs = aheadSeconds * 1000;
      if (resolvers !== undefined) world.desk.resolvers = resolvers;
      if (suffixes !== undefined) world.desk.suffixes = suffixes;
    },
  }),
];
