import type { Need } from '../model/check.ts';
import type { Body, Case, EvidenceKind } from '../model/evidence.ts';
import type { NextEvidence } from '../model/report.ts';
import type { WaysToSee } from './next-evidence.ts';
import { roleOf } from './run-checks.ts';

/** Kinds that are looked at together, and how many of them are seen before one that is not is a gap. */
const together: readonly { kinds: readonly EvidenceKind[]; atLeast: number }[] = [
  { kinds: ['licensingProducts', 'events', 'services', 'service', 'machine'], atLeast: 3 },
  { kinds: ['dnsSrv', 'addresses', 'tcp', 'rpcBind'], atLeast: 2 },
];
const most = 2;

/**
 * What was left out of a look that was otherwise taken: somebody who read a machine's services,
 * licences and system, and not its log, does not know that he saw nothing of it. Text that shows one kind alone has no gaps.
 */
export function evidenceGaps(subject: Case, ways: WaysToSee): NextEvidence[] {
  const hosts = subject.related.filter((r) => r.role === 'host');
  const gaps: Need[] = [
    ...gapsOf(subject),
    // Who reads a machine of which network facts are known reads its clock with them.
    ...(roleOf(subject) === 'client' && isSeen(subject, 'tcp') && isSeen(subject, 'machine') && !isSeen(subject, 'clock') ? ['clock' as const] : []),
    ...hosts.flatMap((host) => gapsOf(host).filter((kind) => machineKinds.has(kind)).map((kind): Need => `host.${kind}` as Need)),
  ];
  return [...new Set(gaps)].flatMap((kind) => {
    const how = ways[kind]?.how;
    return how === undefined ? [] : [{ kind, how, wouldDecide: [] }];
  }).slice(0, most);
}

const machineKinds: ReadonlySet<EvidenceKind> = new Set(together[0]?.kinds);

const isSeen = ({ evidence }: Body, kind: EvidenceKind): boolean => evidence[kind].state === 'seen';

const gapsOf = (body: Body): EvidenceKind[] =>
  together.flatMap(({ kinds, atLeast }) => (kinds.filter((kind) => isSeen(body, kind)).length < atLeast ? [] : kinds.filter((kind) => !isSeen(body, kind))));
