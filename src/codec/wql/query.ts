/** A value written in a query. NULL stands as null. */
export type WqlLiteral = string | number | boolean | null;

export type WqlOperator = '=' | '!=' | '<' | '>' | '<=' | '>=';

/** What a WHERE clause asks of a row. Columns are spelled as in the query. */
export type WqlCondition =
  | { kind: 'compare'; column: string; operator: WqlOperator; value: WqlLiteral }
  | { kind: 'like'; column: string; pattern: string }
  | { kind: 'and' | 'or'; terms: readonly WqlCondition[] }
  | { kind: 'not'; term: WqlCondition };

/** `SELECT columns FROM className WHERE where`; columns are null for `*`, where is null without a clause. */
export type WqlQuery = { className: string; columns: readonly string[] | null; where: WqlCondition | null };

/** A query, or where in the text (counted from 0) it stops being one and what should stand there. */
export type WqlReading = { ok: true; query: WqlQuery } | { ok: false; at: number; wanted: string };
