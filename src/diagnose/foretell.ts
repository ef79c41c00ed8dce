import type { Body } from '../model/evidence.ts';
import { forecastKinds, isForecast } from '../model/forecast.ts';
import type { Forecast, Forecaster, ForecastInput, Outlook, Untold } from '../model/forecast.ts';
import { nameOf } from './headline.ts';
import { roleOf, timeOf } from './run-checks.ts';

/**
 * What will come of a machine and of these KMS hosts if nothing is done: what is urgent first, then the nearest. Findings rest on what is; this
 * changes no verdict. `selected` are the checks of this run.
 */
export function foretell(subject: Body, hosts: readonly Body[], forecasters: readonly Forecaster[], selected: (checkId: string) => boolean): Outlook {
  const machines = [inputOf(subject, nameOf(subject)), ...hosts.map((host) => inputOf(host, host.subject))];
  const said = forecasters.filter((f) => f.goesWith === null || selected(f.goesWith)).flatMap((f) => machines.flatMap((machine) => saidBy(f, machine)));
  return sorted(said);
}

/** A forecast that breaks is our bug, and stops nobody. */
function saidBy(forecaster: Forecaster, machine: ForecastInput): (Forecast | Untold)[] {
  try {
    return [...forecaster.foretell(machine)];
  } catch (error) {
    return [{ what: forecaster.what, subject: machine.subject, why: `A forecast about ${machine.subject} broke, which is a fault of kmsdoctor (${error instanceof Error ? error.message : String(error)}).` }];
  }
}

/** Outlooks of several machines as one; what two of them say of the same host is said once. */
export const mergeOutlooks = (outlooks: readonly Outlook[]): Outlook => sorted(outlooks.flatMap(({ forecasts, untold }) => [...forecasts, ...untold]));

function sorted(said: readonly (Forecast | Untold)[]): Outlook {
  const once = [...new Map(said.map((s) => [`${s.what} ${s.subject} ${isForecast(s) ? s.says : s.why}`, s])).values()];
  return {
    forecasts: once.filter(isForecast).toSorted((a, b) => turnOf(a) - turnOf(b) || a.in - b.in || forecastKinds.indexOf(a.what) - forecastKinds.indexOf(b.what)),
    untold: once.filter((s): s is Untold => !isForecast(s)),
  };
}

/** What somebody should act on now, then what comes, then what has come already. */
const turnOf = ({ severity, in: days }: Forecast): number => (severity === 'warn' ? 0 : days >= 0 ? 1 : 2);

function inputOf(body: Body, name: string): ForecastInput {
  const at = Date.parse(timeOf(body) ?? '');
  return { subject: name, role: roleOf(body), at: Number.isFinite(at) ? at : null, evidence: body.evidence };
}
