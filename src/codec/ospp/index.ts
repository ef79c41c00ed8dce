import type { TextFormat } from '../text-format.ts';
import { readOsppLine } from './labels.ts';
import type { OsppField, OsppLine } from './labels.ts';
import { readOspp } from './read-ospp.ts';

/** How far around a line its neighbours are looked at: wrapped and blank lines may stand between. */
const reach = 10;

/**
 * Output of OSPP.VBS: /dstatus, /dstatusall, /act, /dhistorykms, /dhistoryacterr, /dcmid. A piece begins at
 * `---Processing---`, or, where the head is missing, at a label that no other tool prints. Labels that others print too
 * count as its own where one of its own stands near, so that no other format takes them. Banners of the script host, in
 * whatever language, belong to no piece.
 */
export const osppFormat: TextFormat = {
  id: 'ospp',
  startsAt(lines, at) {
    const line = lines[at];
    if (line === undefined) return false;
    const read = readOsppLine(line);
    return isOwn(read) || (read.kind === 'field' && (isOwnNext(lines, at, -1) || (leadsRow.has(read.field) && isOwnNext(lines, at, 1))));
  },
  read: readOspp,
};

function isOwn(read: OsppLine): boolean {
  if (read.kind === 'field') return read.own && (read.field !== 'status' || read.value.startsWith('-'));
  return read.kind === 'processing' || read.kind === 'attempt' || read.kind === 'activated' || read.kind === 'noKeys';
}

/** What a text cut off above may begin with although slmgr.vbs prints it too: the line after it tells whose it is. */
const leadsRow: ReadonlySet<OsppField> = new Set<OsppField>(['dnsAutoDiscovery', 'discoveredHost']);

/** True where the nearest line of OSPP.VBS in that direction, with none but its shared labels between, is its own. */
function isOwnNext(lines: readonly string[], at: number, step: 1 | -1): boolean {
  for (let i = at + step; i >= 0 && i < lines.length && Math.abs(i - at) <= reach; i += step) {
    const read = readOsppLine(lines[i] ?? '');
    if (isOwn(read)) return true;
    if (read.kind === 'text' || read.kind === 'exiting') return false;
  }
  return false;
}
