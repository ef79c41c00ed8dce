/** A DNS tool's command line, as far as it stands in a pasted text. */
export type DnsCommand = { tool: 'nslookup' | 'dig' | 'host' | 'resolve-dnsname'; name: string | null; type: string | null; resolver: string | null };

const prompt = /^\s*(?:(?:PS\s)?[A-Za-z]:\\[^<>|"]{0,260}>|PS[^>\s]{0,10}>|\[[^\]]{1,260}\][$#>]|[\w.-]{1,64}@[\w.-]{1,255}:\S{0,255}[$#]|[$#>])?\s*/;
const tool = /^(nslookup(?:\.exe)?|dig|host|Resolve-DnsName)(?=\s|$)/i;

/** What stands behind a prompt, or the line itself. */
const typed = (line: string): string => line.slice(prompt.exec(line)?.[0].length ?? 0);

/** Words of a command line: quotes taken off, cut where output is piped or redirected. */
function words(rest: string): string[] {
  const cut = rest.search(/[|>;&]/);
  return (cut === -1 ? rest : rest.slice(0, cut)).split(/\s+/).filter((w) => w !== '').map((w) => w.replace(/^["']|["']$/g, ''));
}

function readNslookup(args: readonly string[]): Omit<DnsCommand, 'tool'> {
  let type: string | null = null;
  const names: string[] = [];
  for (const arg of args) {
    const option = /^[-/](?:q|qt|ty|type|querytype)=(.*)$/i.exec(arg)?.[1];
    if (option !== undefined) type = option.toLowerCase();
    else if (!/^[-/]/.test(arg)) names.push(arg);
  }
  return { name: names[0] ?? null, type, resolver: names[1] ?? null };
}

const types = /^(?:a|aaaa|any|cname|mx|ns|ptr|soa|srv|txt)$/i;

function readDig(args: readonly string[]): Omit<DnsCommand, 'tool'> {
  let type: string | null = null;
  let resolver: string | null = null;
  const names: string[] = [];
  args.forEach((arg, i) => {
    if (arg.startsWith('@')) resolver = arg.slice(1);
    else if (types.test(arg)) type = arg.toLowerCase();
    else if (!/^[-+]/.test(arg) && !/^-[tpqcfbkxy]$/.test(args[i - 1] ?? '') && !/^in$/i.test(arg)) names.push(arg);
  });
  return { name: names[0] ?? null, type, resolver };
}

function readHost(args: readonly string[]): Omit<DnsCommand, 'tool'> {
  const at = args.indexOf('-t');
  const type = at === -1 ? null : (args[at + 1]?.toLowerCase() ?? null);
  const names = args.filter((a, i) => !a.startsWith('-') && (at === -1 || i !== at + 1));
  return { name: names[0] ?? null, type, resolver: names[1] ?? null };
}

/** PowerShell takes parameters by name, by a beginning of the name, and by place: name, type. */
function readResolve(args: readonly string[]): Omit<DnsCommand, 'tool'> {
  let name: string | null = null;
  let type: string | null = null;
  let resolver: string | null = null;
  const free: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const [parameter, joined] = arg.toLowerCase().split(':', 2);
    const isParameter = arg.startsWith('-');
    const value = joined === undefined || joined === '' ? args[i + 1] : joined;
    const takes = isParameter && /^-(?:n|na|nam|name|t|ty|typ|type|s|se|ser|serv|serve|server|ea|erroraction)$/.test(parameter ?? '');
    if (!isParameter) free.push(arg);
    else if (takes && value !== undefined) {
      if (parameter?.startsWith('-n') === true) name = value;
      else if (parameter?.startsWith('-t') === true) type = value.toLowerCase();
      else if (parameter?.startsWith('-s') === true) resolver = value.split(',')[0] ?? null;
      if (joined === undefined || joined === '') i += 1;
    }
  }
  name ??= free.shift() ?? null;
  type ??= free.shift()?.toLowerCase() ?? null;
  return { name, type, resolver };
}

/** The DNS command that a line holds, with or without its prompt before it, or null. */
export function readCommand(line: string): DnsCommand | null {
  const text = typed(line.slice(0, 1000));
  const found = tool.exec(text)?.[1]?.toLowerCase();
  if (found === undefined) return null;
  const args = words(text.slice(found.length));
  if (found === 'resolve-dnsname') return args[0] === ':' ? null : { tool: found, ...readResolve(args) };
  if (found === 'dig') return { tool: found, ...readDig(args) };
  if (found === 'host') return args.length === 0 || args.includes('not') || args[0]?.includes('=') === true ? null : { tool: found, ...readHost(args) };
  return { tool: 'nslookup', ...readNslookup(args) };
}

/** The type that `set type=srv` (or `set q=srv`) of an nslookup session sets, or null. */
export const readSetType = (line: string): string | null =>
  /^\s*>?\s*set\s+(?:q|qt|ty|type|querytype)=(\w{1,10})\s*$/i.exec(line.slice(0, 100))?.[1]?.toLowerCase() ?? null;

/** A service name alone on its line: what was typed at nslookup's own prompt. */
export const readTypedName = (line: string): string | null => /^\s*(?:>\s*)?(_[\w-]{1,63}\._(?:tcp|udp)[\w.-]{0,240})\s*$/i.exec(line.slice(0, 400))?.[1] ?? null;
