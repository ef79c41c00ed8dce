import type { Cause, Prevalence, Sign } from '../model/cause.ts';
import type { Procedure } from '../model/runbook.ts';
import type { Code } from '../model/evidence.ts';
import { causesOfCode } from '../knowledge/code-causes.ts';
import { loadCodeFacts } from '../knowledge/codes.ts';
import type { CodeFacts } from '../knowledge/codes.ts';
import { loadEventFacts } from '../knowledge/events.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { drawProcedure } from './draw-procedure.ts';
import type { Subject } from './draw-procedure.ts';
import { factsProcedure } from './facts-procedure.ts';
import { printedLines, twoPages } from './printed-lines.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { Symptom } from './symptoms.ts';
import { whatIsSeen } from './what-is-seen.ts';

/** Lines of Markdown, however long, of a procedure that is walked. */
const mostWalked = 95;
/** More causes than this on one page, and nobody reads it to its end. */
const mostCauses = 20;
const prevalences: readonly Prevalence[] = ['very-common', 'common', 'occasional', 'rare', 'legacy', 'benign'];

const byPrevalence = (causes: readonly Cause[]): Cause[] => causes.toSorted((a, b) => prevalences.indexOf(a.prevalence) - prevalences.indexOf(b.prevalence));

/** The procedure with as many causes as two pages hold, or a walk; rarer ones are only named. */
function fitted(subject: Omit<Subject, 'keep'>, catalogue: RunbookCatalogue): Procedure {
  for (let keep = Math.min(subject.causes.length, mostCauses); ; keep -= 1) {
    const procedure = drawProcedure({ ...subject, keep }, catalogue);
    if (keep <= 1 || (catalogue.isPrinted !== true && isShortEnoughToWalk(procedure)) || printedLines([renderMarkdown(procedure)]) <= twoPages) return procedure;
  }
}

const isShortEnoughToWalk = (procedure: Procedure): boolean => renderMarkdown(procedure).split('\n').length <= mostWalked;

export function causePage(cause: Cause, understood: string, catalogue: RunbookCatalogue): Procedure {
  return drawProcedure({
    id: `cause-${cause.id}`, title: cause.title, understood, intro: [cause.says], causes: [cause], keep: 1, known: new Set(), sources: cause.sources,
  }, catalogue);
}

/** The page of a code; null where no table holds it. */
export async function codePage(code: Code, understood: string, catalogue: RunbookCatalogue): Promise<Procedure | null> {
  const facts = await loadCodeFacts(code);
  const linked = new Set([code, ...(facts?.sameAs === null || facts === null ? [] : [facts.sameAs])].flatMap((c) => causesOfCode(c)).flatMap((c) => c.cause ?? []));
  const causes = byPrevalence(catalogue.causes.filter((c) => linked.has(c.id) || withSign(c, code)));
  if (facts === null && causes.length === 0) return null;
  const title = facts === null ? code : `${code}: ${facts.meaning.replace(/\.$/, '')}`;
  const intro = introOf(facts);
  if (causes.length === 0 && facts !== null) return factsProcedure({ id: `code-${code}`, title, understood, intro, code, facts });
  return fitted({ id: `code-${code}`, title, understood, intro, causes, known: new Set([code]), sources: (facts?.sources ?? []).slice(0, 3) }, catalogue);
}

const withSign = (cause: Cause, sign: Sign): boolean => cause.explains.includes(sign) || cause.support?.includes(sign) === true || cause.confirm?.some((list) => list.includes(sign)) === true;

const introOf = (facts: CodeFacts | null): string[] =>
  facts === null ? [] : [...(facts.says === null ? [] : [facts.says]), ...(facts.avoid.length === 0 ? [] : [`Mind: ${facts.avoid.map((a) => a.replace(/\.$/, '')).join('. ')}.`])];

/** The page of an event id; null where no table holds it. */
export async function eventPage(id: number, understood: string, catalogue: RunbookCatalogue): Promise<Procedure | null> {
  const facts = await loadEventFacts(id);
  if (facts === null) return null;
  const linked = new Set(facts.causes.map((c) => c.cause));
  // Where the table names no cause, those are meant by whose signs this event is seen.
  const signs = linked.size > 0 ? [] : Object.entries(whatIsSeen).filter(([, says]) => new RegExp(`\\b${id}\\b`).test(says)).map(([sign]) => sign);
  const causes = byPrevalence(catalogue.causes.filter((c) => linked.has(c.id) || signs.some((s) => withSign(c, s))));
  const intro = [`Written by ${facts.loggedBy === 'any' ? 'any machine' : `the ${facts.loggedBy}`}, in the log “${facts.log}”: ${facts.meaning}.`, ...(facts.reading.length === 0 ? [] : [facts.reading.join('; ')])];
  return fitted({ id: `event-${id}`, title: `Event ${id}: ${facts.meaning}`, understood, intro, causes, known: new Set(), sources: facts.sources.slice(0, 3) }, catalogue);
}

export function symptomPage(symptom: Symptom, understood: string, catalogue: RunbookCatalogue): Procedure {
  const particular = symptom.causes.flatMap((id) => catalogue.causes.find((c) => c.id === id) ?? []);
  const others = byPrevalence(catalogue.causes.filter((c) => !particular.includes(c) && symptom.signs.some((s) => withSign(c, s))));
  const title = `${symptom.says.charAt(0).toUpperCase()}${symptom.says.slice(1)}`;
  return fitted({ id: `symptom-${symptom.id}`, title, understood, intro: [], causes: [...particular, ...others], known: new Set(), sources: [] }, catalogue);
}

/** The page of a finding’s tag: the causes that it is a sign of; null where it is a sign of none. */
export function tagPage(tag: Sign, understood: string, catalogue: RunbookCatalogue): Procedure | null {
  const causes = byPrevalence(catalogue.causes.filter((c) => withSign(c, tag)));
  return causes.length === 0 ? null : fitted({ id: `tag-${tag}`, title: tag, understood, intro: [], causes, known: new Set(), sources: [] }, catalogue);
}
