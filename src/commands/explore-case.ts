import { leftOutNotes } from '../collect/bounds.ts';
import { explore } from '../diagnose/explore.ts';
import type { ExploreLimits } from '../diagnose/explore.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import type { Case } from '../model/evidence.ts';
import type { Ask, ExploreTrace } from '../model/explore.ts';
import { renderTrace, wayOfEnding } from '../report/trace-text.ts';
import type { AskPerson } from './ask-at-terminal.ts';
import type { CheckRequest } from './check-request.ts';
import { deskSources } from './explore-desk.ts';
import { exploreWithPerson } from './explore-with-person.ts';
import type { ExploreSource, SourceNews } from './explore-source.ts';
import { fileSource } from './explore-files.ts';
import { liveSources } from './explore-live.ts';
import type { GatherWith } from './gather-case.ts';
import { emptyCase, labelOf } from './gather-case.ts';

/** Enough for every ask of a client, its KMS hosts and the desk; what one look may take has limits of its own. */
const mostSteps = 40;
const mostMs = 180_000;

export type Explored = { case: Case; notes: string[]; trace: ExploreTrace; traceText: string };

export type ExploreHow = {
  limits?: Pick<ExploreLimits, 'mostSteps' | 'mostMs'>;
  /** Who may be asked for what cannot be seen from here; null for nobody. */
  person?: AskPerson | null;
};

/** `check --explore`: asks what the call names piece by piece, and no further than the diagnosis needs. */
export async function exploreCase(request: CheckRequest, use: GatherWith, catalogue: Catalogue, { limits = { mostSteps, mostMs }, person = null }: ExploreHow = {}): Promise<Explored> {
  const notes: string[] = [];
  const news: SourceNews = { notes, seen: {} };
  const sources: ExploreSource[] = [
    ...(request.files.length + request.hostFiles.length > 0 ? [fileSource(request, news)] : []),
    ...await liveSources(request, use, news),
    ...deskSources(request, use, news),
  ];
  const owners = new Map(sources.flatMap((source) => source.asks.map((ask) => [ask.id, source] as const)));
  const asks = sources.flatMap((source) => source.asks);
  const begin = emptyCase(request.live === null ? labelOf(request, {}) : request.live.kind === 'local' ? 'this machine' : request.live.host.toLowerCase(), new Date(use.now()).toISOString());
  try {
    const goOn = (from: Case, left: readonly Ask[]) => explore(from, {
      settings: request.settings, catalogue, selected: request.selection.includes, asks: left, limits: { ...limits, now: use.now, signal: use.signal },
      look: async (ask, known) => (await owners.get(ask.id)?.look(ask, known)) ?? known,
    });
    const alone = await goOn(begin, asks);
    const { case: subject, trace, allowed, declined, notes: told } = person === null
      ? { ...alone, allowed: [], declined: [], notes: [] }
      : await exploreWithPerson(alone, { request, use, catalogue, person, mostSteps: limits.mostSteps, goOn: (from, left) => goOn(from, asks.filter(({ id }) => left.includes(id))) });
    const refused = declined.length === 0 ? [] : [`You were asked and did not say yes, so this was not looked at: ${declined.map(({ ask }) => ask.label.replace(/ \(a person .*\)$/, '')).join(', ')}.`];
    return { case: subject, notes: [...new Set([...notes, ...told, ...leftOutNotes(news.seen), howFar(trace, [...asks, ...allowed]), ...refused])], trace, traceText: renderTrace(trace) };
  } finally {
    for (const source of sources) source.close();
  }
}

/** How much was asked, and why no more: nobody should take a short look for a whole one. */
function howFar({ steps, end, leftOut }: ExploreTrace, asks: readonly Ask[]): string {
  const left = leftOut.flatMap((id) => asks.filter((ask) => ask.id === id).map(({ label }) => label));
  const rest = left.length === 0 ? 'nothing was left out' : `not looked at: ${left.join(', ')}`;
  return `Looks made: ${steps.length} of ${asks.length}, until ${wayOfEnding[end]}; ${rest}.`;
}

