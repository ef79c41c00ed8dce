import type { CheckResult, CheckStatus, Need } from '../model/check.ts';
import { cleanText } from '../model/clean.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import { evidenceKinds } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Diagnosis, Run } from '../model/report.ts';
import type { Layout } from './cause-section.ts';
import { claimOf, needWords, statusWords } from './words.ts';
import { wrap } from './wrap.ts';

const shownAlways: readonly CheckStatus[] = ['broken', 'fail', 'warn', 'pass'];
const shownAll: readonly CheckStatus[] = [...shownAlways, 'unknown', 'inapplicable'];

const areaOf = ({ id }: CheckResult): string => id.split('/')[0] ?? '';

/** What was checked, by area: what is wrong a line each, with its sentence where it was not said above, then what is fine. */
export function checkedSection({ diagnosis }: Run, { width, paint, all }: Layout, said: ReadonlySet<string>): string[] {
  const statuses = all ? shownAll : shownAlways;
  const rows = [...Map.groupBy(diagnosis.checks, areaOf)].flatMap(([area, checks]) => {
    const lines = statuses.flatMap((status) => linesOf(status, checks.filter((c) => c.status === status), width, said));
    return lines.map((line, i) => `  ${(i === 0 ? area : '').padEnd(10)} ${line}`);
  });
  return rows.length === 0 ? [] : ['', paint('bold', 'Checked, claim by claim'), ...rows];
}

/** Of a record with a hundred hosts, or of a paste with a thousand machines, a reader wants the first few and a number. */
const mostSaid = 6;

/** The areas' column, and that of the statuses, of which the longest common one is `not seen`. */
const column = 13;
const labelColumns = 11;

function linesOf(status: CheckStatus, checks: readonly CheckResult[], width: number, said: ReadonlySet<string>): string[] {
  if (checks.length === 0) return [];
  const { glyph, word } = statusWords[status];
  const label = `${`${glyph} ${word}`.padEnd(labelColumns)} `;
  const tell = (text: string): string[] => wrap(text, width - column, label, ' '.repeat(labelColumns + 1)).split('\n');
  if (status !== 'fail' && status !== 'warn' && status !== 'broken') return tell(checks.map((c) => claimOf(c.id)).join(', '));
  return checks.flatMap((c) => {
    const unsaid = c.findings.map((f) => f.message).filter((m) => !said.has(m));
    const more = unsaid.length > mostSaid ? [`And ${unsaid.length - mostSaid} more like these (--format json lists them).`] : [];
    const detail = [...unsaid.slice(0, mostSaid), ...more, ...(c.fault === null ? [] : [c.fault])].map(cleanText).join(' ');
    return tell(detail === '' ? claimOf(c.id) : `${claimOf(c.id)}: ${detail}`);
  });
}

/** Where nothing is wrong: how much was checked, in a line. */
export function checkedLine({ checks }: Diagnosis, width: number): string[] {
  const passed = [...Map.groupBy(checks.filter((c) => c.status === 'pass'), areaOf)].map(([area, list]) => `${area} ${list.length}`);
  return passed.length === 0 ? [] : [wrap(`Checked and ok: ${passed.join(', ')} (-v lists them).`, width, '', '  ')];
}

const network: readonly Need[] = ['dnsSrv', 'addresses', 'tcp', 'rpcBind'];
const machine = ['licensingProducts', 'activationAttempts', 'events', 'services', 'firewallRules', 'service', 'machine'] as const satisfies readonly EvidenceKind[];

const isOfMachine = (need: Need): boolean => machine.some((k) => k === need);

/** What no evidence showed, and how to show it. */
export function notSeen({ diagnosis, subject }: Run, width: number): string[] {
  const isHost = isKmsHost(subject);
  const missing = new Set(diagnosis.checks.filter((c) => c.status === 'unknown').flatMap((c) => c.missing).map((n) => (isHost ? ownKind(n) : n)));
  const host = [...missing].filter((n) => n.startsWith('host.'));
  const own = [...missing].filter((n) => !n.startsWith('host.') && n !== 'icmp');
  const isNetworkUnseen = network.every((n) => missing.has(n));
  const isNoMachine = machine.every((n) => subject.evidence[n].state === 'unseen');
  const said = [
    ...(isNoMachine ? [subject.via === 'winrm' || subject.via === 'ssh' || subject.via === 'local' ? 'anything of the machine itself' : 'any client (give its slmgr.vbs /dlv output)'] : own.filter((n) => isOfMachine(n)).map((n) => (isSeen(n, subject) ? `details of the ${needWords(n)}` : needWords(n)))),
    ...own.filter((n) => !isOfMachine(n) && (!isNetworkUnseen || !network.includes(n))).map(needWords),
    ...(isNetworkUnseen ? ['DNS and the way to the host (--domain NAME looks from here)'] : []),
    ...(host.length > 3 ? ['the KMS host itself (--kms-host-target reads it: winrm://HOST, ssh://HOST, or a file with its output)'] : host.map(needWords)),
  ];
  return said.length === 0 ? [] : [wrap(`Not seen: ${said.join(', ')}.`, width, '', '  ')];
}

/** A kind may be there and still lack what a check asks of it. */
const isSeen = (need: Need, { evidence }: Run['subject']): boolean => evidenceKinds.some((k) => k === need && evidence[k].state === 'seen');

/** What is missing of the KMS host is missing of the subject, where that is the host. */
const ownKind = (need: Need): Need => (need.startsWith('host.') ? (need.slice(5) as EvidenceKind) : need);
