import { cleanText } from '../model/clean.ts';
import type { Procedure } from '../model/runbook.ts';
import { wrap } from '../report/wrap.ts';
import type { Answer, Position, Question, WalkState } from '../runbook/walk.ts';
import { freshWalk, positionOf, reopen, walkOn } from '../runbook/walk.ts';
import type { CheckRequest } from './check-request.ts';
import { exitCodes } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import { progressLine } from './progress-line.ts';
import { readPasted } from './read-input.ts';
import { answerWith, confirmedAnswer, nextByEvidence, settledBy, stepsIn } from './runbook-walk-answers.ts';
import type { Judged } from './runbook-walk-evidence.ts';
import { confirmedBy, judge, pointedAtBy } from './runbook-walk-evidence.ts';
import type { KeptWalk } from './runbook-walk-file.ts';
import { removeWalk, writeWalk } from './runbook-walk-file.ts';
import { WalkKnowledge } from './runbook-walk-known.ts';
import type { AnswerLines } from './answer-lines.ts';
import { readPaste } from './answer-lines.ts';
import type { Look } from './runbook-walk-screens.ts';
import { canRead, choicesOf, keysLine, openingScreen, plain, questionScreen } from './runbook-walk-screens.ts';
import { answeredLine, renderSummary } from './runbook-walk-summary.ts';
import { deliver } from './terminal.ts';

/** What a walk needs: the page, the file that keeps it, what it may look at, and where it reads and speaks. */
type Parts = {
  procedure: Procedure;
  file: string;
  request: CheckRequest | null;
  signal: AbortSignal;
  look: Look;
  keptAs: Pick<KeptWalk, 'symptom' | 'procedure'>;
  target: string | null;
  /** The machine among it, for commands that act on it; null where files or the network are looked at. */
  machine: string | null;
  lines: AnswerLines;
  say: (text: string) => void;
};

/** One walk at a terminal. What it means is decided by the engine; here is only what is shown, asked and kept. */
export class Walk {
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
    this.#tell(`The evidence ${cause.certainty === 'confirmed' ? 'confirms' : 'speaks for'} a cause that has a procedure of its own, which is the shorter way:`);
    // A file of its own, since this walk is kept in the usual one.
    this.#parts.say(`    ${['kmsdoctor runbook', cause.cause, ...(this.#parts.target === null ? [] : [this.#parts.target]), '--walk --state', `${cause.cause}.json`].join(' ')}`);
  }

  /** Answers what the evidence decides, a line each, up to the first question that only a person can answer. */
  #answerFromEvidence(): void {
    const { procedure, say, look } = this.#parts;
    for (;;) {
      const found = nextByEvidence(procedure, this.#state, this.#knowledge.known);
      if (found === null) return;
      this.#keepAnswer(found.answer);
      say(wrap(plain(found.says), look.width, '', '  '));
    }
  }

  #give(answer: Pick<Answer, 'said' | 'by' | 'saw'>): void {
    this.#keepAnswer(answerWith(answer, this.#knowledge.known));
  }

  #keepAnswer(answer: Omit<Answer, 'question'>): void {
    this.#state = walkOn(this.#parts.procedure, this.#state, { kind: 'answer', answer });
  }

  /** Asks one question until it is answered or left. Gives the exit code where the walk stops here, else null. */
  async #ask(position: Extract<Position, { at: 'question' }>): Promise<number | null> {
    const { lines, say, look, request, target } = this.#parts;
    const { question } = position;
    const choices = choicesOf(question);
    const live = request === null ? null : target ?? 'the network';
    say(questionScreen(question, stepsIn(position) + 1, { judged: this.#knowledge.known.all, machine: this.#parts.machine }, look));
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
      || (question.kind === 'step' && !this.#state.insist.includes(question.key) && this.#settle(question, this.#knowledge.known.all, 'paste'))
      || this.#goToConfirmed('paste');
    if (!settled) this.#tell(`The text was read (${alone.diagnosis.headline.replace(/\.$/, '')}), but it does not decide this question. Choose a number, or ?.`);
    return settled;
  }

  async #lookAgain(question: Question): Promise<boolean> {
    await this.#lookAtTarget();
    const settled = this.#settle(question, this.#knowledge.known.target, 'evidence') || this.#goToConfirmed('evidence');
    if (!settled) this.#tell('That does not decide this question. Choose a number, or ?.');
    return settled;
  }

  /** Answers the question with evidence, where that decides it. */
  #settle(question: Question, judged: Judged | null, by: 'paste' | 'evidence'): boolean {
    const settled = settledBy(question, judged);
    if (settled === null) return false;
    this.#give({ said: settled.said, by, saw: settled.saw });
    this.#tell(settled.says);
    return true;
  }

  /** Where what is known by now confirms a cause of this page, the question is left out and its repair is next. */
  #goToConfirmed(by: 'paste' | 'evidence'): boolean {
    const position = positionOf(this.#parts.procedure, this.#state);
    const confirmed = position.at === 'end' ? null : confirmedAnswer(position, this.#knowledge.known, by);
    if (confirmed === null) return false;
    this.#keepAnswer(confirmed.answer);
    this.#tell(confirmed.says);
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
