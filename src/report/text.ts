import { cleanText } from '../model/clean.ts';
import type { DiagnosedCause, Run } from '../model/report.ts';
import type { Layout } from './cause-section.ts';
import { aheadSection } from './ahead-section.ts';
import { causeSection, codeWithMeaning } from './cause-section.ts';
import { checkedLine, checkedSection, notSeen } from './checked-section.ts';
import { moreToSee, otherCauses, undecided } from './open-causes.ts';
import type { Paint } from './paint.ts';
import { helpdeskLines } from './helpdesk.ts';
import { painter } from './paint.ts';
import { subjectLabel } from './subject.ts';
import { verdictWords } from './words.ts';
import { columnsOf, wrap } from './wrap.ts';

export type TextOptions = {
  /** Columns to wrap at, from 40 to 120; commands are never broken, so that they can be copied. */
  width: number;
  color: boolean;
  /** `quiet` is the verdict alone; `verbose` every check, cause, reason and remedy. */
  detail: 'quiet' | 'normal' | 'verbose';
};

const mostNotes = 3;

/** The text report: verdict first, then the cause with its reasons, what to do, what was checked, what was not seen. */
export function renderText(run: Run, options: TextOptions): string {
  const paint = painter(options.color);
  const layout: Layout = { width: Math.max(40, Math.min(options.width, 120)), paint, all: options.detail === 'verbose' };
  const { width } = layout;
  if (options.detail === 'quiet') return `${verdictLine(run, width, paint)}\n`;
  const isHealthy = run.diagnosis.verdict === 'healthy' && run.diagnosis.causes.length === 0;
  const lines = [
    ...heading(run, width), '', verdictLine(run, width, paint), ...notes(run, layout),
    ...(isHealthy && !layout.all ? ['', ...remarks(run, width), ...apart(aheadSection(run, layout)), ...checkedLine(run.diagnosis, width), ...notSeen(run, width)] : wholeBody(run, layout)),
  ];
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

/** A section that stands by itself, with nothing where it has nothing. */
const apart = (lines: string[]): string[] => (lines.length === 0 ? [] : [...lines, '']);

function wholeBody(run: Run, layout: Layout): string[] {
  const { diagnosis } = run;
  const { width, all } = layout;
  const [first] = diagnosis.causes;
  const isOpen = first !== undefined && first.certainty === 'possible';
  const told: readonly DiagnosedCause[] = all ? diagnosis.causes : first === undefined || isOpen ? [] : [first];
  const said = new Set(told.flatMap((c) => [...c.because, ...c.against]));
  // A headline that holds a finding's sentence has said it.
  for (const { message } of diagnosis.checks.flatMap((c) => c.findings)) if (headlineHolds(diagnosis.headline, message)) said.add(message);
  const codes = otherCodes(run, new Set(told.flatMap((c) => c.explains)), width);
  const unseen = notSeen(run, width);
  const facts = remarks(run, width);
  return [
    ...(isOpen ? [...codes, ...undecided(run, layout)] : []),
    ...tell(run, told, layout),
    ...shellLine(run, told, layout),
    ...(isOpen || all ? [] : otherCauses(diagnosis.causes.slice(1), layout)),
    ...(isOpen ? [] : codes),
    ...(diagnosis.unexplained.length > 0 ? ['', wrap(cleanText(`Not explained by any cause: ${diagnosis.unexplained.join(', ')}.`), width, '', '  ')] : []),
    ...(facts.length > 0 ? ['', ...facts] : []),
    ...aheadSection(run, layout),
    ...moreToSee(run, layout, isOpen),
    ...checkedSection(run, layout, said),
    ...(unseen.length > 0 ? ['', ...unseen] : []),
    ...helpdeskLines(run, width),
  ];
}

/** Causes in full, one after another; a remedy that two of them share is told once. */
function tell(run: Run, causes: readonly DiagnosedCause[], layout: Layout): string[] {
  const remedies = new Set<string>();
  return causes.flatMap((cause) => {
    const lines = causeSection(run, cause, layout, remedies);
    for (const id of cause.remedies) remedies.add(id);
    return lines;
  });
}

/** Which window a command is for: the wrong one answers with an error that says nothing. */
function shellLine({ diagnosis }: Run, told: readonly DiagnosedCause[], { width, paint }: Layout): string[] {
  const commands = told.flatMap((c) => c.remedies).flatMap((id) => diagnosis.remedies[id]?.steps ?? []).flatMap((s) => s.run ?? []);
  const powerShell = commands.some((c) => /^[A-Z][a-z]+-[A-Z]/.test(c));
  const prompt = commands.some((c) => c.includes('%'));
  if (!prompt && !powerShell) return [];
  const said = powerShell && prompt
    ? 'Commands like Get-Something are for PowerShell, those with % for the Command Prompt; open either as administrator.'
    : `The commands are for ${powerShell ? 'PowerShell' : 'the Command Prompt (not PowerShell)'}, opened as administrator.`;
  return ['', ...wrap(said, width, '', '  ').split('\n').map((line) => paint('dim', line))];
}

function heading({ subject, startedAt, durationMs, version }: Run, width: number): string[] {
  const parts = [
    `kmsdoctor ${version}`, `${subjectLabel(subject)} via ${subject.via}`, `${startedAt.replace('T', ' ').slice(0, 16)} UTC`,
    ...(durationMs < 100 ? [] : [`${(durationMs / 1000).toFixed(1)} s`]),
  ];
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line !== undefined && columnsOf(line) + 3 + columnsOf(part) <= width) lines[lines.length - 1] = `${line}   ${part}`;
    else lines.push(...wrap(part, width, lines.length === 0 ? '' : '  ', '  ').split('\n'));
  }
  return lines;
}

