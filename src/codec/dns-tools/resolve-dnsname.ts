import { findJsonObjects } from '../json-pieces.ts';
import { emptyFragment } from '../text-format.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { readCommand } from './command.ts';
import { isAddress, isCut, isDnsName, readNumber } from './names.ts';
import { addAddress, addAlias, addSrv, newQuestion, saysSomething, settle } from './question.ts';
import type { Question } from './question.ts';
import { isErrorHead, readError } from './resolve-errors.ts';

/** One record by its property names in lower case. */
type Row = ReadonlyMap<string, string>;

/** Record types by number, as ConvertTo-Json writes them (RFC 1035, 2782, 3596). */
const typeNumbers: Readonly<Record<string, string>> = { 1: 'A', 5: 'CNAME', 6: 'SOA', 28: 'AAAA', 33: 'SRV' };

const header = /^\s*Name\s+Type\s+TTL\s+Section(?:\s+(\S.*))?\s*$/i;
const property = /^\s{0,40}([A-Za-z][A-Za-z0-9]{1,24})\s*:\s?(.*)$/;
const listProperties: ReadonlySet<string> = new Set([
  'name', 'type', 'querytype', 'ttl', 'section', 'nametarget', 'target', 'priority', 'weight', 'port', 'ip4address', 'ip6address', 'ipaddress',
  'address', 'namehost', 'server', 'charset', 'datalength', 'primaryserver', 'nameadministrator', 'administrator', 'serialnumber',
  'timetozonerefresh', 'timetozonefailureretry', 'timetoexpiration', 'defaultttl', 'zone', 'servername',
]);

const cutNote = 'A column of the Resolve-DnsName table is cut: the name in it was not read.';

function takeRow(q: Question, row: Row, into: Fragment): void {
  const shown = row.get('name') ?? '';
  const typeText = row.get('querytype') ?? row.get('type') ?? '';
  const type = (typeNumbers[typeText] ?? typeText).toUpperCase();
  const beginning = shown.replace(/(?:\.{3}|…)$/, '').toLowerCase();
  // A cut name that begins as the one asked for is that one; any other names nothing.
  const name = isCut(shown) ? (beginning !== '' && q.asked?.toLowerCase().startsWith(beginning) === true ? q.asked : null) : shown;
  const target = row.get('nametarget') ?? row.get('target') ?? row.get('namehost') ?? '';
  const addresses = [row.get('ip4address'), row.get('ip6address'), row.get('ipaddress'), row.get('address')].filter((a) => a !== undefined);
  if (name === null || isCut(target) || addresses.some(isCut)) {
    into.notes.push({ line: into.line, text: cutNote });
    return;
  }
  if (!isDnsName(name)) return;
  if (type === 'SRV' || row.has('nametarget')) {
    const [priority, weight, port] = ['priority', 'weight', 'port'].map((p) => readNumber(row.get(p)));
    if (typeof priority !== 'number' || typeof weight !== 'number' || typeof port !== 'number' || target === '') return;
    addSrv(q, name, { priority, weight, port, target, ttl: readNumber(row.get('ttl'), 0x7fff_ffff) });
  } else if (type === 'CNAME' && target !== '') addAlias(q, name, target);
  else if (type === 'SOA') q.empty = true;
  else for (const address of addresses) if (isAddress(address)) addAddress(q, name, address);
}

type State = { q: Question; into: Fragment; columns: string[] | null; record: Map<string, string>; error: string[] | null };

function endRecord(s: State): void {
  if (s.record.size > 0) takeRow(s.q, s.record, s.into);
  s.record = new Map();
}

function endError(s: State): void {
  if (s.error === null) return;
  const failure = readError(s.error);
  s.error = null;
  if (failure === null) {
    s.into.notes.push({ line: s.into.line, text: 'An error of Resolve-DnsName is not known to this program and was left out.' });
    return;
  }
  s.q.failure = failure;
  end(s);
}

function end(s: State): void {
  endRecord(s);
  settle(s.q, s.into);
  s.q = newQuestion(null, s.q.type, s.q.resolver);
}

function takeTableRow(s: State, columns: readonly string[], line: string): boolean {
  const values = line.trim().split(/\s+/);
  if (values.length !== columns.length) {
    if (/\b(?:Answer|Additional|Authority)\b/.test(line)) s.into.notes.push({ line: s.into.line, text: 'A row of the Resolve-DnsName table does not fit its head and was left out.' });
    return /^[\s-]*$/.test(line);
  }
  if (!/^-+$/.test(values[0] ?? '')) takeRow(s.q, new Map(columns.map((c, i) => [c, values[i] ?? ''])), s.into);
  return true;
}

