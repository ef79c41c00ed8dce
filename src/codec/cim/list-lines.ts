import { classOfColumn, isKnownColumn } from './class-names.ts';

/** One line of a listing: `Name : value` of Format-List, `Name=value` of wmic, `Name REG_SZ value` of reg.exe, or none of these. */
export type ListLine =
  | { kind: 'column'; name: string; value: string }
  /** `rest`: indented as the rest of a wrapped value is. `elision`: `[...]`. */
  | { kind: 'blank' }
  | { kind: 'elision' }
  | { kind: 'rest' | 'other'; text: string };

const listShape = /^(\s{0,16})([A-Za-z_][A-Za-z0-9_]{0,63})( *):(?: ?$| (.*)$)/;
const equalsShape = /^(\s{0,16})([A-Za-z_][A-Za-z0-9_]{0,63})=(.*)$/;
const registryShape = /^\s{1,16}([A-Za-z][A-Za-z0-9_]{0,63})\s{1,20}REG_(SZ|EXPAND_SZ|DWORD|QWORD|MULTI_SZ)\s{1,20}(.*)$/;

/** Lines longer than this hold no listing that anyone pasted; only their beginning is looked at. */
const longest = 20_000;

/** Reads one line by its shape. A blank must stand before the colon, as slmgr.vbs prints `Name:`, unless the column is known. */
export function readListLine(line: string): ListLine {
  const text = line.length > longest ? line.slice(0, longest) : line;
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'blank' };
  if (/^(?:\[?\.{3}\]?|\[?…\]?)$/.test(trimmed)) return { kind: 'elision' };
  const list = listShape.exec(text);
  if (list) {
    const [, indent = '', name = '', gap = '', value = ''] = list;
    const fits = gap === '' ? classOfColumn(name) !== null : indent.length <= 3 || isKnownColumn(name);
    if (fits) return { kind: 'column', name, value };
  }
  const equals = equalsShape.exec(text);
  if (equals) {
    const [, indent = '', name = '', value = ''] = equals;
    if (indent.length <= 3 || isKnownColumn(name)) return { kind: 'column', name, value };
  }
  const registry = registryShape.exec(text);
  if (registry) return { kind: 'column', name: registry[1] ?? '', value: registryValue(registry[2] ?? '', registry[3] ?? '') };
  return /^\s{4}/.test(text) ? { kind: 'rest', text: trimmed } : { kind: 'other', text: trimmed };
}

/** reg.exe prints numbers as `0xd74`. */
function registryValue(type: string, raw: string): string {
  const hex = /^0x([0-9a-f]{1,8})\s*$/i.exec(raw)?.[1];
  return hex !== undefined && type.endsWith('WORD') ? String(Number.parseInt(hex, 16)) : raw;
}

/** Columns of Get-WinEvent and Get-EventLog, whose listings look the same and are not read here. */
const ofEvents: ReadonlySet<string> = new Set([
  'message', 'providername', 'providerid', 'logname', 'recordid', 'timecreated', 'leveldisplayname', 'level', 'machinename', 'userid',
  'eventid', 'entrytype', 'instanceid', 'timegenerated', 'timewritten', 'replacementstrings', 'containerlog', 'keywordsdisplaynames',
  'eventcode', 'eventidentifier', 'sourcename', 'logfile', 'insertionstrings', 'recordnumber',
]);

export const isEventColumn = (name: string): boolean => ofEvents.has(name.toLowerCase());

const askedFor = /\b(SoftwareLicensing(?:Product|Service)|OfficeSoftwareProtection(?:Product|Service)|Win32_(?:OperatingSystem|ComputerSystem|NetworkAdapterConfiguration|Service)|MSFT_DNSClient\w{0,30})\b/i;
const aliases: readonly (readonly [RegExp, string])[] = [
  [/\bwmic(?:\.exe)?\s(?:[^|]{0,200}\s)?os\s+(?:get|list)\b/i, 'Win32_OperatingSystem'],
  [/\bwmic(?:\.exe)?\s(?:[^|]{0,200}\s)?computersystem\s+(?:get|list)\b/i, 'Win32_ComputerSystem'],
  [/\bwmic(?:\.exe)?\s(?:[^|]{0,200}\s)?nicconfig\b/i, 'Win32_NetworkAdapterConfiguration'],
  [/\bwmic(?:\.exe)?\s(?:[^|]{0,200}\s)?service\b/i, 'Win32_Service'],
  [/\bGet-Service\b/i, 'Get-Service'],
];

/** The class that a command line asks for (`Get-CimInstance Win32_Service | fl`, `wmic os get /value`), else null. */
export function classAsked(line: string): string | null {
  const text = line.slice(0, 1000);
  return askedFor.exec(text)?.[1] ?? aliases.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const prompt = /^\s*(?:\[[^\]]{1,80}\]: )?(?:PS [^>]{0,260}>|[A-Za-z]:\\[^>]{0,260}>)/;
const command = /^\s*(?:wmic(?:\.exe)?|cscript|wscript|slmgr|reg|sc|nslookup|gcim|gwmi|Get-[A-Z]\w{2,40}|Resolve-DnsName|Invoke-Command|\$\w{1,40}\s*=)(?:[\s.(]|$)/i;

/** True where a line is a shell's prompt or a command typed at one; the prompt itself may have been taken off before. */
export const isPrompt = (line: string): boolean => prompt.test(line.slice(0, 400)) || command.test(line.slice(0, 100));
