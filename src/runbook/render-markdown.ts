import { printedLines, twoPages } from './printed-lines.ts';
import { runsByItself } from '../model/remedy.ts';
import type { NextMove, Procedure, ProcedurePlace, ProcedureStep, Proof, Repair } from '../model/runbook.ts';

/** The link to the page of a cause or code, relative to the page; null where there is none to link to. */
export type PageLink = (id: string) => string | null;

const noLinks: PageLink = () => null;

const places: Readonly<Record<ProcedurePlace, string>> = {
  client: 'on the client', host: 'on the KMS host', dns: 'in DNS', desk: 'from your desk', network: 'in the network', directory: 'in Active Directory',
};

/** More steps than this, and commands stand in the line, and only the first remedy of each repair is written out. */
const mostInFull = 4;

/** Repairs that stand on the page at least, those of the most frequent causes. */
const leastInFull = 1;

/**
 * A procedure as Markdown (CommonMark) that a knowledge base takes as it is. Ends with a line break. Where it would be longer
 * than two printed pages, the repairs of the less frequent causes only name their own page.
 */
export function renderMarkdown(procedure: Procedure, link: PageLink = noLinks): string {
  for (let inFull = procedure.repairs.length; ; inFull -= 1) {
    const lines = linesOf(procedure, link, inFull);
    if (inFull <= leastInFull || printedLines(lines) <= twoPages) return lines.join('\n');
  }
}

function linesOf(procedure: Procedure, link: PageLink, inFull: number): string[] {
  const isShort = procedure.steps.length <= mostInFull;
  const letters = new Map(procedure.repairs.map((r, i) => [r.id, letterOf(i)]));
  const numbers = new Map(procedure.steps.map((s, i) => [s.id, i + 1]));
  const isFaultless = procedure.repairs.length === 0 && procedure.steps.every((s) => s.needs.length === 0 && s.checks.length === 0);
  // A page does not link to itself.
  const own: PageLink = (id) => (id === procedure.id ? null : link(id));
  return [
    `# ${procedure.title}`, '',
    procedure.understood, '',
    ...procedure.intro.flatMap((p) => [p, '']),
    isFaultless
      ? 'Words in capitals (HOST, ZONE, KEY) stand for your own names. Begin with step 1.'
      : 'Begin with step 1; what you see leads to a step or to a repair (A, B …) below; where nothing fits, go on with the next step. A repair has worked when its proof holds; else go on looking. Words in capitals stand for your own: HOST, ZONE (your DNS domain), PORT (1688). The client is to be activated, the KMS host is the organisation’s machine that activates it, the KMS record the DNS entry (SRV, `_vlmcs._tcp`) that names the host, a CMID the number by which the host counts a client.',
    '',
    ...procedure.steps.flatMap((step, i) => stepLines(step, i, isShort || isFaultless, letters, numbers)),
    ...(procedure.repairs.length === 0 ? [] : ['## Repairs', ...procedure.repairs.flatMap((r, i) => (i < inFull ? repairLines(r, letters.get(r.id) ?? '', isShort, own, saidUnder(procedure.repairs.slice(0, i), r, letters)) : briefRepair(r, letters.get(r.id) ?? '', own, procedure.repairs))), ...(inFull < procedure.repairs.length ? [''] : [])]),
    ...rareLines(procedure, link),
    '## When to hand on, and with what', procedure.escalation.when,
    ...procedure.escalation.evidence.map(({ say, run }) => `- ${say}${run === null ? '' : `: ${code(run)}`}`), '',
    ...(procedure.sources.length === 0 ? [] : [`Sources: ${procedure.sources.map(sourceLink).join('; ')}`, '']),
  ];
}

