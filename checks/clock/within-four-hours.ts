import { cloudsWithUtcClock } from '../../src/knowledge/cloud-firmware.ts';
import { defineCheck } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/check.ts';
import { kmsTimes } from '../../src/knowledge/thresholds.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { cloudNames } from '../cloud-names.ts';
import { sameHost } from '../discovery.ts';
import { count } from '../how-many.ts';

/** Kerberos, which domain members need, tolerates five minutes; KMS four hours. */
const driftMs = 5 * 60_000;

type Told = { subject: string; reference: string; offset: string; offsetMs: number };

const aside = (a: Told): string => `${a.offset} ${a.offsetMs > 0 ? 'ahead of' : 'behind'} ${a.reference}`;

export default defineCheck({
  id: 'clock/within-four-hours',
  title: 'The clock agrees with the KMS host’s to within four hours',
  sources: [
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f06c-activate-windows',
    'https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/windows-set-time.html',
  ],
  needs: ['clock'],
  wants: ['windowsState', 'instanceMetadata'],
  findings: {
    CLOCK_OFF_BY_HOURS: { severity: 'fail', says: (a: Told) => `The clock of ${a.subject} is ${aside(a)}; KMS refuses more than 4 hours.` },
    CLOCK_DRIFTING: { severity: 'warn', says: (a: Told) => `The clock of ${a.subject} is ${aside(a)}; KMS tolerates 4 hours, signing in to a domain five minutes.` },
    CLOCK_OF_HOST_STANDS_ALONE: {
      severity: 'warn',
      says: (a: Told & { agreeing: string }) => `The clock of ${a.subject} is ${aside(a)}, but agrees with ${a.agreeing}; the clock of ${a.reference} seems to be wrong.`,
    },
    CLOCK_HERE_DIFFERS: {
      severity: 'warn',
      says: (a: Told) => `The clock of the machine that runs kmsdoctor is ${aside(a)}; one of the two is wrong, and KMS refuses clients that are more than 4 hours away.`,
    },
    CLOCK_ZONE_SHAPED: { severity: 'note', says: (a: { offset: string }) => `The difference of ${a.offset} is a whole number of half hours, as when a hardware clock is read in the wrong time zone.` },
    HARDWARE_CLOCK_IS_UTC: { severity: 'note', says: (a: { subject: string }) => `Windows on ${a.subject} already takes the hardware clock for UTC (RealTimeIsUniversal).` },
    HARDWARE_CLOCK_READ_AS_LOCAL: {
      severity: 'note',
      says: (a: { subject: string; cloud: string; zone: string }) => `${a.subject} runs in ${a.cloud}, where hardware clocks hold UTC; Windows takes it for local time (RealTimeIsUniversal is not set), and is off by just its time zone (${a.zone}).`,
    },
    CLOCK_OF_HOST_RIGHT_FROM_HERE: { severity: 'note', says: (a: { reference: string }) => `The clock of ${a.reference} agrees with that of the machine that runs kmsdoctor.` },
    CLOCK_OK: { severity: 'note', says: (a: { reference: string; offset: string }) => `The clock is within ${a.offset} of ${a.reference}.` },
  },
  // The operator's clock says nothing about a client's, and a KMS host's own clock is host-clock-right's to tell.
  when: ({ role, clock }) => (role === 'client' && clock.some((c) => c.vantage === 'client')) || (role === 'network' && clock.length > 0),
  judge({ role, clock, subject, windowsState, instanceMetadata }, raise) {
    const state = valueOf(windowsState);
    const cloud = valueOf(instanceMetadata)?.cloud ?? null;
    const onHardwareClock = (offsetMs: number): Finding[] => {
      if (state === null) return [];
      if (state.hardwareClockIsUtc) return [raise.HARDWARE_CLOCK_IS_UTC({ subject })];
      if (cloud === null || !cloudsWithUtcClock.includes(cloud) || state.utcOffsetMinutes === null || !isOffByZone(offsetMs, state.utcOffsetMinutes)) return [];
      return [raise.HARDWARE_CLOCK_READ_AS_LOCAL({ subject, cloud: cloudNames[cloud], zone: zoneOf(state.utcOffsetMinutes) })];
    };
    const looked = clock.filter((c) => role === 'network' || c.vantage === 'client');
    const agreeing = looked.find((c) => Math.abs(c.offsetMs) <= kmsTimes.clockToleranceMs);
    return looked.flatMap(({ reference, offsetMs }) => {
      const size = Math.abs(offsetMs);
      const about = { subject, reference, offset: spanOf(size), offsetMs };
      if (size > kmsTimes.clockToleranceMs) {
        if (agreeing !== undefined) return [raise.CLOCK_OF_HOST_STANDS_ALONE({ ...about, subject: role === 'network' ? 'this machine' : subject, agreeing: agreeing.reference })];
        if (role === 'network') return [raise.CLOCK_HERE_DIFFERS(about)];
        const here = clock.find((c) => c.vantage === 'operator' && sameHost(c.reference, reference));
        if (here !== undefined && Math.abs(here.offsetMs) > kmsTimes.clockToleranceMs && Math.abs(here.offsetMs - offsetMs) <= kmsTimes.clockToleranceMs) {
          return [raise.CLOCK_OF_HOST_STANDS_ALONE({ ...about, agreeing: 'the machine that runs kmsdoctor' })];
        }
        const right = here !== undefined && Math.abs(here.offsetMs) <= kmsTimes.clockToleranceMs ? [raise.CLOCK_OF_HOST_RIGHT_FROM_HERE({ reference })] : [];
        return [...right, raise.CLOCK_OFF_BY_HOURS(about), ...(isZoneShaped(size) ? [raise.CLOCK_ZONE_SHAPED({ offset: about.offset }), ...onHardwareClock(offsetMs)] : [])];
      }
      return [size > driftMs && role === 'client' ? raise.CLOCK_DRIFTING(about) : raise.CLOCK_OK({ reference, offset: about.offset })];
    });
  },
});

/** How far a hardware clock may have run from the true time. */
const slackMs = 120_000;

/** Near a multiple of half an hour: time zones differ by such steps. */
const isZoneShaped = (ms: number): boolean => {
  const rest = ms % 1_800_000;
  return Math.min(rest, 1_800_000 - rest) < slackMs && ms < 15 * 3_600_000;
};

/** UTC that is taken for local time is behind by what the zone is ahead. */
const isOffByZone = (offsetMs: number, utcOffsetMinutes: number): boolean => Math.abs(offsetMs + utcOffsetMinutes * 60_000) < slackMs;

/** `UTC-8`, `UTC+5:30`. */
function zoneOf(utcOffsetMinutes: number): string {
  const size = Math.abs(utcOffsetMinutes);
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`}`;
}

/** `5 hours 3 minutes`, `12 minutes`, `0.4 seconds`. */
function spanOf(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} seconds`;
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 2) return `${days} days`;
  return hours === 0 ? count(minutes, 'minute') : [count(hours, 'hour'), ...(minutes % 60 === 0 ? [] : [count(minutes % 60, 'minute')])].join(' ');
}
