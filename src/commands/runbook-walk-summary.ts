import type { Procedure, Repair } from '../model/runbook.ts';
import { riskWords } from '../report/words.ts';
import { wrap } from '../report/wrap.ts';
import { confirmedWord, type Answered, type Ending, type Position } from '../runbook/walk.ts';
import type { Judged } from './runbook-walk-evidence.ts';
import { confirmedBy, pointedAtBy } from './runbook-walk-evidence.ts';
import { choicesOf, filled, named, plain, procedurePlaces, seeAlone } from './runbook-walk-screens.ts';

/** What the summary says beside the walk itself. */
export type SummaryFacts = {
  /** What was asked for, as typed. */
  symptom: string;
  /** The target as typed; null where nothing but a person answered. */
  target: string | null;
  /** The evidence at hand; null where there is none. */
  known: Judged | null;
  at: Date;
  version: string;
};

const width = 78;
const label = 12;

/** The walk as plain text for a ticket: what was asked, seen, done and proven, and by whom; or to whom it goes, and with what. */
export function renderSummary(procedure: Procedure, { trail }: Position, ending: Ending, facts: SummaryFacts): string {
  const { cause, certainty } = causeOf(ending, trail, facts.known, procedure);
  return `${[
    'TICKET SUMMARY',
    ...field('Symptom', facts.symptom),
    ...field('Procedure', procedure.title),
    ...(facts.target === null ? [] : field('Looked at', facts.target)),
    // What was seen before the repair would read as if it were so still.
    ...(facts.known === null || ending.kind === 'repaired' ? [] : field('Evidence', facts.known.diagnosis.headline)),
    ...field('Walked', `${facts.at.toISOString().slice(0, 16).replace('T', ' ')} UTC, kmsdoctor ${facts.version}`),
    ...field('Result', resultWords(ending, trail, facts.known, procedure)),
    ...(cause === null ? [] : [...field(ending.kind === 'found' && !ending.alone ? 'Try first' : 'Cause', `${cause.title} (${cause.id})`), ...field('', cause.says)]),
    ...field('Certainty', certainty),
    ...section('What was looked at', trail.flatMap((a, i) => lookLines(a, i, trail))),
    ...section('What was done', trail.flatMap(doneLines)),
    ...section('How it was proven', trail.flatMap(proofLines)),
    ...section('Still to do', toDoLines(ending, facts.known)),
    ...section('Left open', openLines(ending)),
    ...(ending.kind === 'open' && confirmedBy(facts.known) === null ? escalationLines(procedure) : []),
  ].join('\n')}\n`;
}

const field = (name: string, text: string): string[] => [wrap(plain(text), width, `${name === '' ? '' : `${name}:`}`.padEnd(label), ' '.repeat(label))];
const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);
const item = (text: string): string => wrap(plain(text), width, '  - ', '    ');
const under = (text: string): string => wrap(plain(text), width, '    ');

function resultWords(ending: Ending, trail: readonly Answered[], known: Judged | null, procedure: Procedure): string {
  const pointed = ending.kind === 'open' ? pointedAtBy(known, procedure) : null;
  if (pointed !== null) return `This procedure does not end at a cause, but the evidence ${pointed.certainty === 'confirmed' ? 'confirms' : 'speaks for'} one.`;
  if (ending.kind === 'repaired') return 'Repaired, and proven.';
  if (ending.kind === 'found') return ending.carriedOut ? 'Cause found and repair carried out; whether it worked is not proven yet.' : ending.alone ? 'Cause found; the repair is still to be carried out.' : 'Narrowed down; the first repair to try is still to be carried out.';
  if (ending.kind === 'open') return 'Not solved: it could not be told on this way. To be escalated.';
  const last = trail.at(-1);
  const outcome = last?.question.kind === 'step' ? last.question.step.outcomes.find((o) => o.id === last.answer.said) : undefined;
  return outcome === undefined ? 'Reached.' : outcome.means === '' ? outcome.see : outcome.means;
}

/** The cause that the walk came to, and how sure that is, in words. */
function causeOf(ending: Ending, trail: readonly Answered[], known: Judged | null, procedure: Procedure): { cause: Pick<Repair, 'id' | 'title' | 'says'> | null; certainty: string } {
  if (ending.kind === 'done') return { cause: null, certainty: `This rests on ${whoAnswered(trail)}.` };
  const pointed = pointedAtBy(known, procedure);
  if (ending.kind === 'open' && pointed !== null) return { cause: { ...pointed, id: pointed.cause }, certainty: `${pointed.certainty === 'confirmed' ? 'Confirmed' : 'Likely'}, by the evidence. Its own procedure: kmsdoctor runbook ${pointed.cause}` };
  if (ending.kind === 'open') return { cause: null, certainty: 'Unknown: what was seen does not decide between the causes that are left.' };
  if (ending.kind === 'repaired') return { cause: ending.repair, certainty: 'Proven: after its repair the proof held.' };
  const { repair, others } = ending;
  const asked = trail.findLast((a) => a.question.kind === 'repair' && a.question.repair.id === repair.id)?.question;
  if (asked?.kind !== 'repair') return { cause: repair, certainty: 'Possible.' };
  if (asked.certainty === 'confirmed') return { cause: repair, certainty: 'Confirmed by the evidence.' };
  const proves = ending.carriedOut ? 'the proof will tell' : 'its repair will prove it';
  if (asked.certainty === 'likely') return { cause: repair, certainty: `Likely, by the evidence; ${proves}.` };
  if (asked.of === 1) return { cause: repair, certainty: `Likely: what was seen points to it alone; ${proves}.` };
  if (others.length === 0) return { cause: repair, certainty: `Likely: the last of ${asked.of} causes that look the same, the others being ruled out; ${proves}.` };
  return { cause: repair, certainty: `Possible: causes that look the same are not ruled out: ${others.map((o) => o.title).join('; ')}.` };
}

