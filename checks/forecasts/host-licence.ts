import { valueOf } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput } from '../../src/model/forecast.ts';
import { hostKeyRows } from '../host/counted-machines.ts';
import { nameOf, statusOf } from '../licence-rows.ts';
import { momentAfter } from './days.ts';

const urgentDays = 14;

/**
 * The time that a host's own licence has left. A host key is activated once, and a host contacts Microsoft no more after that
 * (activate-windows-clients-vamt), so what ends is the grace period of a key that is not activated, or what Windows itself
 * counts down. A host whose own licence is not in order answers with 0xC004F041 (Microsoft, activation error codes).
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
      says: status === 'licensed'
        ? `The own licence of KMS host ${subject} (${nameOf(row)}) ends ${when.words}; a host whose licence has ended answers every client with 0xC004F041.`
        : `The grace period of the host key on KMS host ${subject} (${nameOf(row)}) ends ${when.words}; until Microsoft has activated that key, the host answers every client with 0xC004F041.`,
      basis: `Windows itself counts ${left} minutes down.`,
    };
  }
}
