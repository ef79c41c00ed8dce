import { cleanText } from '../model/clean.ts';
import type { DiagnosedCause, Run } from '../model/report.ts';
import { adviceLines } from './advice.ts';
import type { Layout } from './cause-section.ts';
import type { Advice } from './next-evidence.ts';
import { nextSteps } from './next-evidence.ts';
import { liveTargetOf } from './verify.ts';
import { wrap } from './wrap.ts';

const mostOthers = 4;
const mostPossible = 6;
const mostSteps = 2;

/** Causes beside the one that is told in full, a line each. */
export function otherCauses(causes: readonly DiagnosedCause[], { width, paint, all }: Layout): string[] {
  if (causes.length === 0) return [];
  const firm = causes.filter((c) => c.certainty === 'confirmed');
  const open = causes.filter((c) => c.certainty !== 'confirmed');
  const hidden = open.length - mostOthers;
  return [
    ...(firm.length === 0 ? [] : ['', paint('bold', 'Also confirmed'), ...firm.map((c) => bullet(c, width)), '  (-v says why, and what to do about it)']),
    ...(open.length === 0 ? [] : ['', paint('bold', 'Also possible')]),
    ...open.slice(0, all || hidden <= 1 ? undefined : mostOthers).map((c) => bullet(c, width)),
    ...(all || hidden <= 1 ? [] : [`  and ${hidden} more (-v shows them)`]),
  ];
}

/** Causes of which the evidence proves none: said so, with the one thing to bring next before a list that nobody can act on. */
export function undecided(run: Run, causes: readonly DiagnosedCause[], { width, paint, all }: Layout): string[] {
  const [first] = nextSteps(run);
  const hidden = causes.length - mostPossible;
  const shown = all || hidden <= 1 ? causes : causes.slice(0, mostPossible);
  const one = causes.length === 1;
  return [
    '', paint('bold', wrap(one ? 'One cause is possible, and nothing seen proves it.' : `${causes.length} causes are possible, and nothing seen separates them.`, width, '', '  ')),
    ...(first === undefined ? [] : ['', paint('bold', 'Bring this next'), ...adviceLines(first.advice, width, paint, '  ', '      ')]),
    '', paint('bold', one ? 'Possible' : 'Possible, the most frequent first'),
    ...shown.map((c) => bullet(c, width)),
    ...(hidden > 1 && !all ? [`  and ${hidden} more`] : []),
    ...(all ? [] : ['', wrap(cleanText(`-v says what to do about each; kmsdoctor explain ${causes[0]?.cause ?? ''} tells about one.`), width, '  ', '  ')]),
  ];
}

/** What else would tell more. The first step is left out where it was asked for already. */
export function moreToSee(run: Run, layout: Layout, isFirstSaid: boolean): string[] {
  const { width, paint, all } = layout;
  const unread = run.diagnosis.verdict === 'unknown' && isUnread(run) ? liveTargetOf(run) : null;
  if (unread !== null) return ['', paint('bold', 'What to do'), ...waysToRead(unread).flatMap((advice) => adviceLines(advice, width, paint, '  · ', '      '))];
  const { causes, unexplained } = run.diagnosis;
  // Where a confirmed cause explains all that was found, what would decide nothing is no step for anybody.
  const isSettled = !all && causes[0]?.certainty === 'confirmed' && unexplained.length === 0;
  const steps = nextSteps(run).slice(isFirstSaid ? 1 : 0).filter(({ wouldDecide }) => !isSettled || wouldDecide.length > 0);
  const shown = all ? steps : steps.slice(0, isFirstSaid ? mostSteps - 1 : mostSteps);
  if (shown.length === 0) return [];
  return [
    '', paint('bold', isFirstSaid ? 'After that' : 'To know more'),
    ...shown.flatMap(({ advice, wouldDecide }) => [
      ...adviceLines(advice, width, paint, '  · ', '      '),
      ...(wouldDecide.length === 0 || isFirstSaid ? [] : [wrap(cleanText(decides(wouldDecide)), width, '    ', '    ')]),
    ]),
  ];
}

/** A machine that was to be read while it runs, and told nothing: its output is no use while the way to it can be put right. */
const isUnread = ({ subject: { via, evidence: { licensingProducts } } }: Run): boolean =>
  (via === 'winrm' || via === 'ssh' || via === 'local') && licensingProducts.state === 'unseen' && licensingProducts.reason !== 'not-asked';

const waysToRead = (target: string): Advice[][] => [
  [{ say: 'Put right what is said above, and look again:' }, { run: `kmsdoctor check ${target}` }],
  [
    { say: 'Or print a script that only reads, run it on the machine as administrator, and check the file that it writes:' },
    { run: 'kmsdoctor collector > collect.ps1' }, { run: 'powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1' }, { run: 'kmsdoctor check FILE' },
  ],
];

const decides = (causes: readonly string[]): string =>
  `It would decide about ${causes.slice(0, 3).join(', ')}${causes.length > 3 ? ` and ${causes.length - 3} more` : ''}.`;

const bullet = (c: DiagnosedCause, width: number): string =>
  wrap(cleanText(`${c.title} (${c.certainty === 'likely' ? 'likely, ' : ''}${c.cause})`), width, '  · ', '    ');
