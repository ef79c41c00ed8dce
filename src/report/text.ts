import { cleanText } from '../model/clean.ts';
import { codesOf } from '../model/codes-of.ts';
import type { DiagnosedCause, Diagnosis, Run } from '../model/report.ts';
import type { Layout } from './cause-section.ts';
import { aheadSection } from './ahead-section.ts';
import { causeSection, codeWithMeaning } from './cause-section.ts';
import { checkedLine, checkedSection, notSeen } from './checked-section.ts';
import { moreToSee, otherCauses, undecided } from './open-causes.ts';
import type { Paint } from './paint.ts';
import { helpdeskLines } from './helpdesk.ts';
import { painter } from './paint.ts';
import { shellLine } from './shell-line.ts';
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
const mostUnexplained = 4;
const mostCodes = 6;

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
  const open = diagnosis.causes.filter((c) => c.certainty === 'possible');
  const firm = diagnosis.causes.filter((c) => c.certainty !== 'possible');
  const isAside = asideOf(diagnosis);
  const asides = firm.filter(isAside);
  const [reason] = firm.filter((c) => !isAside(c));
  const isOpen = reason === undefined && open.length > 0;
  // A warning's cause is no reason for the failure: it is told as such, after what is known of the failure itself.
  const beside = reason === undefined ? asides.slice(0, all ? undefined : 1) : [];
  const told: readonly DiagnosedCause[] = all ? diagnosis.causes.filter((c) => !beside.includes(c)) : reason === undefined ? [] : [reason];
  const others = diagnosis.causes.filter((c) => !told.includes(c) && !beside.includes(c) && !(isOpen && open.includes(c)));
  const inFull = [...told, ...beside];
  const said = new Set(inFull.flatMap((c) => [...c.because, ...c.against]));
  // A headline that holds a finding's sentence has said it.
  for (const { message } of diagnosis.checks.flatMap((c) => c.findings)) if (headlineHolds(diagnosis.headline, message)) said.add(message);
  const codes = otherCodes(run, new Set(inFull.flatMap((c) => c.explains)), width);
  const left = unexplainedBy(run, said);
  const unseen = notSeen(run, width);
  const facts = remarks(run, width);
  return [
    ...(isOpen ? [...codes, ...undecided(run, open, layout)] : []),
    ...tell(run, told, layout),
    ...(beside.length === 0 ? [] : ['', wrap('Beside it, and no reason for the failure:', width)]),
    ...tell(run, beside, layout, 'Warning'),
    ...shellLine(run, inFull, layout),
    ...(all ? [] : otherCauses(others, layout)),
    ...(isOpen ? [] : codes),
    ...unexplainedLines(left, layout),
    ...(facts.length > 0 ? ['', ...facts] : []),
    ...aheadSection(run, layout),
    ...moreToSee(run, layout, isOpen),
    ...checkedSection(run, layout, new Set([...said, ...left])),
    ...(unseen.length > 0 ? ['', ...unseen] : []),
    ...helpdeskLines(run, width),
  ];
}

/** Where something fails: whether a cause explains nothing of it, but a warning. */
function asideOf({ verdict, checks }: Diagnosis): (cause: DiagnosedCause) => boolean {
  const grave = new Set(checks.flatMap((c) => c.findings).filter((f) => f.severity === 'fail').flatMap((f) => [f.tag, ...codesOf(f)]));
  return ({ explains }) => verdict === 'failing' && !explains.some((sign) => grave.has(sign));
}

/** What no cause explains, in the findings' own sentences where nothing above has said them. */
function unexplainedBy({ diagnosis: { unexplained, checks } }: Run, said: ReadonlySet<string>): string[] {
  // A file may hold as many codes as attempts: each is looked up, not looked for.
  const byTag = Map.groupBy(checks.flatMap((c) => c.findings), (f) => f.tag);
  const named = new Set(checks.flatMap((c) => c.findings).flatMap((f) => f.message.match(/\w+/g) ?? []));
  // A code is told with the finding that holds it.
  const sentences = unexplained.flatMap((sign) => byTag.get(sign)?.map((f) => f.message) ?? (named.has(sign) ? [] : [codeWithMeaning(sign)]));
  return [...new Set(sentences)].filter((sentence) => !said.has(sentence));
}

function unexplainedLines(sentences: readonly string[], { width, all, paint }: Layout): string[] {
  const shown = all ? sentences : sentences.slice(0, mostUnexplained);
  const hidden = sentences.length - shown.length;
  if (shown.length === 0) return [];
  return ['', paint('bold', 'Not explained by any cause'), ...shown.map((s) => wrap(cleanText(s), width, '  · ', '    ')), ...(hidden > 0 ? [`  and ${hidden} more (-v shows them)`] : [])];
}

/** Causes in full, one after another; a remedy that two of them share is told once. */
function tell(run: Run, causes: readonly DiagnosedCause[], layout: Layout, label: 'Cause' | 'Warning' = 'Cause'): string[] {
  const remedies = new Set<string>();
  return causes.flatMap((cause) => {
    const lines = causeSection(run, cause, layout, remedies, label);
    for (const id of cause.remedies) remedies.add(id);
    return lines;
  });
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
  const said: string[] = [];
  for (const code of new Set(found)) {
    if (typeof code !== 'string' || !/^0x[0-9A-F]{8}$/.test(code) || explained.has(code)) continue;
    const text = codeWithMeaning(code);
    if (text !== code && said.push(text) >= mostCodes) break;
  }
  return said.length === 0 ? [] : ['', ...said.map((text) => wrap(text, width, '', '           '))];
}

const remarks = ({ diagnosis }: Run, width: number): string[] => diagnosis.remarks.map((r) => wrap(cleanText(r), width, '', '  '));

const headlineHolds = (headline: string, message: string): boolean => headline.toLowerCase().includes(message.toLowerCase().replace(/\.$/, ''));
