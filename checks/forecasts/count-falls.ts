import { activationThresholds, kmsTimes } from '../../src/knowledge/thresholds.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput, Untold } from '../../src/model/forecast.ts';
import { officeAsker } from '../host/count-history.ts';
import { countsOf, type Count } from '../host/counted-machines.ts';
import { requestLog, type Series } from '../host/request-log.ts';
import { courseOf, roomOf, type CountCourse } from './count-course.ts';
import { dayInWords, dayMs, momentAt } from './days.ts';

/** Two renewals may be missed by a machine that was switched off or away, as everywhere here. */
const missedRenewals = 2;
/** With longer intervals clients drop out of the count between two renewals, and nobody's silence says anything. */
const longestIntervalMinutes = 15 * 1440;
const urgentDays = 14;

/**
 * The count of a KMS host that will fall under a threshold, by its own rule: a client ID is forgotten 30 days after it last
 * came. Told only where the log of requests names whom the host counts.
 */
export function* countFalls(input: ForecastInput): Generator<Forecast | Untold> {
  const { role, subject, evidence } = input;
  if (role !== 'host') return;
  const counts = countsOf(valueOf(evidence.licensingProducts) ?? [], evidence.service);
  for (const what of ['windows', 'office'] as const) {
    const own = counts.filter((c) => c.what === what && c.count >= activationThresholds.windowsServer);
    const [count] = own;
    if (count === undefined) continue;
    const told = own.length > 1 ? 'several Office keys count each for itself, and its log does not say for which a client asked' : courseFor(count, counts, input);
    if (typeof told === 'string') yield { what: 'count-falls', subject, why: `Whether the count of KMS host ${subject}${ofWhat(count)} (${count.count}) will fall cannot be told: ${told}.` };
    else yield* fallsOf(count, told, input);
  }
}

type Told = { course: CountCourse; thresholds: number[]; log: string };

const ofWhat = ({ what }: Count): string => (what === 'office' ? ' for Office' : '');

/** The course of a count, or why it cannot be told. */
function courseFor({ what, count }: Count, all: readonly Count[], { at: now, evidence }: ForecastInput): Told | string {
  if (now === null) return 'nothing says when this was printed (the file of kmsdoctor collector does)';
  if (evidence.events.state === 'unseen') return 'its log of requests (events 12290) was not seen';
  const interval = valueOf(evidence.service)?.vlRenewalInterval ?? kmsTimes.renewalIntervalMinutes;
  if (interval > longestIntervalMinutes) return `clients renew only every ${Math.round(interval / 1440)} days`;
  const intervalMs = Math.max(interval, kmsTimes.renewalIntervalMinutes) * 60_000;
  const silentMs = missedRenewals * intervalMs;
  const { series: asked, oldest: logBegins, newest } = requestLog(evidence.events.value);
  if (logBegins === null || newest === null) return 'its log holds no request';
  // Of a log that has stopped for longer, those who come every week would look as if they had missed two renewals.
  if (now - newest > intervalMs) return `its log holds no request after ${dayInWords(newest)}: either no client comes any more, and then the count falls to nothing by ${dayInWords(newest + 30 * dayMs)}, or nothing is written to that log`;
  const series = seriesFor(what, asked.filter((s) => s.requests.some((r) => Number.isFinite(r.at))), all);
  const clientsAsk = what === 'windows' && (count > roomOf(false) || series.some((s) => s.requiredCount === activationThresholds.windowsClient));
  const lastContact = lastContacts(series);
  const room = roomOf(clientsAsk);
  const course = courseOf({ now, count, lastContact, logBegins, silentMs, room });
  const thresholds = [...(clientsAsk ? [activationThresholds.windowsClient] : []), activationThresholds.windowsServer].filter((t) => count >= t);
  // Two applications in one log are told apart by what they need, which for servers is the same.
  if (all.some((c) => c.what !== what) && course.named !== count && count < room) return 'its log does not tell requests for Office from those for Windows well enough';
  if (!course.isSettled && thresholds.some((t) => course.coming < t)) {
    const days = Math.max(1, Math.floor((now - logBegins) / dayMs));
    return `its log goes back ${days === 1 ? '1 day' : `${days} days`} and names ${lastContact.size} of the ${count} machines; a log that goes back ${Math.ceil(silentMs / dayMs) + 1} days would tell`;
  }
  return { course, thresholds, log: `The log of requests from ${dayInWords(logBegins)} to ${dayInWords(newest)}` };
}

/** When each client ID was last served, milliseconds. */
function lastContacts(series: readonly Series[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { cmid, requests } of series) {
    if (cmid === null) continue;
    const served = requests.filter((r) => r.code === null && Number.isFinite(r.at));
    if (served.length > 0) last.set(cmid, served.reduce((newest, { at }) => Math.max(newest, at), last.get(cmid) ?? 0));
  }
  return last;
}

function seriesFor(what: Count['what'], asked: readonly Series[], all: readonly Count[]): readonly Series[] {
  if (!all.some((c) => c.what !== what)) return asked;
  const isOffice = officeAsker(asked);
  return asked.filter((s) => isOffice(s) === (what === 'office'));
}

/** What no longer happens below a threshold. */
function lost({ what }: Count, threshold: number): string {
  if (what === 'office') return 'it then activates and renews no Office';
  return threshold === activationThresholds.windowsClient ? 'it then activates and renews no Windows client' : 'it then activates and renews nothing, no server either';
}

function* fallsOf(count: Count, { course, thresholds, log }: Told, { subject, at }: ForecastInput): Generator<Forecast> {
  for (const threshold of thresholds) {
    const falls = course.fallsUnder(threshold);
    const when = at === null || falls === null ? null : momentAt(at, Math.max(falls, at));
    if (when === null) continue;
    const gone = course.silent + course.unnamed;
    yield {
      what: 'count-falls', subject, at: when.at, in: when.in, severity: when.in < urgentDays ? 'warn' : 'note',
      says: `KMS host ${subject} counts ${count.count} machines${ofWhat(count)} and falls under ${threshold} ${course.unnamed > 0 ? `${when.words} at the latest` : `about ${when.words.replace(/^on /, '')}`} if nothing changes: ${gone} of them stay away, and each is forgotten 30 days after it last came; ${lost(count, threshold)}.`,
      basis: `${log} names ${course.coming} machines that came within their last two renewals, which are taken to go on coming, and ${course.silent} that have not${course.unnamed > 0 ? `; ${course.unnamed} more are counted that came before the log begins` : ''}.`,
      course: course.course,
    };
  }
}
