import check from '../../../checks/clock/within-four-hours.ts';
import type { ClockOffset } from '../../../src/model/evidence.ts';
import { evidence, hostBody, onlyEvidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const hour = 3_600_000;
const clock = (offsetMs: number, but: Partial<ClockOffset> = {}): ClockOffset => ({ reference: 'kms1.contoso.test', vantage: 'client', offsetMs, ...but });

checkTable(check, [
  { rule: 'less than five minutes is nothing', on: evidence({ clock: [clock(-299_000)] }), status: 'pass', tags: ['CLOCK_OK'] },
  { rule: 'ten minutes trouble a domain, not KMS', on: evidence({ clock: [clock(600_000)] }), status: 'warn', tags: ['CLOCK_DRIFTING'], says: [/10 minutes ahead of kms1/] },
  { rule: 'one hour and one minute are told as one', on: evidence({ clock: [clock(3_660_000)] }), status: 'warn', says: [/ 1 hour 1 minute ahead of kms1/] },
  { rule: 'four hours are tolerated', on: evidence({ clock: [clock(4 * hour)] }), status: 'warn', tags: ['CLOCK_DRIFTING'] },
  { rule: 'more than four hours are refused', on: evidence({ clock: [clock(-(4 * hour + 10 * 60_000))] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS'], says: [/4 hours 10 minutes behind kms1/] },
  { rule: 'where Windows takes the hardware clock for UTC already, that is told beside', on: evidence({ clock: [clock(7 * hour + 30_000)], windowsState: { hookedPrograms: [], hardwareClockIsUtc: true } }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED', 'HARDWARE_CLOCK_IS_UTC'] },
  { rule: 'a whole time zone has the shape of a hardware clock read wrongly', on: evidence({ clock: [clock(7 * hour + 30_000)] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED'] },
  { rule: 'days have no such shape', on: evidence({ clock: [clock(240 * hour)] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS'], says: [/10 days ahead/] },
  { rule: 'a clock that agrees with another reference is right, and the one reference is wrong', on: evidence({ clock: [clock(6 * hour), clock(100, { reference: 'dc1.contoso.test' })] }), status: 'warn', tags: ['CLOCK_OF_HOST_STANDS_ALONE', 'CLOCK_OK'], says: [/agrees with dc1\.contoso\.test/] },
  { rule: 'a desk that agrees with the host shows that the client’s clock is the wrong one', on: evidence({ clock: [clock(6 * hour + 600_000), clock(200, { vantage: 'operator' })] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS', 'CLOCK_OF_HOST_RIGHT_FROM_HERE'] },
  { rule: 'a desk that sees the host as far off as the client does shows that the host’s is', on: evidence({ clock: [clock(6 * hour), clock(6 * hour + 900, { vantage: 'operator' })] }), status: 'warn', tags: ['CLOCK_OF_HOST_STANDS_ALONE'], says: [/the machine that runs kmsdoctor/] },
  { rule: 'three clocks that all differ tell nothing of the host', on: evidence({ clock: [clock(6 * hour + 600_000), clock(-9 * hour, { vantage: 'operator' })] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS'] },
  { rule: 'the operator’s clock says nothing about a client’s', on: evidence({ clock: [clock(9 * hour, { vantage: 'operator' })] }), status: 'inapplicable' },
  { rule: 'a KMS host’s own clock is told elsewhere', on: hostBody({ clock: [clock(9 * hour, { reference: 'dc1', vantage: 'host' })] }), status: 'inapplicable' },
  { rule: 'of two clocks that differ, one here and one there, nobody knows which is wrong', on: onlyEvidence({ clock: [clock(9 * hour, { vantage: 'operator' })] }), status: 'warn', tags: ['CLOCK_HERE_DIFFERS'] },
  { rule: 'minutes between this desk and a host mean nothing to KMS', on: onlyEvidence({ clock: [clock(600_000, { vantage: 'operator' })] }), status: 'pass', tags: ['CLOCK_OK'] },
  { rule: 'no reference, no answer', on: evidence({ clock: [] }), status: 'inapplicable' },
  { rule: 'an unseen clock cannot be told', on: evidence({ clock: 'timeout' }), status: 'unknown', missing: ['clock'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
