import type { WqlCondition, WqlLiteral, WqlOperator, WqlQuery, WqlReading } from './query.ts';
import { readTokens } from './tokens.ts';
import type { WqlToken } from './tokens.ts';

/** WMI has limits of its own, by the memory that a query takes; these are ours, far above any question that is asked. */
const longest = 8192;
const deepest = 32;
const mostTerms = 256;

const operators: Readonly<Record<string, WqlOperator>> = { '=': '=', '!=': '!=', '<>': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' };
/** `5 < Column` asks what `Column > 5` asks. */
const mirrored: Readonly<Record<WqlOperator, WqlOperator>> = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

const literalWords: ReadonlyMap<string, WqlLiteral> = new Map<string, WqlLiteral>([['true', true], ['false', false], ['null', null]]);

const reserved: ReadonlySet<string> = new Set(['select', 'from', 'where', 'and', 'or', 'not', 'like', 'is', 'null', 'true', 'false']);

/**
 * Reads a data query of WQL: `SELECT * | a, b FROM Class [WHERE …]` with comparisons, LIKE, IS [NOT] NULL, AND, OR, NOT
 * and parentheses. Words in any letter case. ASSOCIATORS OF, ISA and event queries are not read.
 * Source: learn.microsoft.com/windows/win32/wmisdk/wql-sql-for-wmi.
 */
export function parseWql(text: string): WqlReading {
  if (text.length > longest) return { ok: false, at: longest, wanted: `a query of at most ${longest} characters` };
  const read = readTokens(text);
  if (!read.ok) return read;
  const parser = new Parser(read.tokens, text.length);
  const query = parser.query();
  return query === null ? { ok: false, ...parser.failure } : { ok: true, query };
}

/** Descends once through the tokens. Every method gives null once something does not fit, and `failure` says what first did not. */
class Parser {
  failure = { at: 0, wanted: 'SELECT' };
  private readonly tokens: readonly WqlToken[];
  private readonly end: number;
  private next = 0;
  private terms = 0;

  constructor(tokens: readonly WqlToken[], end: number) {
    this.tokens = tokens;
    this.end = end;
  }

  query(): WqlQuery | null {
    if (!this.takes('select')) return this.fail('SELECT');
    const columns = this.takesSign('*') ? undefined : this.columns();
    if (columns === null) return null;
    if (!this.takes('from')) return this.fail('FROM');
    const className = this.name();
    if (className === null) return this.fail('the name of a class');
    let where: WqlCondition | null = null;
    if (this.takes('where')) {
      where = this.either(0);
      if (where === null) return null;
    }
    return this.next < this.tokens.length ? this.fail(where === null ? 'WHERE or the end' : 'AND, OR or the end') : { className, columns: columns ?? null, where };
  }

  private columns(): string[] | null {
    const columns: string[] = [];
    do {
      const column = this.name();
      if (column === null) return this.fail('the name of a column');
      columns.push(column);
    } while (this.takesSign(','));
    return columns;
  }

  private either(depth: number): WqlCondition | null {
    return this.joined('or', 'or', () => this.joined('and', 'and', () => this.term(depth)));
  }

  private joined(word: string, kind: 'and' | 'or', read: () => WqlCondition | null): WqlCondition | null {
    const first = read();
    if (first === null) return null;
    const terms = [first];
    while (this.takes(word)) {
      const term = read();
      if (term === null) return null;
      terms.push(term);
    }
    return terms.length === 1 ? first : { kind, terms };
  }

  private term(depth: number): WqlCondition | null {
    if (depth > deepest) return this.fail(`at most ${deepest} levels`);
    if (this.takes('not')) {
      const term = this.term(depth + 1);
      return term === null ? null : { kind: 'not', term };
    }
    if (!this.takesSign('(')) return this.comparison();
    const inner = this.either(depth + 1);
    if (inner === null) return null;
    return this.takesSign(')') ? inner : this.fail('a closing parenthesis');
  }

  private comparison(): WqlCondition | null {
    this.terms++;
    if (this.terms > mostTerms) return this.fail(`at most ${mostTerms} comparisons`);
    const column = this.name();
    if (column === null) return this.reversed();
    if (this.takes('like')) {
      const token = this.tokens[this.next];
      if (token?.kind !== 'string') return this.fail('a pattern in quotes');
      this.next++;
      return { kind: 'like', column, pattern: token.text };
    }
    if (this.takes('is')) {
      const operator = this.takes('not') ? '!=' : '=';
      return this.takes('null') ? { kind: 'compare', column, operator, value: null } : this.fail('NULL');
    }
    const operator = this.operator();
    if (operator === null) return this.fail('a comparison, LIKE or IS');
    const value = this.literal();
    return value === undefined ? this.fail('a value') : { kind: 'compare', column, operator, value };
  }

  /** A value first and then the column. */
  private reversed(): WqlCondition | null {
    const value = this.literal();
    if (value === undefined) return this.fail('a column or a value');
    const operator = this.operator();
    if (operator === null) return this.fail('a comparison');
    const column = this.name();
    return column === null ? this.fail('the name of a column') : { kind: 'compare', column, operator: mirrored[operator], value };
  }

  private operator(): WqlOperator | null {
    const token = this.tokens[this.next];
    const operator = token?.kind === 'sign' ? operators[token.text] : undefined;
    if (operator === undefined) return null;
    this.next++;
    return operator;
  }

  /** Undefined where no value stands; NULL is null. */
  private literal(): WqlLiteral | undefined {
    const token = this.tokens[this.next];
    let value: WqlLiteral | undefined;
    if (token?.kind === 'string') value = token.text;
    else if (token?.kind === 'number') value = token.value;
    else if (token?.kind === 'word') value = literalWords.get(token.text.toLowerCase());
    if (value !== undefined) this.next++;
    return value;
  }

  private name(): string | null {
    const token = this.tokens[this.next];
    if (token?.kind !== 'word' || reserved.has(token.text.toLowerCase())) return null;
    this.next++;
    return token.text;
  }

  private takes(word: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.next++;
    return true;
  }

  private takesSign(sign: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.next++;
    return true;
  }

  private fail(wanted: string): null {
    this.failure = { at: this.tokens[this.next]?.at ?? this.end, wanted };
    return null;
  }
}