function whoAnswered(trail: readonly Answered[]): string {
  const by = new Set(trail.map((a) => a.answer.by));
  return [by.has('person') ? 'what a person saw' : '', by.has('paste') ? 'pasted output' : '', by.has('evidence') ? 'the evidence of the target' : ''].filter((w) => w !== '').join(', ') || 'nothing';
}

const sources = { person: 'said by the person who followed it', paste: 'read in pasted output', evidence: 'seen in the evidence' } as const;

function lookLines({ question, answer }: Answered, i: number, trail: readonly Answered[]): string[] {
  if (question.kind !== 'step') return [];
  const number = trail.slice(0, i + 1).filter((a) => a.question.kind === 'step').length;
  const outcome = question.step.outcomes.find((o) => o.id === answer.said);
  return [
    wrap(plain(`${question.step.title} [${procedurePlaces[question.step.where]}]`), width, `${String(number).padStart(3)}. `, '     '),
    wrap(plain(answer.said === confirmedWord ? `Left out: the cause is confirmed (${sources[answer.by]}).` : outcome === undefined ? 'Not known.' : `${seeAlone(outcome.see)} (${sources[answer.by]}).`), width, '     '),
    ...answer.saw.map((s) => wrap(plain(s), width, '     > ', '       ')),
  ];
}

const repairSaid: Readonly<Record<string, string>> = { done: 'carried out', later: 'not carried out yet', no: 'put aside: it was not this' };

function doneLines({ question, answer }: Answered): string[] {
  if (question.kind !== 'repair') return [];
  const [best] = question.repair.remedies;
  return [
    item(`${question.repair.title}: ${answer.said === null ? 'not known whether it is this' : repairSaid[answer.said] ?? ''}.`),
    ...(answer.said === 'done' && best !== undefined ? [under(`${question.repair.remedies.length === 1 ? 'The repair' : 'The repair, or one of those beside it'}: ${best.title} (${riskWords[best.risk]}).`)] : []),
  ];
}

function proofLines({ question, answer }: Answered): string[] {
  if (question.kind !== 'proof') return [];
  const held = answer.said === 'proven' ? 'it held' : answer.said === null ? 'not known whether it holds' : 'it did not hold';
  return [
    item(`${question.repair.title}: ${held} (${sources[answer.by]}).`),
    ...question.repair.proof.map((p) => under(`${p.run} shows: ${p.shows}`)),
    ...answer.saw.map((s) => wrap(plain(s), width, '    > ', '      ')),
  ];
}

function toDoLines(ending: Ending, known: Judged | null): string[] {
  if (ending.kind !== 'found') return [];
  const { repair, carriedOut } = ending;
  return [
    ...(carriedOut ? [] : repair.remedies.slice(0, 1).map((r) => filled(r, known)).flatMap((r) => [item(`${r.title} (${riskWords[r.risk]}).`), ...r.steps.flatMap((s) => [under(s.say), ...(s.run === undefined ? [] : [`      ${plain(s.run)}`])])])),
    ...repair.proof.flatMap((p) => [item(`Prove it, ${procedurePlaces[p.where]}:`), ...named([p.run], known, 'proof').map((r) => `      ${plain(r)}`), under(`It worked when you see: ${p.shows}`)]),
  ];
}

const openLines = (ending: Ending): string[] => (ending.kind === 'open' ? ending.possible.map((r) => item(`${r.title} (${r.id}): not ruled out.`)) : []);

function escalationLines({ escalation }: Procedure): string[] {
  return [
    ...section('Escalate', [wrap(plain(escalation.when), width, '  ')]),
    ...section('With', escalation.evidence.flatMap((e) => [item(e.say), ...(e.run === null ? [] : [`      ${plain(e.run)}`])])),
  ];
}

/** What each answer that was given says, in a line: for a walk that goes on. */
export function answeredLine({ question, answer }: Answered): string {
  const said = answer.said === null ? 'not known' : answer.said === confirmedWord && question.kind === 'step' ? 'left out, the cause is confirmed' : choicesOf(question).find((c) => c.said === answer.said)?.see ?? answer.said;
  const title = question.kind === 'step' ? question.step.title : question.repair.title;
  return `${plain(title)}: ${plain(seeAlone(said))}`;
}
