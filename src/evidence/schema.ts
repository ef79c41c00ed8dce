import * as v from 'valibot';
import { activationAttempts, events, licensingProducts } from './schema-licensing.ts';
import { certificates, directory, dnsUpdate } from './schema-directory.ts';
import { instanceMetadata } from './schema-cloud.ts';
import { firewallRules, machine, service, services, windowsState } from './schema-machine.ts';
import { evidenceSchemaId } from './schema-id.ts';
import { addresses, clock, dnsSrv, icmp, rpcBind, tcp } from './schema-network.ts';
import { normaliseTime, number, orNull, text, time, vantage } from './schema-words.ts';

const source = v.object({ by: text, vantage, at: orNull(time), tookMs: orNull(number) });

const unseenKind = v.object({
  state: v.literal('unseen'),
  reason: v.picklist(['not-asked', 'timeout', 'refused', 'unreachable', 'denied', 'unsupported', 'unparsable']),
  detail: orNull(text),
});

const kindOf = <S extends v.GenericSchema>(value: S) =>
  v.exactOptional(v.variant('state', [v.object({ state: v.literal('seen'), value, source }), unseenKind]));

/** All kinds of one machine. A kind that is left out was not asked; a kind with another name is passed over. */
export const evidenceBody = v.object({
  licensingProducts: kindOf(licensingProducts),
  activationAttempts: kindOf(activationAttempts),
  events: kindOf(events),
  dnsSrv: kindOf(dnsSrv),
  addresses: kindOf(addresses),
  tcp: kindOf(tcp),
  rpcBind: kindOf(rpcBind),
  icmp: kindOf(icmp),
  clock: kindOf(clock),
  services: kindOf(services),
  firewallRules: kindOf(firewallRules),
  service: kindOf(service),
  machine: kindOf(machine),
  directory: kindOf(directory),
  dnsUpdate: kindOf(dnsUpdate),
  certificates: kindOf(certificates),
  instanceMetadata: kindOf(instanceMetadata),
  windowsState: kindOf(windowsState),
  wayToMicrosoft: kindOf(tcp),
});

const relatedBody = v.object({ role: v.picklist(['host', 'client']), subject: text, evidence: evidenceBody });

/** Far more machines than one paste holds; above it the file is no evidence file of ours. */
const maxRelated = 20_000;

/** The whole file, `kmsdoctor.evidence/1`. */
export const evidenceFile = v.object({
  schema: v.literal(evidenceSchemaId),
  subject: text,
  collectedAt: v.pipe(
    v.string(),
    v.check((t) => !Number.isNaN(Date.parse(t)), 'a time such as 2026-01-31T12:00:00.000Z'),
    v.transform(normaliseTime),
  ),
  redacted: v.optional(v.boolean(), false),
  evidence: evidenceBody,
  related: v.optional(v.pipe(v.array(relatedBody), v.maxLength(maxRelated)), []),
});

/** The kinds as reading gives them: those left out are left out. */
export type EvidenceFileBody = v.InferOutput<typeof evidenceBody>;