function verdictLine({ diagnosis }: Run, width: number, paint: Paint): string {
  const { glyph, word } = verdictWords[diagnosis.verdict];
  const style = { healthy: 'green', degraded: 'yellow', failing: 'red', unknown: 'cyan' } as const;
  const label = `${glyph} ${word}`;
  const text = wrap(cleanText(diagnosis.headline), width, `${label}  `, ' '.repeat(columnsOf(label) + 2));
  return `${paint('bold', paint(style[diagnosis.verdict], label))}${text.slice(label.length)}`;
}

/** How the input was read; the first few, since a mangled paste can give many. */
function notes({ readingNotes }: Run, { width, all }: Layout): string[] {
  const shown = all || readingNotes.length <= mostNotes + 1 ? readingNotes : readingNotes.slice(0, mostNotes);
  const hidden = readingNotes.length - shown.length;
  return [...shown.map(cleanText), ...(hidden > 0 ? [`${hidden} more about how the input was read (-v shows them)`] : [])]
    .map((note) => wrap(note, width, '  note    ', '          '));
}

/** What the codes mean that no cause above explains: a person who was given only a number should not have to look it up. */
function otherCodes({ diagnosis }: Run, explained: ReadonlySet<string>, width: number): string[] {
  const found = diagnosis.checks.flatMap((c) => c.findings).flatMap((f) => [f.args['code'], ...(Array.isArray(f.args['codes']) ? f.args['codes'] : [])]);
  const codes = [...new Set(found)].filter((c): c is string => typeof c === 'string' && /^0x[0-9A-F]{8}$/.test(c) && !explained.has(c));
  const said = codes.map((code) => ({ code, text: codeWithMeaning(code) })).filter(({ code, text }) => text !== code).slice(0, 6);
  return said.length === 0 ? [] : ['', ...said.map(({ text }) => wrap(text, width, '', '           '))];
}

const remarks = ({ diagnosis }: Run, width: number): string[] => diagnosis.remarks.map((r) => wrap(cleanText(r), width, '', '  '));

const headlineHolds = (headline: string, message: string): boolean => headline.toLowerCase().includes(message.toLowerCase().replace(/\.$/, ''));
