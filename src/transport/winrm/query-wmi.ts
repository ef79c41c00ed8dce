import type { Limits } from '../../model/network.ts';
import type { Reading, WmiQuery, WmiRow } from '../../model/windows.ts';
import { wmiUri } from '../../codec/wsman/names.ts';
import { readAcknowledged } from '../../codec/wsman/shell-answers.ts';
import { readEnumerationPage } from '../../codec/wsman/wmi-answers.ts';
import { writeEnumerate, writePull, writeRelease } from '../../codec/wsman/wmi-requests.ts';
import type { Deadline } from '../deadline.ts';
import { within } from '../deadline.ts';

import { ask } from './ask.ts';
import type { Told } from './ask.ts';
import type { WinrmConnection } from './connection.ts';
import { failure } from './words.ts';

/** Contexts that the service has forgotten, or counts as closed: the enumeration begins again. */
const deadContexts: ReadonlySet<string> = new Set(['0x80338007', '0x8033801B', '0x8033801C']);

/** Pages in a row without a row: a service that goes on like this never ends. */
const mostEmptyPages = 64;

/** What is asked, for people: `SoftwareLicensingProduct in root\cimv2`. */
export const nameOfQuery = ({ namespace, wql }: WmiQuery): string => `${/\bFROM\s+(\w+)/i.exec(wql)?.[1] ?? 'a query'} in ${namespace}`;

/** One whole reading of the enumeration; rows go to `rows` page by page. */
async function enumerate(connection: WinrmConnection, query: WmiQuery, rows: WmiRow[], mostRows: number, limits: () => Limits): Promise<Told<null>> {
  const asked = { what: nameOfQuery(query), namespace: query.namespace };
  const resourceUri = wmiUri(query.namespace, '*');
  const read = (text: string): ReturnType<typeof readEnumerationPage> => readEnumerationPage(text, { onRow: (row) => { rows.push(row); }, mostRows: mostRows - rows.length });
  let empty = 0;
  let page = await ask(connection, (context) => writeEnumerate(context, query), read, asked, limits());
  while (page.ok && page.value.context !== null) {
    empty = page.value.rows === 0 ? empty + 1 : 0;
    const enumeration = { resourceUri, context: page.value.context };
    if (empty > mostEmptyPages || rows.length >= mostRows) {
      await ask(connection, (context) => writeRelease(context, enumeration), readAcknowledged, asked, limits());
      return failure('unparsable', empty > mostEmptyPages ? `${asked.what} goes on without giving rows` : `${asked.what} gave more than ${mostRows} rows, and was not read to its end`);
    }
    page = await ask(connection, (context) => writePull(context, enumeration), read, asked, limits());
  }
  return page.ok ? { ok: true, value: null } : page;
}

/** Time that is left, for each of several requests. */
export const limitsOf = (deadline: Deadline, { signal }: Limits) => (): Limits => ({ timeoutMs: deadline.remainingMs(), signal });

/** All rows of a query. An enumeration whose context has died is read anew once. */
export const queryWmi = (connection: WinrmConnection, query: WmiQuery, mostRows: number, limits: Limits): Promise<Reading<WmiRow[]>> =>
  within(limits, async (deadline) => {
    for (let attempt = 0; ; attempt += 1) {
      const rows: WmiRow[] = [];
      const end = await enumerate(connection, query, rows, mostRows, limitsOf(deadline, limits));
      if (end.ok) return { ok: true, value: rows };
      if (attempt === 0 && deadContexts.has(end.fault?.code ?? '')) continue;
      return failure(end.reason, end.detail);
    }
  });
