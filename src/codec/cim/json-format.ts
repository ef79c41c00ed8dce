import { emptyFragment } from '../text-format.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { productOfAnsibleFacts } from './ansible.ts';
import { classOfColumn } from './class-names.ts';
import { fragmentsOfRecords } from './fragments-of-records.ts';
import { readJsonAt } from './json-text.ts';
import { recordsOfJson } from './json-records.ts';

/** How many lines after its opening bracket tell what a JSON text is about. */
const reach = 40;
/** How much of a line is looked at for names: `ConvertTo-Json -Compress` writes all in one. */
const prefix = 20_000;

/** `192.168.10.63 | SUCCESS => {` of an Ansible command, `ok: [ws-0142] => {` of a playbook; the host's name is its own. */
const ansibleHead = /^\s*(?:(\S{1,255}) \| (?:SUCCESS|CHANGED)(?: \| rc=\d+)? (?:=>|>>)|(?:ok|changed): \[([^\]]{1,255})\] =>)\s*(\{.*)$/;

type Opening = { column: number; computer: string | null };

function openingOf(line: string): Opening | null {
  const bracket = /^\s*[[{]/.exec(line)?.[0];
  if (bracket !== undefined) return { column: bracket.length - 1, computer: null };
  const head = ansibleHead.exec(line.slice(0, 1000));
  return head ? { column: line.indexOf('{'), computer: head[1] ?? head[2] ?? null } : null;
}

/** True where a quoted name on the line is a column of a class that is read, or one of Ansible's licence facts. */
function namesClass(line: string): boolean {
  for (const m of line.slice(0, prefix).matchAll(/"([A-Za-z_][A-Za-z0-9_]{0,63})"\s{0,4}:/g)) {
    const name = m[1] ?? '';
    if (classOfColumn(name) !== null || name.startsWith('ansible_os_license_')) return true;
  }
  return /"(?:SoftwareLicensing(?:Product|Service)|Win32_(?:OperatingSystem|ComputerSystem|Service|NetworkAdapterConfiguration))"/.test(line.slice(0, prefix));
}

/** Names that open other JSON texts, which have readers of their own. */
const otherJson = /"(?:ProviderName|LevelDisplayName|TimeCreated|EventID|EventData|winlog|schema)"\s{0,4}:/;

/**
 * JSON of CIM: `ConvertTo-Json` of the licensing classes and of what tells about the machine, from PowerShell 5 and 7,
 * alone, in arrays and in wrappers; and Ansible's win_product_facts. A text cut short is read as far as it goes; that it
 * is cut short is the segmenter's to say.
 */
export const cimJsonFormat: TextFormat = {
  id: 'cim-json',
  startsAt(lines, at) {
    const line = lines[at];
    if (line === undefined || openingOf(line) === null || isInside(lines, at)) return false;
    for (let i = at; i < lines.length && i <= at + reach; i += 1) {
      const text = lines[i] ?? '';
      if (otherJson.test(text.slice(0, prefix))) return false;
      if (namesClass(text)) return true;
      if (i > at && /^[\]}]/.test(text)) return false;
    }
    return false;
  },
  read: readCimJson,
};

/** A bracket right under an open bracket, a comma or a member's name belongs to the JSON text before it. */
function isInside(lines: readonly string[], at: number): boolean {
  const indented = /^\s/.test(lines[at] ?? '');
  for (let i = at - 1; i >= 0 && i >= at - 3; i -= 1) {
    const before = (lines[i] ?? '').trim();
    if (before !== '') return indented ? /[[{]$|["}\]\d]\s{0,8},$|\b(?:true|false|null)\s{0,8},$|"\s{0,8}:$/.test(before) : /^(?:[[{]|[\]}],|"[^"]{0,100}"\s{0,8}:\s{0,8}[[{]?)$/.test(before);
  }
  return false;
}

function readCimJson(lines: readonly string[], from: number, to: number): Fragment[] {
  const end = Math.min(to, lines.length);
  const fragments: Fragment[] = [];
  let at = Math.max(0, from);
  while (at < end) {
    const opening = openingOf(lines[at] ?? '');
    const found = opening === null ? null : readJsonAt(lines, at, end, opening.column);
    if (opening === null || found === null) {
      // A text that is broken in its middle is not tried again from each of its lines: that would cost its square.
      if (opening !== null) at = nextTopLevel(lines, at + 1, end);
      else at += 1;
      continue;
    }
    fragments.push(...fragmentsOf(found.value, at + 1, opening.computer));
    at = found.next;
  }
  return fragments;
}

/** The next line that opens JSON at its very beginning. */
function nextTopLevel(lines: readonly string[], from: number, end: number): number {
  let at = from;
  while (at < end && !/^[[{]|=> \{/.test((lines[at] ?? '').slice(0, 1000))) at += 1;
  return at;
}

function fragmentsOf(value: unknown, line: number, computer: string | null): Fragment[] {
  const facts = productOfAnsibleFacts(value);
  if (facts !== null) {
    return [{ ...emptyFragment('cim-json', 'ansible win_product_facts', line), computer, products: [facts] }];
  }
  return fragmentsOfRecords(recordsOfJson(value, line, { className: null, computer }), 'cim-json');
}