/** `Title - address` as a link. */
const sourceLink = (source: string): string => source.replace(/^(.+) - (https:\/\/[^\s()]+)$/, (_, title: string, address: string) => `[${plain(title)}](${address})`).replace(/^[^[].*/, plain);

/** A, B … Z, AA, AB … */
const letterOf = (i: number): string => (i < 26 ? String.fromCodePoint(65 + i) : letterOf(Math.floor(i / 26) - 1) + letterOf(i % 26));

/** Text as code, whatever quotes of code it holds. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** Text from tables in a line of Markdown: nothing in it is read as markup. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, (c) => `\\${c}`);

function stepLines(step: ProcedureStep, i: number, isShort: boolean, letters: ReadonlyMap<string, string>, numbers: ReadonlyMap<string, number>): string[] {
  const commands = step.run.length === 0 ? [] : isShort ? ['```', ...step.run, '```'] : [step.run.map(code).join(' and ')];
  const worthSaying = step.outcomes.filter((o) => !(o.means === '' && o.next.kind === 'step' && numbers.get(o.next.step) === i + 2 && o.id === 'none-of-these'));
  return [
    `## Step ${i + 1}: ${step.title} (${places[step.where]}${step.changes ? '; this changes something' : ''})`,
    ...(isShort || commands.length === 0 ? [plain(step.say), ...commands] : [`${plain(step.say)} ${commands.join('')}`]),
    ...worthSaying.map((o) => `- **${plain(o.see)}**${o.means === '' ? '' : `: ${plain(o.means)}`} → ${moveWords(o.next, letters, numbers)}`),
    '',
  ];
}

function moveWords(next: NextMove, letters: ReadonlyMap<string, string>, numbers: ReadonlyMap<string, number>): string {
  if (next.kind === 'done') return 'done';
  if (next.kind === 'escalate') return 'hand on (below)';
  if (next.kind === 'step') return `step ${numbers.get(next.step) ?? '?'}`;
  const named = next.repairs.map((id) => letters.get(id) ?? '?');
  return named.length === 1 ? `repair ${named[0]}` : `repair ${named.join(', then ')}`;
}

const commandsOf = ({ remedies }: Repair): string => (remedies[0]?.steps ?? []).map((s) => s.run).join('\n');

/** The letter of an earlier repair that begins with the same remedy and the same commands (Office has its own), else null. */
const saidUnder = (earlier: readonly Repair[], repair: Repair, letters: ReadonlyMap<string, string>): string | null => {
  const same = earlier.find((r) => r.remedies[0] !== undefined && r.remedies[0].id === repair.remedies[0]?.id && commandsOf(r) === commandsOf(repair));
  return same === undefined ? null : letters.get(same.id) ?? null;
};

function repairLines(repair: Repair, letter: string, isShort: boolean, link: PageLink, sameAs: string | null): string[] {
  const page = link(`cause-${repair.id}`);
  const id = page === null ? code(repair.id) : `[${code(repair.id)}](${page})`;
  const shown = isShort ? repair.remedies : repair.remedies.slice(0, 1);
  const hasMore = !isShort && repair.remedies.length > 1;
  const proof = `Proof: ${proofWords(repair.proof)}${hasMore ? ` Other ways: ${page === null ? code(`kmsdoctor runbook ${repair.id}`) : id}.` : ''}`;
  const head = `**${letter}. ${plain(repair.title)}**${repair.id.startsWith('code-') ? '.' : ` (${id}).`} ${plain(repair.says)}`;
  if (sameAs !== null && !isShort) return [`${head} Do as under ${sameAs}. ${proof}`, ''];
  return [
    head,
    ...(shown.length > 1 ? [''] : []),
    ...shown.flatMap((remedy) => [
      ...(shown.length > 1 ? [`${plain(remedy.title)}:`, ''] : []),
      ...remedy.steps.map(({ say, run }, n) => `${n + 1}. ${plain(say)}${run === undefined ? '' : ` ${code(run)}`}`),
      ...(isShort && runsByItself(remedy) ? ['', `Or let kmsdoctor show it, ask, do it and look again: ${code(`kmsdoctor check winrm://USER@CLIENT --apply ${remedy.id}`)}`] : []),
      ...(shown.length > 1 ? [''] : []),
    ]),
    ...(isShort && shown.length === 1 && shown.some(runsByItself) ? [''] : []),
    `${shown.length > 1 ? '' : '   '}${proof}`, '',
  ];
}

/** What to do, and where that stands; with what is wrong where several repairs are called the same. */
function briefRepair(repair: Repair, letter: string, link: PageLink, all: readonly Repair[]): string[] {
  const page = link(`cause-${repair.id}`);
  const where = page === null ? code(`kmsdoctor runbook ${repair.id}`) : `[${code(repair.id)}](${page})`;
  const title = repair.remedies[0]?.title ?? repair.title;
  const isShared = all.some((r) => r !== repair && r.remedies[0]?.title === title);
  return [`- **${letter}. ${plain(isShared ? `${title} (${repair.title})` : title)}**: ${where}`];
}

/** Several proofs by one command are said once. */
function proofWords(proofs: readonly Proof[]): string {
  const byCommand = new Map<string, string[]>();
  for (const { run, where, shows } of proofs) {
    const command = `${code(run)} (${places[where]})`;
    byCommand.set(command, [...(byCommand.get(command) ?? []), shows]);
  }
  return [...byCommand].map(([command, shows]) => `${command} shows ${[...new Set(shows)].filter((s) => !shows.some((other) => other !== s && other.includes(s))).map(plain).join('; and ')}`).join('. Then ') + '.';
}

/** The groups in which rare causes are named, by how their ids begin. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^dns-|^srv-/, 'DNS'], [/^net-|^vpn-/, 'network'], [/^host-/, 'KMS host'], [/^client-|^mak-/, 'client'], [/^clock-/, 'clock'],
  [/^office-/, 'Office'], [/^azure-|^aws-|^gcp-|^cloud-/, 'cloud'], [/./, 'other'],
];

function rareLines({ rare }: Procedure, link: PageLink): string[] {
  if (rare.length === 0) return [];
  const byGroup = new Map<string, string[]>();
  for (const { cause } of rare) {
    const group = groups.find(([begin]) => begin.test(cause))?.[1] ?? 'other';
    const page = link(`cause-${cause}`);
    byGroup.set(group, [...(byGroup.get(group) ?? []), page === null ? code(cause) : `[${code(cause)}](${page})`]);
  }
  return ['## If it is none of these', `Causes that are met less often; ${code('kmsdoctor runbook ID')} shows the page of each:`, `${groups.map(([, group]) => [group, byGroup.get(group) ?? []] as const).filter(([, ids]) => ids.length > 0).map(([group, ids]) => `**${group}** ${ids.join(', ')}`).join('; ')}.`, ''];
}
