import type { Need } from '../model/check.ts';
import { evidenceKinds } from '../model/evidence.ts';
import type { Body, Case, EvidenceKind } from '../model/evidence.ts';
import type { NextEvidence, Verdict } from '../model/report.ts';
import type { WaysToSee } from './next-evidence.ts';
import { roleOf } from './run-checks.ts';

/** Kinds that are looked at together, and how many of them are seen before one that is not is a gap. */
const together: readonly { kinds: readonly EvidenceKind[]; atLeast: number }[] = [
  { kinds: ['licensingProducts', 'events', 'services', 'service', 'machine'], atLeast: 3 },
  { kinds: ['dnsSrv', 'addresses', 'tcp', 'rpcBind'], atLeast: 2 },
  // Only a script of ours on the machine sees either.
  { kinds: ['windowsState', 'instanceMetadata'], atLeast: 1 },
];
const most = 3;

/**
 * What was left out of a look that was otherwise taken: somebody who read a machine's services,
 * licences and system, and not its log, does not know that he saw nothing of it. Text that shows one kind alone has no gaps.
 */
export function evidenceGaps(subject: Case, ways: WaysToSee, verdict: Verdict): NextEvidence[] {
  const hosts = subject.related.filter((r) => r.role === 'host');
  const gaps: Need[] = evidenceKinds.every((kind) => !isSeen(subject, kind)) ? ['licensingProducts', 'activationAttempts'] : [
    ...gapsOf(subject),
    ...(namesHost(subject) && !isSeen(subject, 'addresses') ? ['addresses' as const] : []),
    ...(isUntried(subject, verdict) ? ['activationAttempts' as const] : []),
    // Who reads a machine of which network facts are known reads its clock with them.
    ...(roleOf(subject) === 'client' && isSeen(subject, 'tcp') && isSeen(subject, 'machine') && !isSeen(subject, 'clock') ? ['clock' as const] : []),
    ...hosts.flatMap((host) => gapsOf(host).filter((kind) => machineKinds.has(kind)).map((kind): Need => `host.${kind}` as Need)),
  ];
  return [...new Set(gaps)].flatMap((kind) => {
    const how = ways[kind]?.how;
    return how === undefined ? [] : [{ kind, how, wouldDecide: [] }];
  }).slice(0, most);
}

/** A record leads to a name, and that to an address. */
const namesHost = ({ evidence: { dnsSrv } }: Body): boolean => dnsSrv.state === 'seen' && dnsSrv.value.some((lookup) => lookup.answers.length > 0);

/** A machine that does not activate, or does not tell, and of which nobody knows what a try ends with: its code tells more than a state. */
const isUntried = (subject: Case, verdict: Verdict): boolean =>
  roleOf(subject) === 'client' && !isSeen(subject, 'activationAttempts') && (verdict === 'unknown' || (verdict === 'failing' && isSeen(subject, 'services')));

const machineKinds: ReadonlySet<EvidenceKind> = new Set(together[0]?.kinds);

const isSeen = ({ evidence }: Body, kind: EvidenceKind): boolean => evidence[kind].state === 'seen';

const gapsOf = (body: Body): EvidenceKind[] =>
  together.flatMap(({ kinds, atLeast }) => (kinds.filter((kind) => isSeen(body, kind)).length < atLeast ? [] : kinds.filter((kind) => !isSeen(body, kind))));
