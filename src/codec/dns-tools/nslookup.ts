import { emptyFragment } from '../text-format.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { readSrvHead, takePairs, takePending, takeRecord } from './answer-lines.ts';
import type { PendingSrv } from './answer-lines.ts';
import { readCommand, readSetType, readTypedName } from './command.ts';
import { readFailure } from './failure-lines.ts';
import { isAddress, isDnsName, readResolver } from './names.ts';
import { addAddress, addAlias, newQuestion, saysSomething, settle } from './question.ts';
import type { Question } from './question.ts';

type State = {
  into: Fragment;
  q: Question;
  /** The type that `set type=` chose for the session. */
  setType: string | null;
  pending: PendingSrv | null;
  /** The last `label: name` line, which the next `label: address` line belongs to. */
  label: { label: string; value: string } | null;
  /** The name that addresses belong to now (`Name:` above `Address:`). */
  host: string | null;
  /** True while bare lines go on a list of aliases. */
  inAliases: boolean;
  sawResolver: boolean;
};

const pair = /^\s{0,40}([^\s:：][^:：]{0,40}?)\s{0,8}[:：]\s*(.*)$/;
const nameLabel = /^(?:name|nom|nombre|nome|naam|имя|名称|名稱|名前|이름|nazwa|název|namn|navn|nimi|név|ad)$/iu;

const hasContent = (q: Question): boolean => q.srv.size > 0 || q.hosts.size > 0 || q.failure !== null || q.empty;

/** A question begins, and the one before it ends. A resolver that is given by name is told by the output's own address, or not at all. */
function begin(s: State, asked: string | null, type: string | null, resolver: string | null): void {
  if (s.pending !== null) s.into.notes.push({ line: s.into.line, text: `An SRV answer for ${s.pending.name} is cut short and was left out.` });
  settle(s.q, s.into);
  Object.assign(s, { q: newQuestion(asked, type, resolver === null ? null : readResolver(resolver)), pending: null, label: null, host: null, inAliases: false, sawResolver: false });
}

/** A `label: value` line: the resolver's name and address, then a name and its addresses and aliases. */
function takeLabelled(s: State, label: string, value: string): void {
  const addresses = value.split(/[\s,]+/).map(readResolver);
  if (value !== '' && addresses.every((a) => a !== null)) {
    if (s.host === null) {
      if (hasContent(s.q) || (s.sawResolver && s.label !== null)) begin(s, null, s.setType, null);
      s.q.resolver = addresses[0] ?? null;
      s.sawResolver = true;
      // What timed out above the resolver's own lines was the search for its name.
      s.q.timedOut = false;
    } else for (const address of addresses) addAddress(s.q, s.host, address);
    s.label = null;
    return;
  }
  if (!isDnsName(value.trim()) && !/^[\w.-]{0,80}$/.test(value)) return;
  if (/^alias/i.test(label) && s.host !== null) {
    s.inAliases = true;
    for (const name of value.split(/[\s,]+/)) if (isDnsName(name)) addAlias(s.q, name, s.host);
    return;
  }
  s.label = { label, value };
  s.inAliases = false;
  s.host = isDnsName(value) && (nameLabel.test(label) || (s.sawResolver && !/server/i.test(label))) ? value : null;
}

/** A line that goes on the one above it: a further address, a further alias. */
function takeBare(s: State, text: string): boolean {
  if (isAddress(text) && s.host !== null) {
    addAddress(s.q, s.host, text);
    return true;
  }
  if (!s.inAliases || s.host === null || !isDnsName(text) || !text.includes('.')) return false;
  addAlias(s.q, text, s.host);
  return true;
}

