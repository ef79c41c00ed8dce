/** What a scan tells, in document order. Names come without their prefix; attributes as they stand, for `attributeOf`. */
export type XmlSink = { open(name: string, attributes: string): void; text(text: string): void; close(): void };

/** Bounds of what is scanned, in UTF-16 units, elements and levels. */
export type ScanLimits = { length: number; elements: number; depth: number };

export type Scan = { ok: true } | { ok: false; at: number; wanted: string };

/** A sink throws it to end a scan: what it wanted instead. */
export class ScanStop extends Error {}

const usual: ScanLimits = { length: 16 * 1024 * 1024, elements: 2_000_000, depth: 64 };

const LT = 0x3c, GT = 0x3e, SLASH = 0x2f, BANG = 0x21, QUESTION = 0x3f, EQUALS = 0x3d, QUOTE = 0x22, APOSTROPHE = 0x27;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const nameShape = /^[\p{L}_][\p{L}\p{N}_.\-\u00b7]*(?::[\p{L}_][\p{L}\p{N}_.\-\u00b7]*)?$/u;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A character that XML 1.0 allows (2.2, Char), for references. */
const isCharacter = (n: number): boolean => n === 9 || n === 10 || n === 13 || (n >= 0x20 && n <= 0xd7ff) || (n >= 0xe000 && n <= 0xfffd) || (n >= 0x10000 && n <= 0x10ffff);

function characterOf(reference: string): string | null {
  if (!reference.startsWith('#')) return Object.hasOwn(named, reference) ? (named[reference] ?? null) : null;
  const hex = reference[1] === 'x';
  const digits = reference.slice(hex ? 2 : 1);
  if (!(hex ? /^[0-9a-f]{1,8}$/i : /^\d{1,8}$/).test(digits)) return null;
  const n = Number.parseInt(digits, hex ? 16 : 10);
  return isCharacter(n) ? String.fromCodePoint(n) : null;
}

/** A text with its references resolved: the five of XML and characters by number. Null where there is any other. */
export function resolveReferences(raw: string): string | null {
  let at = raw.indexOf('&');
  if (at === -1) return raw;
  let done = '';
  let from = 0;
  while (at !== -1) {
    const end = raw.indexOf(';', at);
    const character = end === -1 || end - at > 12 ? null : characterOf(raw.slice(at + 1, end));
    if (character === null) return null;
    done += raw.slice(from, at) + character;
    from = end + 1;
    at = raw.indexOf('&', from);
  }
  return done + raw.slice(from);
}

/** The value of the first attribute of this local name in a tag's attributes as they stand; null where it is absent. */
export function attributeOf(attributes: string, name: string): string | null {
  if (attributes === '') return null;
  for (const [, key = '', double, single = ''] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (key.slice(key.indexOf(':') + 1) === name && !key.startsWith('xmlns')) return resolveReferences(double ?? single);
  }
  return null;
}

/** Where the attributes that begin at `at` end: the place of `>` or of `/` before it, or -1 with what stands there no attributes. */
function endOfAttributes(text: string, from: number): number {
  let at = from;
  for (;;) {
    const before = at;
    while (isBlank(text.charCodeAt(at))) at += 1;
    const code = text.charCodeAt(at);
    if (code === GT || code === SLASH) return at;
    if (at === before) return -1;
    const nameAt = at;
    while (at < text.length && !isBlank(text.charCodeAt(at)) && ![EQUALS, GT, SLASH, LT, QUOTE, APOSTROPHE].includes(text.charCodeAt(at))) at += 1;
    if (at === nameAt) return -1;
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) !== EQUALS) return -1;
    at += 1;
    while (isBlank(text.charCodeAt(at))) at += 1;
    const quote = text.charCodeAt(at);
    const end = quote === QUOTE ? text.indexOf('"', at + 1) : quote === APOSTROPHE ? text.indexOf("'", at + 1) : -1;
    if (end === -1) return -1;
    const value = text.slice(at + 1, end);
    if (value.includes('<') || resolveReferences(value) === null) return -1;
    at = end + 1;
  }
}

/** A name that was seen to be one. `next` is the name of the element that was opened after this one when it was seen last. */
type Known = { raw: string; local: string; plainTag: string; closingTag: string; next: Known | null };

class Scanner {
  private readonly text: string;
  private readonly sink: XmlSink;
  private readonly limits: ScanLimits;
  private readonly open: Known[] = [];
  private readonly names = new Map<string, Known>();
  private last: Known | null = null;
  private elements = 0;
  private at: number;

