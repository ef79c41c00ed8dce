import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';
import type { Procedure, ProcedurePlace, Proof } from '../model/runbook.ts';
import { isFilled, runsByItself, type Remedy } from '../model/remedy.ts';
import { knownNames } from '../report/known-names.ts';
import type { Paint } from '../report/paint.ts';
import { riskWords } from '../report/words.ts';
import { wrap } from '../report/wrap.ts';
import type { Question } from '../runbook/walk.ts';
import { isReadable } from '../runbook/walk-judge.ts';
import type { Judged } from './runbook-walk-evidence.ts';

/** How to draw: columns, and colour or none. No cursor is moved: it reads in any terminal, and in a log. */
export type Look = { width: number; paint: Paint };

/** A numbered answer: the word that is kept, and what a person reads. */
export type Choice = { said: string; see: string; means: string };

export const procedurePlaces: Readonly<Record<ProcedurePlace, string>> = {
  client: 'on the client', host: 'on the KMS host', dns: 'in DNS', desk: 'at your desk', network: 'in the network', directory: 'in Active Directory',
};

/** Text for a person: one line, safe to draw, without whole keys, and without the marks of Markdown. */
export const plain = (text: string): string => maskKeys(cleanText(text)).replaceAll('`', '"');

/** An outcome away from its list: “none of these” says there what it was none of. */
export const seeAlone = (see: string): string => see.replace(/^None of these\.?$/, 'None of what this look can show').replace(/\.$/, '');

/** The answers that a question can have by number, in their order. */
export function choicesOf(question: Question): Choice[] {
  if (question.kind === 'step') return question.step.outcomes.map((o) => ({ said: o.id, see: o.see, means: o.means }));
  if (question.kind === 'repair') {
    return [
      { said: 'done', see: 'It is carried out', means: 'Then it is proven next.' },
      { said: 'later', see: 'Not now: later, or somebody else has to', means: 'Ends here, with what was found for the ticket.' },
      { said: 'no', see: 'It is not this', means: question.nth < question.of ? 'Goes on to the next possible cause.' : 'Goes on without it.' },
    ];
  }
  return [
    { said: 'proven', see: 'Yes, it shows that', means: '' },
    { said: 'not-proven', see: 'No, it does not', means: 'Goes on: it was something else, or something more.' },
  ];
}

/** Title, what was understood, and what to know first. */
export function openingScreen(procedure: Procedure, { width, paint }: Look): string {
  return [
    paint('bold', wrap(plain(procedure.title), width)), '', wrap(plain(procedure.understood), width),
    ...procedure.intro.flatMap((p) => ['', wrap(plain(p), width)]), '',
  ].join('\n');
}

/** The evidence at hand, and the machine on which kmsdoctor could carry a repair out; null where there is none. */
type AtHand = { judged: Judged | null; machine: string | null };

/** A question, whole: what to look at, the exact commands, and the answers it can have. `number` counts the looks. */
export function questionScreen(question: Question, number: number, at: AtHand, look: Look): string {
  const body = question.kind === 'step' ? stepLines(question, number, at.judged, look) : question.kind === 'repair' ? repairLines(question, at, look) : proofLines(question, at.judged, look);
  const choices = choicesOf(question).flatMap(({ see, means }, i) => [
    // Painted once it is wrapped: a sequence of colour takes no column.
    wrap(plain(see), look.width, `  ${i + 1}  `, '     ').replace(/\d+/, (number) => look.paint('bold', number)),
    ...(means === '' ? [] : [look.paint('dim', wrap(plain(means), look.width, '     '))]),
  ]);
  return ['', rule(look), ...body, '', ...choices, ''].join('\n');
}

/** The keys that are no number. */
export function keysLine(question: Question, target: string | null, { width, paint }: Look): string {
  const keys = [
    ...(canRead(question) ? ['p paste what it printed'] : []), ...(target !== null && canRead(question) ? ['l look at it again'] : []), '? do not know', 'b back', 'q stop and keep',
  ];
  const lines: string[] = [];
  // A key and what it does stay on one line.
  for (const key of keys) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 3 + key.length <= width) lines[lines.length - 1] = `${line}   ${key}`;
    else lines.push(`  ${key}`);
  }
  return paint('dim', lines.join('\n'));
}

/** Whether the program itself can read an answer to this question out of evidence. */
export const canRead = (question: Question): boolean =>
  (question.kind === 'step' ? isReadable(question.step) : question.kind === 'proof' && question.repair.proof.some((p) => p.check !== null));

const rule = ({ width }: Look): string => '-'.repeat(Math.min(width, 78));