function takeDig(s: State, line: string): boolean {
  const status = /->>HEADER<<-.{0,80}\bstatus:\s*(\w+)/.exec(line)?.[1];
  if (status !== undefined) {
    if (hasContent(s.q)) begin(s, s.q.asked, s.q.type, s.q.resolver);
    if (status === 'NOERROR') s.q.empty = true;
    else s.q.failure = { rcode: status, outcome: 'answered', name: null };
    return true;
  }
  const banner = /^; <<>> DiG \S{1,60} <<>>\s(.*)$/.exec(line)?.[1];
  if (banner !== undefined) {
    const command = readCommand(`dig ${banner}`);
    if (hasContent(s.q) || s.q.asked === null) begin(s, command?.name ?? null, command?.type ?? null, command?.resolver ?? null);
    return true;
  }
  const [, asked, type] = /^;(\S+)\s+IN\s+(\w+)\s*$/.exec(line) ?? [];
  if (asked !== undefined) {
    s.q.asked = asked;
    s.q.type = type?.toLowerCase() ?? null;
    return true;
  }
  const resolver = /^;; SERVER:\s*([^\s(]+)/.exec(line)?.[1];
  if (resolver !== undefined) s.q.resolver = readResolver(resolver);
  return resolver !== undefined;
}

function takeLine(s: State, line: string): void {
  const text = line.trim();
  if (text === '') return;
  const command = readCommand(line);
  if (command !== null && command.tool !== 'resolve-dnsname') {
    begin(s, command.name, command.type, command.resolver);
    s.setType = command.type;
    return;
  }
  const setType = readSetType(line);
  const typed = setType === null ? readTypedName(line) : null;
  if (setType !== null) {
    s.setType = setType;
    return;
  }
  if (typed !== null) {
    begin(s, typed, s.setType, null);
    return;
  }
  const head = readSrvHead(line);
  if (head !== null) {
    s.pending = { name: head.name, values: [] };
    if (takePairs(s.pending, head.rest)) endPending(s);
    return;
  }
  if (takeRecord(s.q, line)) return;
  if (s.pending !== null && line.includes('=')) {
    if (takePairs(s.pending, line)) endPending(s);
    return;
  }
  takeRest(s, line, text);
}

function endPending(s: State): void {
  if (s.pending !== null) takePending(s.q, s.pending);
  s.pending = null;
}

function takeRest(s: State, line: string, text: string): void {
  const failure = readFailure(line);
  if (failure !== null) {
    if (s.q.failure === null || s.q.failure.outcome === 'timeout' || failure.name !== null) s.q.failure = failure;
    return;
  }
  if (/^DNS request timed out|^timeout was \d/i.test(text)) s.q.timedOut = true;
  else if (/^(?:primary name server|responsible mail addr|origin)\s*=/i.test(text)) s.q.empty = true;
  else if (!takeDig(s, line) && !takeBare(s, text)) {
    const [, label, value] = pair.exec(line.slice(0, 400)) ?? [];
    if (label !== undefined && value !== undefined && !text.startsWith(';') && !text.startsWith('*')) takeLabelled(s, label, value.trim());
  }
}

/** The line, with the next one where a mailer broke it off before the words that say why there is no answer. */
function wholeFailure(lines: readonly string[], at: number, to: number): string {
  const line = (lines[at] ?? '').slice(0, 1000);
  if (!/^\s*\*{3} /.test(line) || at + 1 >= to || readFailure(line) !== null) return line;
  const joined = `${line.trimEnd()} ${(lines[at + 1] ?? '').slice(0, 200).trim()}`;
  return readFailure(joined) === null ? line : joined;
}

function toolOf(lines: readonly string[], from: number, to: number): string {
  const head = lines.slice(from, Math.min(to, from + 12));
  if (head.some((l) => /->>HEADER<<-|<<>> DiG/.test(l.slice(0, 200)) || readCommand(l)?.tool === 'dig')) return 'dig';
  return head.some((l) => /\bhas (?:SRV record|(?:IPv6 )?address) /.test(l.slice(0, 400))) ? 'host' : 'nslookup';
}

/** True where the line can only be a DNS tool's, with the one below it. */
function isOwnLine(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, 600);
  if (line.trim() === '') return false;
  if (readSetType(line) !== null || readTypedName(line) !== null || readSrvHead(line) !== null) return true;
  if (/^\s*DNS request timed out|->>HEADER<<-|^; <<>> DiG|\s(?:internet|IPv6) address\s*=|\sservice\s*=\s*\d|\shas SRV record\s/i.test(line)) return true;
  if (readFailure(line) !== null) return true;
  const [, label, value] = pair.exec(line) ?? [];
  if (label === undefined || value === undefined || label.endsWith('.') || !/^\S+$/.test(value.trim())) return false;
  const below = (lines[at + 1] ?? '').trim() === '' ? (lines[at + 2] ?? '') : (lines[at + 1] ?? '');
  const [, labelBelow, valueBelow] = pair.exec(below.slice(0, 400)) ?? [];
  return /^Address(?:es)?$/i.test(labelBelow ?? '') && readResolver(/^\S*/.exec(valueBelow ?? '')?.[0].replace(/,$/, '') ?? '') !== null;
}

/** True where a line of the same output stands close above. */
function goesOn(lines: readonly string[], at: number): boolean {
  let looked = 0;
  for (let i = at - 1; i >= 0 && i > at - 20 && looked < 8; i -= 1) {
    if ((lines[i] ?? '').trim() === '') continue;
    looked += 1;
    if (isCommand(lines[i] ?? '') || isOwnLine(lines, i)) return true;
  }
  return false;
}

function isCommand(line: string): boolean {
  const command = readCommand(line);
  if (command === null || command.tool === 'resolve-dnsname') return false;
  return command.tool === 'host' ? command.type !== null : command.name === null || isDnsName(command.name);
}

/**
 * `nslookup` on Windows in any language and on Linux, one-shot and at its own prompt, and what `dig` and `host` print.
 * Banners are noise; the structure decides. The vantage is the client: the text was printed where the person sat.
 */
export const nslookupFormat: TextFormat = {
  id: 'nslookup',
  startsAt: (lines, at) => isCommand(lines[at] ?? '') || (isOwnLine(lines, at) && !goesOn(lines, at)),
  read(lines, from, to): Fragment[] {
    const into = emptyFragment('nslookup', toolOf(lines, from, to), from + 1);
    const s: State = { into, q: newQuestion(), setType: null, pending: null, label: null, host: null, inAliases: false, sawResolver: false };
    for (let i = from; i < to; i += 1) takeLine(s, wholeFailure(lines, i, to));
    begin(s, null, null, null);
    return saysSomething(into) ? [into] : [];
  },
};
