import check from '../../../checks/clock/within-four-hours.ts';
import { emptyInstanceMetadata } from '../../../src/model/evidence.ts';
import type { ClockOffset, Cloud, WindowsState } from '../../../src/model/evidence.ts';
import { evidence, hostBody, onlyEvidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const hour = 3_600_000;
const clock = (offsetMs: number, but: Partial<ClockOffset> = {}): ClockOffset => ({ reference: 'kms1.contoso.test', vantage: 'client', offsetMs, ...but });
/** A client that is so far off, in a cloud and a zone. */
const placed = (offsetMs: number, cloud: Cloud | null, but: Partial<WindowsState>) => evidence({
  clock: [clock(offsetMs)], instanceMetadata: { ...emptyInstanceMetadata(), cloud }, windowsState: { hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes: null, hasKb971033: null, ...but },
});
const readAsLocal = ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED', 'HARDWARE_CLOCK_READ_AS_LOCAL'];
const zoneShaped = ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED'];

checkTable(check, [
  { rule: 'less than five minutes is nothing', on: evidence({ clock: [clock(-299_000)] }), status: 'pass', tags: ['CLOCK_OK'] },
  { rule: 'ten minutes trouble a domain, not KMS', on: evidence({ clock: [clock(600_000)] }), status: 'warn', tags: ['CLOCK_DRIFTING'], says: [/10 minutes ahead of kms1/] },
  { rule: 'one hour and one minute are told as one', on: evidence({ clock: [clock(3_660_000)] }), status: 'warn', says: [/ 1 hour 1 minute ahead of kms1/] },
  { rule: 'four hours are tolerated', on: evidence({ clock: [clock(4 * hour)] }), status: 'warn', tags: ['CLOCK_DRIFTING'] },
  { rule: 'more than four hours are refused', on: evidence({ clock: [clock(-(4 * hour + 10 * 60_000))] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS'], says: [/4 hours 10 minutes behind kms1/] },
  { rule: 'where Windows takes the hardware clock for UTC already, that is told beside', on: evidence({ clock: [clock(7 * hour + 30_000)], windowsState: { hookedPrograms: [], hardwareClockIsUtc: true, utcOffsetMinutes: null, hasKb971033: null } }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED', 'HARDWARE_CLOCK_IS_UTC'] },
  { rule: 'a whole time zone has the shape of a hardware clock read wrongly', on: evidence({ clock: [clock(7 * hour + 30_000)] }), status: 'fail', tags: ['CLOCK_OFF_BY_HOURS', 'CLOCK_ZONE_SHAPED'] },
  // Source: docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/windows-set-time.html: without RealTimeIsUniversal a restart brings UTC back as local time.
  { rule: 'on a platform with a UTC clock, ahead by as much as local time is behind: read as local time', on: placed(8 * hour + 20_000, 'aws', { utcOffsetMinutes: -480 }), status: 'fail', tags: readAsLocal, says: [/AWS/, /UTC-8/] },
  { rule: 'and behind by as much as local time is ahead', on: placed(-5.5 * hour, 'aws', { utcOffsetMinutes: 330 }), status: 'fail', tags: readAsLocal, says: [/UTC\+5:30/] },
  { rule: 'a clock off the other way was not read so', on: placed(8 * hour, 'aws', { utcOffsetMinutes: 480 }), status: 'fail', tags: zoneShaped },
  { rule: 'nor one of another zone', on: placed(8 * hour, 'aws', { utcOffsetMinutes: -420 }), status: 'fail', tags: zoneShaped },
  { rule: 'where the zone was not read nothing is said of it', on: placed(8 * hour, 'aws', {}), status: 'fail', tags: zoneShaped },
  { rule: 'nor where no platform says that its clock is in UTC: somebody may have set the clock by hand in the wrong zone', on: placed(8 * hour, null, { utcOffsetMinutes: -480 }), status: 'fail', tags: zoneShaped },
  { rule: 'nor where Windows takes it for UTC', on: placed(8 * hour, 'aws', { utcOffsetMinutes: -480, hardwareClockIsUtc: true }), status: 'fail', tags: [...zoneShaped, 'HARDWARE_CLOCK_IS_UTC'] },
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