function stepLines({ step, again }: Extract<Question, { kind: 'step' }>, number: number, judged: Judged | null, look: Look): string[] {
  const { width, paint } = look;
  return [
    paint('bold', wrap(`Step ${number}${again ? ' (again)' : ''}: ${plain(step.title)} [${procedurePlaces[step.where]}]`, width)),
    '', wrap(plain(step.say), width, '  '), ...commandLines(step.changes ? step.run : named(step.run, judged, 'look'), look),
    ...(step.changes ? ['', wrap('This changes something: kmsdoctor does not run it.', width, '  ')] : []),
    '', step.run.length > 0 && !step.changes ? 'What did you see?' : 'How is it?',
  ];
}

function repairLines({ repair, nth, of, certainty, again }: Extract<Question, { kind: 'repair' }>, { judged, machine }: AtHand, look: Look): string[] {
  const { width, paint } = look;
  const intro = again ? 'It is not repaired yet. The cause again:' : certainty === 'confirmed' ? 'The evidence confirms this cause:' : of === 1 ? 'What was seen points to this cause:' : `What was seen has ${of} possible causes. This is number ${nth}, ${nth === 1 ? 'the one to try first' : 'the next to try'}:`;
  return [
    wrap(intro, width), '', paint('bold', wrap(plain(repair.title), width, '  ')), wrap(plain(repair.says), width, '  '),
    ...repair.remedies.flatMap((remedy, i) => remedyLines(filled(remedy, judged), { i, all: repair.remedies.length, canApply: judged?.diagnosis.remedies[remedy.id] === undefined ? null : machine }, look)), '', 'Is it carried out?',
  ];
}

function remedyLines(remedy: Remedy, { i, all, canApply }: { i: number; all: number; canApply: string | null }, look: Look): string[] {
  const head = `${all === 1 ? 'Do this' : i === 0 ? 'Best' : 'Or'}: ${plain(remedy.title)} (${riskWords[remedy.risk]})`;
  return ['', look.paint('bold', wrap(head, look.width, '  ')), ...remedy.steps.flatMap((s) => [wrap(plain(s.say), look.width, '  - ', '    '), ...(s.run === undefined ? [] : [`      ${look.paint('cyan', plain(s.run))}`])]),
    ...(canApply === null || !runsByItself(remedy) || !isFilled(remedy) ? [] : ['    Or, in another terminal, let kmsdoctor show it, ask, do it and look again:', `      ${look.paint('cyan', `kmsdoctor check ${canApply} --apply ${remedy.id}`)}`])];
}

function proofLines({ repair }: Extract<Question, { kind: 'proof' }>, judged: Judged | null, look: Look): string[] {
  return [
    look.paint('bold', wrap(`Proof: ${plain(repair.title)}`, look.width)),
    ...repair.proof.flatMap((p, i) => [
      // What one command shows together is run once.
      ...(isSameRun(repair.proof[i - 1], p) ? [] : ['', wrap(`Run ${procedurePlaces[p.where]}:`, look.width, '  '), ...commandLines(named([p.run], judged, 'proof'), look), '']),
      wrap(`${isSameRun(repair.proof[i - 1], p) ? 'And' : 'It worked when you see'}: ${plain(p.shows)}`, look.width, '  '),
    ]),
    ...(repair.proof.length === 0 ? ['', '  Have the machine activate again, and look at its licence state.'] : []),
    '', 'Does it show that now?',
  ];
}

const isSameRun = (before: Proof | undefined, proof: Proof): boolean => before?.run === proof.run && before.where === proof.where;

/** Commands stand whole on lines of their own, so that they can be copied. */
const commandLines = (run: readonly string[], { paint }: Look): string[] => (run.length === 0 ? [] : ['', ...run.map((r) => `    ${paint('cyan', plain(r))}`)]);

/** A remedy with its fields filled from the evidence where that names it. */
export const filled = (remedy: Remedy, judged: Judged | null): Remedy => judged?.diagnosis.remedies[remedy.id] ?? remedy;

/**
 * Commands that only look, with the names that the evidence knows: `HOST` in a look is the host that the client uses. What
 * changes something is filled by the diagnosis alone, which knows which host is meant.
 */
export function named(run: readonly string[], judged: Judged | null, what: 'look' | 'proof'): string[] {
  if (judged === null) return [...run];
  const { zone, host } = knownNames(judged.case, judged.diagnosis);
  const zoned = run.map((r) => r.replaceAll(/\bZONE\b/g, zone ?? 'ZONE'));
  // After the repair it may be another host.
  return what === 'proof' || host === null ? zoned : zoned.map((r) => r.replaceAll(/(?<![\w-])HOST(?![\w-])/g, host));
}
