import type { Body, Case } from '../model/evidence.ts';
import { isMachineName } from './machine-name.ts';
import { mapStrings } from './map-strings.ts';
import { maskAddresses } from './mask-addresses.ts';
import { maskIds } from './mask-ids.ts';
import { maskNames } from './mask-names.ts';
import type { Masks, TextMask } from './mask-text.ts';
import { maskText } from './mask-text.ts';
import { ruleFor } from './redaction-rules.ts';

export type RedactOptions = {
  /** Whether the five characters end a key that Microsoft published: such a partial key is no secret and decides much. */
  isPublicLast5: (last5: string) => boolean;
  /** Names and addresses (lower case, no trailing dot) that carry the diagnosis and name nobody: public KMS hosts of clouds, listed unauthorised hosts. */
  keepName: (nameOrAddress: string) => boolean;
};

/**
 * The case with what names people, machines and networks masked: product keys, CMIDs, extended PIDs, hosts, users,
 * domains, addresses and AD objects, in free text as well. Equal stays equal, and every property that a check judges by
 * stays (see the masks), so that the masked case has the same diagnosis. Deterministic. A redacted case is returned as is.
 */
export const redactCase = (subject: Case, options: RedactOptions): Case => redactWithNames(subject, { hosts: [], zones: [] }, options).case;

/** Names that a person gave beside the evidence: what they approve and call their own must stay so in the masked case. */
export type OwnNames = { hosts: readonly string[]; zones: readonly string[] };

/** The masked case, as `redactCase` gives it, and names masked in the same way, in their order. */
export function redactWithNames(subject: Case, own: OwnNames, options: RedactOptions): { case: Case; own: OwnNames } {
  if (subject.redacted) return { case: subject, own };
  const address = maskAddresses((a) => options.keepName(a.toLowerCase()));
  const masks: Masks = { address, keep: options.keepName, ids: maskIds(options.isPublicLast5), names: maskNames(options.keepName, address) };
  const text = maskText(masks);
  const bodies: Body[] = [subject, ...subject.related];
  for (const zone of own.zones) masks.names.learnZone(zone);
  learn(bodies, masks, text);
  for (const host of own.hosts) masks.names.learnHost(host);
  const masked = bodies.map((body) => maskBody(body, masks, text));
  return {
    case: { ...subject, ...masked[0], redacted: true, related: subject.related.map((r, i) => ({ ...r, ...masked[i + 1] })) },
    own: { hosts: own.hosts.map(masks.names.host), zones: own.zones.map(masks.names.host) },
  };
}

/** Zones first, because they decide which part of a name is the machine; then names, then what free text alone names. */
function learn(bodies: readonly Body[], { names, ids }: Masks, text: TextMask): void {
  const passes: ((found: string, where: readonly string[]) => void)[] = [
    (found, where) => {
      const rule = ruleFor(where);
      if (rule === 'zone') names.learnZone(found);
      if (rule === 'cmid') ids.learnCmid(found);
      const zone = rule === 'name' ? /^_vlmcs\._tcp\.(.+)$/i.exec(found)?.[1] : undefined;
      if (zone !== undefined) names.learnZone(zone);
    },
    (found, where) => {
      const rule = ruleFor(where);
      if (rule === 'name' || (rule === 'subject' && isMachineName(found))) names.learnHost(found);
    },
    (found, where) => {
      const rule = ruleFor(where);
      if (rule === 'text' || rule === 'words') text.learn(found);
    },
  ];
  for (const pass of passes) {
    for (const body of bodies) {
      mapStrings({ subject: body.subject, machine: body.evidence.machine, evidence: body.evidence }, (found, where) => {
        pass(found, where);
        return found;
      });
    }
  }
}

function maskBody(body: Body, masks: Masks, text: TextMask): Body {
  return mapStrings({ subject: body.subject, evidence: body.evidence }, (found, where) => {
    switch (ruleFor(where)) {
      case 'keep': return found;
      case 'name': case 'zone': return masks.names.host(found);
      case 'cmid': return masks.ids.cmid(found);
      case 'pid': return masks.ids.extendedPid(found);
      case 'last5': return masks.ids.last5(found);
      case 'ad-object': return masks.ids.adObject(found);
      case 'words': return text.mask(found, false);
      case 'subject': return maskSubject(found, masks, text);
      default: return text.mask(found, true);
    }
  });
}

/** A subject is a name, or what a file or a paste was called. */
const maskSubject = (subject: string, { names }: Masks, text: TextMask): string =>
  (isMachineName(subject) ? names.host(subject) : text.mask(subject, true));