  constructor(text: string, sink: XmlSink, limits: ScanLimits) {
    this.text = text;
    this.sink = sink;
    this.limits = limits;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  position(): number {
    return this.at;
  }

  run(): void {
    const { text } = this;
    for (;;) {
      const next = text.indexOf('<', this.at);
      this.content(next === -1 ? text.length : next);
      if (next === -1) break;
      const code = text.charCodeAt(next + 1);
      if (code === SLASH) this.closeTag();
      else if (code === BANG) this.declaration();
      else if (code === QUESTION) this.skipPast('?>', 'the end of an instruction');
      else this.openTag();
    }
    const open = this.open.at(-1);
    if (open !== undefined) throw new ScanStop(open.closingTag);
    if (this.elements === 0) throw new ScanStop('an element');
  }

  private content(end: number): void {
    if (end === this.at) return;
    const raw = this.text.slice(this.at, end);
    if (this.open.length === 0) {
      if (raw.trim() !== '') throw new ScanStop('an element');
    } else {
      const resolved = resolveReferences(raw);
      if (resolved === null) throw new ScanStop('no entities but those of XML itself');
      this.sink.text(resolved);
    }
    this.at = end;
  }

  private closeTag(): void {
    const { text } = this;
    const name = this.open.pop();
    if (name === undefined) throw new ScanStop('an element');
    if (text.startsWith(name.closingTag, this.at)) {
      this.at += name.closingTag.length;
    } else {
      let end = this.at + 2 + name.raw.length;
      while (isBlank(text.charCodeAt(end))) end += 1;
      if (!text.startsWith(name.raw, this.at + 2) || text.charCodeAt(end) !== GT) throw new ScanStop(name.closingTag);
      this.at = end + 1;
    }
    this.sink.close();
  }

  private openTag(): void {
    const { text } = this;
    // Rows repeat the same properties in the same order: the tag that followed last time is tried before any reading.
    const guess = this.last === null ? null : this.last.next;
    if (guess !== null && this.open.length > 0 && text.startsWith(guess.plainTag, this.at)) {
      this.enter(guess);
      this.sink.open(guess.local, '');
      this.at += guess.plainTag.length;
      this.open.push(guess);
      return;
    }
    let end = this.at + 1;
    for (let code = text.charCodeAt(end); end < text.length && code !== GT && code !== SLASH && !isBlank(code) && code !== LT; code = text.charCodeAt(end)) end += 1;
    const name = this.nameOf(text.slice(this.at + 1, end));
    if (this.open.length === 0 && this.elements > 0) throw new ScanStop('one root element');
    this.enter(name);
    let close = end;
    if (text.charCodeAt(end) !== GT) {
      close = endOfAttributes(text, end);
      if (close === -1) throw new ScanStop(`the attributes of ${name.local}`);
    }
    const empty = text.charCodeAt(close) === SLASH;
    if (empty && text.charCodeAt(close + 1) !== GT) throw new ScanStop('/>');
    this.sink.open(name.local, close === end ? '' : text.slice(end, close));
    this.at = close + (empty ? 2 : 1);
    if (empty) this.sink.close();
    else this.open.push(name);
  }

  private enter(name: Known): void {
    this.elements += 1;
    if (this.elements > this.limits.elements) throw new ScanStop(`at most ${this.limits.elements} elements`);
    if (this.open.length >= this.limits.depth) throw new ScanStop(`at most ${this.limits.depth} levels`);
    if (this.last !== null) this.last.next = name;
    this.last = name;
  }

  private nameOf(raw: string): Known {
    const known = this.names.get(raw);
    if (known !== undefined) return known;
    if (raw.length > 256 || !nameShape.test(raw)) throw new ScanStop('the name of an element');
    const name = { raw, local: raw.slice(raw.indexOf(':') + 1), plainTag: `<${raw}>`, closingTag: `</${raw}>`, next: null };
    this.names.set(raw, name);
    return name;
  }

  private declaration(): void {
    const { text, at } = this;
    if (text.startsWith('<!--', at)) {
      this.at += 4;
      this.skipPast('-->', 'the end of a comment');
    } else if (text.startsWith('<![CDATA[', at) && this.open.length > 0) {
      this.skipPast(']]>', 'the end of a CDATA section');
      this.sink.text(text.slice(at + 9, this.at - 3));
    } else {
      throw new ScanStop('no document type');
    }
  }

  private skipPast(end: string, wanted: string): void {
    const found = this.text.indexOf(end, this.at);
    if (found === -1) throw new ScanStop(wanted);
    this.at = found + end.length;
  }
}

/**
 * Scans one XML document as SOAP has them. Document types, and so entities of one's own, are refused; length, number of
 * elements and depth are bounded; tags must match. Written for enumerations of many megabytes: saxes, which reads the other
 * XML of this program, takes nearly twice as long where most of a text is tags. Namespaces are not resolved: answers are told apart
 * by local names, since the same property comes with and without a prefix. Never throws but for what the sink throws.
 */
export function scanXml(text: string, sink: XmlSink, limits: ScanLimits = usual): Scan {
  if (text.length > limits.length) return { ok: false, at: limits.length, wanted: `at most ${limits.length} characters` };
  const scanner = new Scanner(text, sink, limits);
  try {
    scanner.run();
    return { ok: true };
  } catch (error) {
    if (error instanceof ScanStop) return { ok: false, at: scanner.position(), wanted: error.message };
    throw error;
  }
}
