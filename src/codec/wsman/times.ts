const isoShape = /^(-?\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/;

const micros = (fraction: string | undefined): string => (fraction ?? '').slice(0, 6).padEnd(6, '0');

/**
 * An ISO 8601 time, as WS-Management writes WMI's times (DSP0230), as the CIM datetime that WMI itself gives: `yyyymmddHHMMSS.mmmmmm`
 * and the minutes from UTC. Without a zone they are unknown: `+***`. Any other text is given back as it is.
 */
export function cimDatetimeOf(iso: string): string {
  const match = isoShape.exec(iso.trim());
  if (match === null) return iso;
  const [, year = '', month, day, hour, minute, second, fraction, zone] = match;
  const offset = zone === undefined ? '+***' : zone === 'Z' ? '+000' : `${zone.slice(0, 1)}${String(Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))).padStart(3, '0')}`;
  return `${year}${month}${day}${hour}${minute}${second}.${micros(fraction)}${offset}`;
}

const durationShape = /^P(?:(\d{1,8})D)?(?:T(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.(\d{1,9}))?S)?)?$/;

/** An ISO 8601 duration in days and parts of a day as a CIM interval: `ddddddddHHMMSS.mmmmmm:000`. Any other text is given back as it is. */
export function cimIntervalOf(duration: string): string {
  const match = durationShape.exec(duration.trim());
  if (match === null) return duration;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction] = match;
  return `${days.padStart(8, '0')}${[hours, minutes, seconds].map((part) => part.padStart(2, '0')).join('')}.${micros(fraction)}:000`;
}
