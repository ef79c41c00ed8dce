import { isIP } from 'node:net';

import type { Case } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import { withHost, withNetwork } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import type { Endpoint } from './endpoint.ts';
import { isDnsName } from './endpoint.ts';
import { askNetwork, askOwnServers, notesOn, zonesOf } from './gather-case.ts';
import type { GatherWith } from './gather-case.ts';
import type { Offer } from './offers.ts';
import { isLive, readTarget } from './target.ts';
import { UsageError } from './usage-error.ts';

/** What a person gave with the yes: a target where a machine was wanted, text where a paste was. */
export type Given = { target?: string; text?: string };

export type Followed = { case: Case; notes: string[] };

/** Makes the look that a person allowed. Throws UsageError, one sentence, for what cannot be used; what could not be seen is unseen with its reason. */
export async function followOffer(offer: Pick<Offer, 'kind'>, given: Given, subject: Case, request: CheckRequest, use: GatherWith): Promise<Followed> {
  switch (offer.kind) {
    case 'zone-servers': {
      const { seen, notes } = await askOwnServers(request, subject, use);
      return { case: withNetwork(subject, seen), notes };
    }
    case 'network': {
      const asked = { ...request, domains: zonesOf(request, subject), kmsHosts: [...request.kmsHosts, ...hostsOf(subject)] };
      const seen = await askNetwork(asked, subject, use);
      return { case: withNetwork(subject, seen), notes: notesOn(asked, seen) };
    }
    case 'update-right':
      return { case: await (await import('./ask-directory.ts')).askDirectory({ ...request, directory: [], updateRight: true, domains: zonesOf(request, subject) }, subject, use), notes: [] };
    case 'host':
      return readHost(given.target ?? '', subject, request, use);
    case 'attempt':
      return tryToActivate(subject, request, use);
    case 'paste':
      return addPaste(given.text ?? '', subject);
  }
}

/** The KMS hosts that a client's licences name, with the ports that it would use: a name from DNS or set by hand, and no other. */
const hostsOf = ({ evidence }: Case): Endpoint[] =>
  (valueOf(evidence.licensingProducts) ?? []).flatMap(({ kmsClient }) => (kmsClient === null ? [] : [[kmsClient.configuredHost, kmsClient.configuredPort], [kmsClient.discoveredHost, kmsClient.discoveredPort]] as const))
    .flatMap(([host, port]) => (host !== null && (isDnsName(host) || isIP(host) !== 0) ? [{ host, port: port ?? 1688 }] : [])).slice(0, 4);

async function readHost(text: string, subject: Case, request: CheckRequest, use: GatherWith): Promise<Followed> {
  const target = readTarget(text, 'host');
  if (!isLive(target)) {
    const { readInputs } = await import('./read-input.ts');
    const read = await readInputs([target.path]);
    if (!read.ok) throw new UsageError(read.message);
    return { case: withHost(subject, read.case), notes: read.notes };
  }
  const [{ readLive }, { accessOf }] = await Promise.all([import('./read-live.ts'), import('./read-live-machines.ts')]);
  const { body, via, collectedAt, notes } = await readLive(target, 'host', { ...await accessOf(request, use), active: false });
  return { case: withHost(subject, { ...body, via, collectedAt, redacted: false, related: [] }), notes };
}

/** Windows tries, and its licences and events are read anew. */
async function tryToActivate(subject: Case, request: CheckRequest, use: GatherWith): Promise<Followed> {
  if (request.live?.kind !== 'winrm') throw new UsageError('Activation can be tried over winrm:// and winrms:// alone; elsewhere run slmgr.vbs /ato there, and look again.');
  const [{ openWinrm }, { activateOn }, { accessOf }] = await Promise.all([import('./read-live.ts'), import('./activate-on.ts'), import('./read-live-machines.ts')]);
  const access = await accessOf(request, use);
  const { machine, request: asked } = await openWinrm(request.live, 'client', access);
  try {
    const tried = await activateOn(machine, subject.evidence, asked, use.onProgress);
    return { case: { ...subject, evidence: tried.evidence }, notes: tried.notes };
  } finally {
    machine.close();
  }
}

async function addPaste(text: string, subject: Case): Promise<Followed> {
  const { readPasted } = await import('./read-input.ts');
  const read = await readPasted(text);
  if (!read.ok) throw new UsageError(read.message);
  const { joinCases } = await import('./runbook-walk-evidence.ts');
  return { case: joinCases(subject, read.case), notes: read.notes };
}
