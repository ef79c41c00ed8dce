import { valueOf } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput } from '../../src/model/forecast.ts';
import { hostKeyRows } from '../host/counted-machines.ts';
import { nameOf, statusOf } from '../licence-rows.ts';
import { momentAfter } from './days.ts';

const urgentDays = 14;

/**
 * The time that a host's own licence has left. A host key is activated once and then for good (activate-windows-clients-vamt,
 * Microsoft: "after activation a host sends nothing to Microsoft"), so only a grace period ends, or what Windows itself counts down.
 */
export function* hostLicenceLapses({ subject, role, at, evidence }: ForecastInput): Generator<Forecast> {
  if (role !== 'host') return;
  for (const row of hostKeyRows(valueOf(evidence.licensingProducts) ?? [])) {
    const left = row.graceMinutesRemaining;
    const status = statusOf(row);
    if (left === null || left <= 0 || row.permanentlyActivated === true || status === null || status === 'unlicensed' || status === 'notification') continue;
    const when = momentAfter(at, left);
    if (when === null) continue;
    yield {
      what: 'host-licence-lapses', subject, at: when.at, in: when.in, severity: when.in < urgentDays ? 'warn' : 'note',
      says: `The own licence of KMS host ${subject} (${nameOf(row)}) ends ${when.words} unless it is activated with Microsoft; it then answers every client with 0xC004F041.`,
      basis: `Windows itself counts ${left} minutes down.`,
    };
  }
}