function takeLine(s: State, line: string): void {
  const text = line.trim();
  const command = /^\s*\+/.test(line) ? null : readCommand(line);
  if (command?.tool === 'resolve-dnsname' && !isErrorHead(line)) {
    endError(s);
    end(s);
    s.q = newQuestion(command.name, command.type, command.resolver);
    s.columns = null;
  } else if (isErrorHead(line)) {
    endError(s);
    endRecord(s);
    // The error is another question's than the records above it.
    if (s.q.srv.size + s.q.hosts.size > 0) end(s);
    s.error = [line];
  } else if (s.error !== null) {
    if (s.error.length < 40 && !header.test(line)) s.error.push(line);
    if (/FullyQualifiedErrorId/.test(s.error.at(-2) ?? '') || text === '' || header.test(line)) {
      endErrorAtBlank(s, text === '' && !header.test(line));
      if (header.test(line)) takeLine(s, line);
    }
  } else if (header.test(line)) {
    endRecord(s);
    s.columns = ['name', 'type', 'ttl', 'section', ...(header.exec(line)?.[1] ?? '').toLowerCase().split(/\s+/).filter((c) => c !== '')];
  } else takeData(s, line, text);
}

/** A blank line ends an error that its id has been seen of; before that, pastes have blank lines between all. */
function endErrorAtBlank(s: State, blank: boolean): void {
  if (!blank || s.error?.some((l) => l.includes('FullyQualifiedErrorId')) === true) endError(s);
}

function takeData(s: State, line: string, text: string): void {
  if (text === '') return;
  const [, name, value] = property.exec(line.slice(0, 1000)) ?? [];
  const key = name?.toLowerCase() ?? '';
  if (listProperties.has(key) && value !== undefined) {
    s.columns = null;
    if (s.record.has(key)) endRecord(s);
    s.record.set(key, value.trim());
  } else if (s.columns !== null && !takeTableRow(s, s.columns, line.slice(0, 1000))) s.columns = null;
}

function takeJson(s: State, value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 4) return;
  if (Array.isArray(value)) {
    for (const v of value) takeJson(s, v, depth + 1);
    return;
  }
  const scalars = Object.entries(value).filter(([, v]) => typeof v === 'string' || typeof v === 'number');
  const row = new Map(scalars.map(([k, v]) => [k.toLowerCase(), String(v)]));
  if (row.has('name') && (row.has('type') || row.has('querytype'))) takeRow(s.q, row, s.into);
  else for (const v of Object.values(value)) takeJson(s, v, depth + 1);
}

const jsonMember = /"(?:NameTarget|NameHost|IP4Address|IP6Address|IPAddress)"\s*:/;

function isJsonAt(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, 20_000);
  if (!/^\s*[[{]/.test(line) || /[[{,:]\s*$/.test((lines[at - 1] ?? '').slice(-100))) return false;
  for (let i = at; i < Math.min(lines.length, at + 24); i += 1) {
    const text = i === at ? line : (lines[i] ?? '').slice(0, 400);
    if (jsonMember.test(text)) return true;
  }
  return false;
}

/** True where a property list of DNS records begins: properties that only they have stand close below. */
function isListAt(lines: readonly string[], at: number): boolean {
  const own = property.exec((lines[at] ?? '').slice(0, 200))?.[1]?.toLowerCase() ?? '';
  if (!['name', 'querytype', 'type', 'address', 'ipaddress'].includes(own)) return false;
  const seen = new Set<string>();
  for (let i = at; i < Math.min(lines.length, at + 24); i += 1) {
    const line = (lines[i] ?? '').slice(0, 200);
    if (line.trim() === '') continue;
    const key = property.exec(line)?.[1]?.toLowerCase() ?? '';
    if (!listProperties.has(key) || seen.has(key)) break;
    seen.add(key);
  }
  return seen.has('section') && (seen.has('ttl') || seen.has('nametarget'));
}

const isOwnLine = (lines: readonly string[], at: number): boolean => {
  const line = (lines[at] ?? '').slice(0, 400);
  return header.test(line) || isErrorHead(line) || isListAt(lines, at);
};

const isCommand = (line: string): boolean => !/^\s*\+/.test(line) && !isErrorHead(line) && readCommand(line)?.tool === 'resolve-dnsname';

function goesOn(lines: readonly string[], at: number): boolean {
  let looked = 0;
  for (let i = at - 1; i >= 0 && i > at - 20 && looked < 10; i -= 1) {
    if ((lines[i] ?? '').trim() === '') continue;
    looked += 1;
    if (isCommand(lines[i] ?? '') || isOwnLine(lines, i)) return true;
  }
  return false;
}

/**
 * `Resolve-DnsName`: its table and its lists (it mixes them), `| fl`, `ConvertTo-Json`, and its errors, by their ids in any
 * language. A name that the table cut is no name. The vantage is the client: the text was printed where the person sat.
 */
export const resolveDnsNameFormat: TextFormat = {
  id: 'resolve-dnsname',
  startsAt: (lines, at) => isCommand(lines[at] ?? '') || isJsonAt(lines, at) || (isOwnLine(lines, at) && !goesOn(lines, at)),
  read(lines, from, to): Fragment[] {
    const into = emptyFragment('resolve-dnsname', 'Resolve-DnsName', from + 1);
    const s: State = { q: newQuestion(), into, columns: null, record: new Map(), error: null };
    let json = -1;
    for (let i = from; i < to && json === -1; i += 1) {
      if (isJsonAt(lines, i)) json = i;
      else takeLine(s, (lines[i] ?? '').slice(0, 1000));
    }
    if (json !== -1) for (const piece of findJsonObjects(lines.slice(json, to).join('\n'))) takeJson(s, piece.value);
    endError(s);
    end(s);
    return saysSomething(into) ? [into] : [];
  },
};
