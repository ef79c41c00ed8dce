/** DWORD -1 of an unsigned property: not set, or not applicable. */
export const unset = 0xffff_ffff;

/** What WMI writes for a time that is not set. */
export const never = '16010101000000.000000-000';

/** Unix milliseconds as a CIM datetime in UTC. */
export function cimDatetime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  return `${date.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}.${time.slice(9, 12)}000+000`;
}
