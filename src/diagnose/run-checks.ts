import type { Check, CheckResult, CheckStatus, Finding, FindingSpec, Need, Settings, Surroundings, Unsettled } from '../model/check.ts';
import type { Body, Case, Evidence, EvidenceKind } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import { isLabel } from '../model/label.ts';
import { oncePer } from '../model/once-per.ts';

const clientKinds = ['licensingProducts', 'activationAttempts', 'events', 'services', 'firewallRules', 'service', 'machine'] as const;

/** What the subject is: a machine with facts of its own, a KMS host, or the network alone. */
export function roleOf(body: { evidence: Evidence }): Surroundings['role'] {
  if (isKmsHost(body)) return 'host';
  return clientKinds.some((kind) => body.evidence[kind].state === 'seen') ? 'client' : 'network';
}

/**
 * Runs every check over a case and derives each status: fail, warn, unknown (with what is missing), inapplicable,
 * broken (our bug, which never stops the others) or pass. KMS hosts beside the subject are looked at with it; other
 * clients of the same input are cases of their own.
 */
export function runChecks(checks: readonly Check[], subject: Case, settings: Settings): CheckResult[] {
  const main = scene(subject, subject, settings);
  return checks.map((check) => runOne(check, main));
}

type Scene = { body: Body; surroundings: Surroundings };

function scene(body: Body, whole: Case, settings: Settings): Scene {
  const role = roleOf(body);
  const related = whole.related.filter((r) => r.role === 'host');
  const hosts = role === 'host' ? [body, ...related] : related;
  return { body, surroundings: { subject: body.subject, role, at: timeOf(body), settings, hosts } };
}

/**
 * When the machine's own facts were true: its clock where it gave one, else when they were observed. Null for text that
 * somebody pasted: the moment of reading says nothing about the moment of printing.
 */
export function timeOf({ evidence }: { evidence: Evidence }): string | null {
  const own = valueOf(evidence.machine)?.time ?? null;
  if (own !== null) return own;
  for (const kind of ['licensingProducts', 'service', 'events', 'activationAttempts', 'dnsSrv', 'tcp'] as const) {
    const observed = evidence[kind];
    if (observed.state === 'seen' && observed.source.at !== null) return observed.source.at;
  }
  return null;
}

function runOne(check: Check, { body, surroundings }: Scene): CheckResult {
  const needs: readonly Need[] = check.needs;
  const wantsHost = [...needs, ...((check.wants ?? []) as readonly Need[])].some((n) => n.startsWith('host.'));
  if (!wantsHost) return runOnce(check, body, null, surroundings);
  const needsHost = needs.some((n) => n.startsWith('host.'));
  if (surroundings.hosts.length === 0) {
    return needsHost
      ? blank(check, 'unknown', needs.filter((n) => n.startsWith('host.')))
      : runOnce(check, body, null, surroundings);
  }
  return mergeResults(surroundings.hosts.map((host) => runOnce(check, body, host, surroundings)));
}

function runOnce(check: Check, body: Body, host: Body | null, surroundings: Surroundings): CheckResult {
  const missing = (check.needs as readonly Need[]).filter((need) => observed(need, body, host)?.state !== 'seen');
  if (missing.length > 0) return blank(check, 'unknown', missing);
  try {
    const input = inputFor(check, body, host, surroundings) as unknown as Parameters<Check['judge']>[0];
    if (check.when !== undefined && !check.when(input)) return blank(check, 'inapplicable', []);
    const raised = [...check.judge(input, raiserOf(check), (need: Need): Unsettled => ({ missing: need }))];
    const all = raised.filter((r): r is Finding => 'tag' in r);
    const unsettled = [...new Set(raised.filter((r): r is Unsettled => 'missing' in r).map((r) => r.missing))];
    const findings = all.filter((f) => f.severity !== 'note');
    return {
      ...blank(check, statusOf(findings, unsettled), unsettled),
      findings,
      notes: all.filter((f) => f.severity === 'note'),
    };
  } catch (error) {
    return { ...blank(check, 'broken', []), fault: error instanceof Error ? error.message : String(error) };
  }
}

function statusOf(findings: readonly Finding[], unsettled: readonly Need[]): CheckStatus {
  if (findings.some((f) => f.severity === 'fail')) return 'fail';
  if (findings.length > 0) return 'warn';
  return unsettled.length > 0 ? 'unknown' : 'pass';
}

const blank = (check: Check, status: CheckStatus, missing: readonly Need[]): CheckResult =>
  ({ id: check.id, title: check.title, status, findings: [], notes: [], missing: [...missing], fault: null });

function observed(need: Need, body: Body, host: Body | null) {
  return need.startsWith('host.') ? host?.evidence[need.slice(5) as EvidenceKind] : body.evidence[need as EvidenceKind];
}

function inputFor(check: Check, body: Body, host: Body | null, surroundings: Surroundings): Record<string, unknown> {
  const input: Record<string, unknown> = { ...surroundings };
  const hostPart: Record<string, unknown> = { subject: host?.subject ?? '' };
  for (const need of check.needs as readonly Need[]) {
    const found = observed(need, body, host);
    const value = found?.state === 'seen' ? found.value : null;
    if (need.startsWith('host.')) hostPart[need.slice(5)] = value;
    else input[need] = value;
  }
  for (const want of (check.wants ?? []) as readonly Need[]) {
    const found = observed(want, body, host) ?? { state: 'unseen', reason: 'not-asked', detail: null };
    if (want.startsWith('host.')) hostPart[want.slice(5)] = found;
    else input[want] = found;
  }
  input['host'] = hostPart;
  return input;
}

type Raiser = Readonly<Record<string, (args: Finding['args']) => Finding>>;
/** A check says the same of every case. */
const raiserOf = oncePer((check: Check): Raiser =>
  Object.fromEntries(
    Object.entries(check.findings).map(([tag, spec]: [string, FindingSpec]) => [
      tag,
      (args: Finding['args']): Finding => ({ tag, severity: spec.severity, message: ofPaste(spec.says(args), args), args }),
    ]),
  ));

/** `KMS host dlv.txt` would be a machine of that name: what stands in a file or a paste is said to stand in it. */
function ofPaste(message: string, args: Finding['args'] | undefined): string {
  const host = args?.['host'];
  return typeof host === 'string' && isLabel(host) ? message.replaceAll(`KMS host ${host}`, (_, at: number) => `${at === 0 ? 'The' : 'the'} KMS host in ${host}`) : message;
}

/** Of several runs of one check the gravest status stands; what was missing anywhere is missing. */
export function mergeResults(results: readonly CheckResult[]): CheckResult {
  const gravity: readonly CheckStatus[] = ['broken', 'fail', 'warn', 'unknown', 'pass', 'inapplicable'];
  const first = results[0] as CheckResult;
  const status = gravity.find((s) => results.some((r) => r.status === s)) ?? 'inapplicable';
  return {
    ...first,
    status,
    findings: distinct(results.flatMap((r) => r.findings)),
    notes: distinct(results.flatMap((r) => r.notes)),
    missing: [...new Set(results.flatMap((r) => r.missing))],
    fault: results.find((r) => r.fault !== null)?.fault ?? null,
  };
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = `${f.tag} ${f.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
