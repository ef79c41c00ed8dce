import { resolve } from 'node:path';

import { cleanText } from '../model/clean.ts';
import type { Procedure, ProcedureStep } from '../model/runbook.ts';
import { painter } from '../report/paint.ts';
import { wrap } from '../report/wrap.ts';
import type { Answer, Position, Question, WalkState } from '../runbook/walk.ts';
import { freshWalk, positionOf, reopen, walkOn } from '../runbook/walk.ts';
import type { SeenOutcome } from '../runbook/walk-judge.ts';
import { outcomeSeen, proofSeen } from '../runbook/walk-judge.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { exitCodes } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import { progressLine } from './progress-line.ts';
import { readPasted } from './read-input.ts';
import type { Judged } from './runbook-walk-evidence.ts';
import { confirmedBy, judge, meansOf, pointedAtBy, suspectsOf } from './runbook-walk-evidence.ts';
import type { KeptWalk } from './runbook-walk-file.ts';
import { readWalk, removeWalk, writeWalk } from './runbook-walk-file.ts';
import { WalkKnowledge } from './runbook-walk-known.ts';
import type { AnswerLines } from './answer-lines.ts';
import { answerLines, readPaste } from './answer-lines.ts';
import type { Look } from './runbook-walk-screens.ts';
import { canRead, choicesOf, keysLine, openingScreen, plain, questionScreen, seeAlone } from './runbook-walk-screens.ts';
import { answeredLine, renderSummary } from './runbook-walk-summary.ts';
import { deliver, terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A call of `runbook SYMPTOM [TARGET] --walk`. */
export type WalkCall = {
  procedure: Procedure;
  /** As typed. */
  symptom: string;
  targets: readonly string[];
  /** The options of `check` that gather, `-o` for the summary, and the file that keeps the walk. */
  flags: CheckFlags & { state?: string };
  signal: AbortSignal;
};

const defaultFile = 'kmsdoctor-walk.json';

/** Walks a procedure with a person, or with the lines of a pipe. Gives the exit code. */
export async function runWalk({ procedure, symptom, targets, flags, signal }: WalkCall): Promise<number> {
  if (flags.state === '') throw new UsageError('--state wants the name of a file, not an empty text.');
  if (flags.redact === true) throw new UsageError('--walk puts names into the commands that it shows, so --redact is not for it: kmsdoctor collect --redact writes evidence without names.');
  const file = flags.state ?? defaultFile;
  if (flags.output !== undefined && resolve(flags.output) === resolve(file)) throw new UsageError(`-o names ${cleanText(file)}, where the answers are kept: name another file for the summary.`);
  const request = requestOf(targets, flags);
  const kept = await readWalk(file);
  if (kept !== null && kept.procedure !== procedure.id) {
    throw new UsageError(`${cleanText(file)} keeps a walk of ${plain(kept.symptom).slice(0, 80)}, not of this: end that one first, or name another file with --state.`);
  }
  const { stdin, stdout, stderr } = process;
  // Where the summary is caught in a file or a pipe, a person still reads the questions.
  const screen = !stdout.isTTY && stderr.isTTY ? stderr : stdout;
  const { width, color } = terminalOf(flags.color === false ? false : null, false, { stdout: screen, env: process.env });
  const look: Look = { width: Math.min(width, 80), paint: painter(color) };
  const walk = new Walk({
    procedure, file, request, signal, look, keptAs: { symptom: plain(symptom).slice(0, 300), procedure: procedure.id },
    target: targets.length === 0 ? null : plain(targets.join(' ')).slice(0, 200),
    lines: answerLines({ stdin, screen, isDumb: process.env['TERM'] === 'dumb' }),
    say: (text) => void screen.write(`${text}\n`),
  });
  try {
    return await walk.run(kept, flags.output === undefined || flags.output === '-' ? null : flags.output);
  } finally {
    walk.close();
  }
}

/** What is to be looked at; null where the call names nothing: then a person sees everything. */
function requestOf(targets: readonly string[], flags: CheckFlags): CheckRequest | null {
  if (targets.includes('-') || (flags.kmsHostTarget ?? []).includes('-')) throw new UsageError('--walk reads its answers from standard input, so - cannot be the target: name a file, or paste with p.');
  if (flags.passwordStdin === true) throw new UsageError('--walk reads its answers from standard input, so the password cannot come from there: use --password-file or KMSDOCTOR_PASSWORD, or type it when asked.');
  const names = [targets, flags.domain, flags.dns, flags.kmsHost, flags.kmsHostTarget, flags.directory].some((n) => (n ?? []).length > 0);
  return names || flags.updateRight === true ? readCheckRequest(targets, flags) : null;
}

type Parts = {
  procedure: Procedure;
  file: string;
  request: CheckRequest | null;
  signal: AbortSignal;
  look: Look;
  keptAs: Pick<KeptWalk, 'symptom' | 'procedure'>;
  target: string | null;
  lines: AnswerLines;
  say: (text: string) => void;
};

/** One walk at a terminal. What it means is decided by the engine; here is only what is shown, asked and kept. */
class Walk {
  readonly #parts: Parts;
  #state: WalkState = freshWalk;
  readonly #knowledge: WalkKnowledge;
  readonly #told = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#knowledge = new WalkKnowledge(parts.request?.settings ?? { approvedHosts: [], domains: [] });
  }

  close(): void {
    this.#parts.lines.rest();
  }

  async run(keptWalk: KeptWalk | null, output: string | null): Promise<number> {
    const { procedure, file, look, say, request } = this.#parts;
    const kept = keptWalk?.state ?? null;
    say(openingScreen(procedure, look));
    if (kept !== null && kept.answers.length > 0) {
      const goesOn = await this.#offer(kept);
      if (goesOn === null) return this.#stopped(false);
      if (goesOn) this.#state = positionOf(procedure, kept).at === 'end' ? reopen(procedure, kept) : kept;
      if (goesOn && keptWalk?.pasted != null) this.#knowledge.paste(keptWalk.pasted);
    }
    // Before the first question, so that nobody answers ten of them for a file that cannot be written.
    await this.#keep();
    this.#tell(`Your answers are kept in ${cleanText(file)}, so that you can stop with q and go on later. Words in capitals in a command, such as HOST, stand for your own names.`);
    if (request !== null) await this.#lookAtTarget();
    for (;;) {
      this.#answerFromEvidence();
      await this.#keep();
      const position = positionOf(procedure, this.#state);
      if (position.at === 'end') return await this.#ended(position, output);
      const end = await this.#ask(position);
      if (end !== null) return end;
    }
  }

  #tell(text: string): void {
    this.#parts.say(wrap(plain(text), this.#parts.look.width));
  }

  #keep(): Promise<void> {
    return writeWalk(this.#parts.file, { ...this.#parts.keptAs, state: this.#state, pasted: this.#knowledge.pasted });
  }

  /** Whether to go on with a kept walk; null at the end of the input. */
  async #offer(kept: WalkState): Promise<boolean | null> {
    const { procedure, file, lines, say, look } = this.#parts;
    const { trail } = positionOf(procedure, kept);
    this.#tell(`A walk of this was kept in ${cleanText(file)}. Answered so far:`);
    for (const answered of trail) say(wrap(answeredLine(answered), look.width, '  - ', '    '));
    say('\n  1  Go on with it\n  2  Begin anew; these answers are dropped\n');
    for (;;) {
      const typed = await lines.next('> ');
      if (typed === null || /^q(?:uit)?$/i.test(typed.trim())) return null;
      if (typed.trim() === '1') return true;
      if (typed.trim() === '2') return false;
      this.#tell('Type 1 or 2, or q to stop.');
    }
  }

  async #lookAtTarget(): Promise<void> {
    const { request, signal, lines, target } = this.#parts;
    if (request === null) return;
    // A password may have to be typed meanwhile.
    lines.rest();
    const progress = progressLine();
    const gathered = await gatherCase(request, {
      network: async () => (await import('../transport/network.ts')).createNetwork(), onProgress: progress.onProgress, signal, now: Date.now,
    }).finally(progress.end);
    const judged = this.#knowledge.look(gathered.case);
    this.#tell(`Looked at ${target ?? 'the network'}: ${judged.diagnosis.headline}`);
    for (const note of gathered.notes) this.#tell(`Note: ${note}`);
    this.#tellOtherPage(judged);
  }

  /** Where the evidence speaks for a cause that this page does not repair, its own page is the shorter way; said once for each. */
  #tellOtherPage(judged: Judged | null): void {
    const cause = pointedAtBy(judged, this.#parts.procedure);
    if (cause === null || this.#told.has(cause.cause) || this.#parts.procedure.repairs.some((r) => r.id === cause.cause)) return;
    this.#told.add(cause.cause);
    this.#tell(`The evidence ${cause.certainty === 'confirmed' ? 'confirms' : 'speaks for'} a cause that has a procedure of its own, which is the shorter way: kmsdoctor runbook ${cause.cause}`);
  }

  /** Answers what the evidence decides, a line each, up to the first question that only a person can answer. */
  #answerFromEvidence(): void {
    const { procedure, say, look } = this.#parts;
    for (;;) {
      const position = positionOf(procedure, this.#state);
      if (position.at === 'end' || position.question.kind !== 'step' || position.question.again || this.#state.insist.includes(position.question.key)) return;
      const { step } = position.question;
      const ofTarget = outcomeSeen(step, meansOf(this.#knowledge.known.target));
      const seen = ofTarget ?? outcomeSeen(step, meansOf(this.#knowledge.known.all));
      if (seen === null) return;
      this.#give({ said: seen.outcome, by: ofTarget === null ? 'paste' : 'evidence', saw: seen.saw });
      say(wrap(plain(`Step ${stepsIn(position) + 1}: ${step.title} - seen: ${wordsOf(step, seen)}`), look.width, '', '  '));
    }
  }

  #give(answer: Pick<Answer, 'said' | 'by' | 'saw'>): void {
    const saw = answer.saw.map((s) => plain(s).slice(0, 1000));
    this.#state = walkOn(this.#parts.procedure, this.#state, { kind: 'answer', answer: { ...answer, saw, suspects: suspectsOf(this.#knowledge.known.all) } });
  }

  /** Asks one question until it is answered or left. Gives the exit code where the walk stops here, else null. */
  async #ask(position: Extract<Position, { at: 'question' }>): Promise<number | null> {
    const { lines, say, look, request, target } = this.#parts;
    const { question } = position;
    const choices = choicesOf(question);
    const live = request === null ? null : target ?? 'the network';
    say(questionScreen(question, stepsIn(position) + 1, this.#knowledge.known.all, look));
    say(keysLine(question, live, look));
    for (;;) {
      const typed = await lines.next('> ');
      if (typed === null) return this.#stopped(true);
      const word = typed.trim().toLowerCase();
      const choice = /^\d{1,2}$/.test(word) ? choices[Number(word) - 1] : undefined;
      if (choice !== undefined) {
        this.#give({ said: choice.said, by: 'person', saw: [] });
        return null;
      }
      if (word === '?') {
        this.#give({ said: null, by: 'person', saw: [] });
        return null;
      }
      if (word === 'q') return this.#stopped(false, question);
      if (word === 'b' && position.trail.length > 0) {
        this.#state = walkOn(this.#parts.procedure, this.#state, { kind: 'back' });
        return null;
      }
      if (word === 'b') this.#tell('This is the first question: there is nothing to go back to.');
      else if (word === 'p' && canRead(question)) {
        if (await this.#paste(question)) return null;
      } else if (word === 'l' && live !== null && canRead(question)) {
        if (await this.#lookAgain(question)) return null;
      } else if (lines.dropWaiting()) this.#tell(`That looks like pasted text, and none of it was taken.${canRead(question) ? ' Type p and Enter first, then paste.' : ''}`);
      else this.#tell(`Type a number from 1 to ${choices.length}, or ${[...(canRead(question) ? ['p'] : []), ...(live !== null && canRead(question) ? ['l'] : []), '?', 'b'].join(', ')} or q.`);
    }
  }

  /** Reads what is pasted and answers the question with it. False where it decides nothing: then the person is asked. */
  async #paste(question: Question): Promise<boolean> {
    const { lines } = this.#parts;
    this.#tell('Paste it here, and end with a line that holds a single dot.');
    const text = await readPaste(lines);
    if (text === null) {
      this.#tell('That is too much text to paste (4 MiB at most): save it to a file and give the file as the target. Choose a number, or ?.');
      return false;
    }
    const read = await readPasted(text);
    if (!read.ok) {
      this.#tell(`${read.message} Choose a number, or paste again with p.`);
      return false;
    }
    const alone = judge(read.case, this.#knowledge.settings);
    this.#knowledge.paste(read.case);
    for (const note of read.notes) this.#tell(`Note: ${note}`);
    if (question.kind === 'step') this.#tellOtherPage(this.#knowledge.known.all);
    // A new look is judged by itself first: what was seen before the repair says nothing about what is so now.
    const settled = this.#settle(question, alone, 'paste')
      || (question.kind === 'step' && !this.#state.insist.includes(question.key) && this.#settle(question, this.#knowledge.known.all, 'paste'));
    if (!settled) this.#tell(`The text was read (${alone.diagnosis.headline.replace(/\.$/, '')}), but it does not decide this question. Choose a number, or ?.`);
    return settled;
  }

  async #lookAgain(question: Question): Promise<boolean> {
    await this.#lookAtTarget();
    const settled = this.#settle(question, this.#knowledge.known.target, 'evidence');
    if (!settled) this.#tell('That does not decide this question. Choose a number, or ?.');
    return settled;
  }

  /** Answers the question with evidence, where that decides it. */
  #settle(question: Question, judged: Judged | null, by: 'paste' | 'evidence'): boolean {
    const means = meansOf(judged);
    const proof = question.kind === 'proof' ? proofSeen(question.repair, means.results) : null;
    const outcome = question.kind === 'step' ? outcomeSeen(question.step, means) : null;
    const said = outcome?.outcome ?? (proof === null ? null : proof.holds ? 'proven' : 'not-proven');
    if (said === null) return false;
    const saw = outcome?.saw ?? proof?.saw ?? [];
    this.#give({ said, by, saw });
    this.#tell(`Seen: ${question.kind === 'step' && outcome !== null ? wordsOf(question.step, outcome) : saw.join(' ')}`);
    return true;
  }

  /** The walk stops here and is kept. A cause with its repair on the screen is found, and not repaired. */
  #stopped(byItself: boolean, question: Question | null = null): number {
    const text = `${byItself ? 'The input ended before the walk did' : 'Stopped'}: what was answered is kept in ${cleanText(this.#parts.file)}; the same command goes on from there.`;
    if (byItself) process.stderr.write(`${text}\n`);
    else this.#tell(text);
    const isFound = question?.kind === 'proof' || (question?.kind === 'repair' && (question.of === 1 || question.certainty !== null));
    return isFound && !byItself ? exitCodes.wrong : exitCodes.unknown;
  }

  async #ended(position: Extract<Position, { at: 'end' }>, output: string | null): Promise<number> {
    const { procedure, file, keptAs, target, say } = this.#parts;
    const { ending } = position;
    const facts = { symptom: keptAs.symptom, target, known: this.#knowledge.known.all, at: new Date(), version: KMSDOCTOR_VERSION };
    say('');
    await deliver(renderSummary(procedure, position, ending, facts), output);
    say('');
    if (output !== null) this.#tell(`The summary for the ticket stands in ${cleanText(output)}.`);
    if (ending.kind === 'repaired' || ending.kind === 'done') {
      await removeWalk(file);
      return exitCodes.ok;
    }
    this.#tell(`Your answers stay in ${cleanText(file)}: the same command goes on when more is known.`);
    const isFound = ending.kind === 'found' ? ending.alone || ending.carriedOut : confirmedBy(this.#knowledge.known.all) !== null;
    return isFound ? exitCodes.wrong : exitCodes.unknown;
  }
}

/** What was seen, in the words of the findings; where there are none, in those of the page. */
const wordsOf = (step: ProcedureStep, { outcome, saw }: SeenOutcome): string =>
  (saw.length > 0 ? saw.join(' ') : `${seeAlone(step.outcomes.find((o) => o.id === outcome)?.see ?? '')}.`);

const stepsIn = ({ trail }: Position): number => trail.filter((a) => a.question.kind === 'step').length;
