import type { Applied } from '../model/apply.ts';
import type { Finding } from '../model/check.ts';
import type { Run } from '../model/report.ts';
import { namedEvidence } from './next-evidence.ts';
import { subjectLabel } from './subject.ts';

/** The machine-readable report, schema `kmsdoctor.report/1` of the public contract. */
export function renderJson(run: Run): string {
  const { subject, diagnosis } = run;
  const report = {
    schema: 'kmsdoctor.report/1',
    tool: { name: 'kmsdoctor', version: run.version },
    subject: { label: subjectLabel(subject), via: subject.via },
    startedAt: run.startedAt,
    durationMs: Math.round(run.durationMs),
    verdict: diagnosis.verdict,
    headline: diagnosis.headline,
    diagnosis: diagnosis.causes.map(({ cause, title, certainty, explains, because, against, remedies, verifyWith }) =>
      ({ cause, title, certainty, explains, because, against, remedies, verifyWith })),
    unexplained: diagnosis.unexplained,
    nextEvidence: namedEvidence(run),
    checks: diagnosis.checks.map(({ id, title, status, findings, missing, fault }) =>
      ({ id, title, status, findings: findings.map(finding), missing, ...(fault === null ? {} : { fault }) })),
    remedies: Object.fromEntries(Object.entries(diagnosis.remedies).map(([id, { title, risk, where, steps }]) => [id, { title, risk, where, steps: steps.map(({ say, run: command }) => (command === undefined ? { say } : { say, run: command })) }])),
    remarks: diagnosis.remarks,
    // The product is for our own reasoning; the sentence names it.
    forecasts: diagnosis.outlook.forecasts.map((f) => ({ ...f, product: undefined })),
    notForetold: diagnosis.outlook.untold,
    notes: run.readingNotes,
    ...(run.helpdesk === undefined ? {} : { helpdesk: run.helpdesk }),
    ...(run.trace === undefined ? {} : { trace: run.trace }),
    ...(run.applied === undefined ? {} : { applied: appliedMember(run.applied) }),
    ...(run.includeEvidence
      ? { evidence: subject.evidence, related: subject.related.map(({ role, subject: name, evidence }) => ({ role, subject: name, evidence })) }
      : {}),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A command is `run` here, as in the steps of remedies. */
const appliedMember = ({ steps, undo, ...applied }: Applied) => ({
  ...applied, steps: steps.map(({ say, command, outcome, code, detail }) => ({ say, run: command, outcome, code, detail })), undo: undo.map(({ say, command }) => ({ say, run: command })),
});

const finding = ({ tag, severity, message, args }: Finding) => ({ tag, severity, message, args });
