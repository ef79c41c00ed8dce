import type { Limits } from '../../model/network.ts';
import type { Reading, RegistryQuery, RegistryValue, WmiRow, WmiValue } from '../../model/windows.ts';
import { readMethodOutput } from '../../codec/wsman/wmi-answers.ts';
import type { MethodOutput } from '../../codec/wsman/wmi-answers.ts';
import { writeInvoke } from '../../codec/wsman/wmi-requests.ts';
import type { MethodParameters } from '../../codec/wsman/wmi-requests.ts';
import { within } from '../deadline.ts';

import { ask } from './ask.ts';
import type { Told } from './ask.ts';
import type { WinrmConnection } from './connection.ts';
import { limitsOf } from './query-wmi.ts';
import { failure } from './words.ts';
import type { Failure } from './words.ts';

/** Calls of one reading at most: a whole machine may take 80 round trips where no shell is allowed. */
const mostCalls = 60;

const provider = { namespace: 'root\\cimv2', className: 'StdRegProv', selectors: {} };

/** Source: StdRegProv, learn.microsoft.com/previous-versions/windows/desktop/regprov/stdregprov. */
const hives = { HKLM: 2_147_483_650, HKU: 2_147_483_651 } as const;
const done = 0;
const notFound = 2;
const accessDenied = 5;

/** Methods by the type of a value (REG_SZ and so on, winnt.h), and the out parameter that holds it. */
const readers: ReadonlyMap<number, readonly [method: string, parameter: string]> = new Map([
  [1, ['GetStringValue', 'sValue']], [2, ['GetExpandedStringValue', 'sValue']], [3, ['GetBinaryValue', 'uValue']],
  [4, ['GetDWORDValue', 'uValue']], [7, ['GetMultiStringValue', 'sValue']], [11, ['GetQWORDValue', 'uValue']],
]);

const listOf = (value: WmiValue | undefined): readonly string[] => (value === null || value === undefined ? [] : typeof value === 'object' ? value.map(String) : [String(value)]);

function valueOf(type: number, row: WmiRow, parameter: string): RegistryValue {
  const value = row[parameter];
  if (type === 7) return listOf(value);
  if (type === 3) return listOf(value).map((octet) => Number(octet).toString(16).padStart(2, '0')).join(' ');
  if (value === null || value === undefined || typeof value === 'object') return null;
  return type === 4 || type === 11 ? Number(value) : String(value);
}

const nameOfKey = ({ hive, key }: RegistryQuery): string => `${hive}\\${key}`;

/** Reads values of one key after the other: what a key holds, then each value that is wanted and there. */
class RegistryReader {
  readonly #connection: WinrmConnection;
  readonly #limits: () => Limits;
  #calls = 0;

  constructor(connection: WinrmConnection, limits: () => Limits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  /** Values by name in lower case; those that are not there are absent. */
  async ofKey(queries: readonly [RegistryQuery, ...RegistryQuery[]]): Promise<Told<Map<string, RegistryValue>>> {
    const [first] = queries;
    const values = new Map<string, RegistryValue>();
    const names = await this.#call('EnumValues', first, []);
    if (!names.ok) return names;
    if (names.value.returnValue === notFound) return { ok: true, value: values };
    if (names.value.returnValue !== done) return refusedKey(first, names.value.returnValue);
    const types = listOf(names.value.values['Types']);
    const typeOf = new Map(listOf(names.value.values['sNames']).map((name, n) => [name.toLowerCase(), Number(types[n])]));
    for (const query of queries) {
      const type = typeOf.get(query.name.toLowerCase()) ?? 0;
      const [method, parameter] = readers.get(type) ?? [];
      if (method === undefined || parameter === undefined) continue;
      const read = await this.#call(method, query, [['sValueName', query.name]]);
      if (!read.ok) return read;
      // A value that goes away in between is not there.
      if (read.value.returnValue === done) values.set(query.name.toLowerCase(), valueOf(type, read.value.values, parameter));
    }
    return { ok: true, value: values };
  }

  async #call(method: string, query: RegistryQuery, parameters: MethodParameters): Promise<Told<MethodOutput>> {
    this.#calls += 1;
    if (this.#calls > mostCalls) return failure('unsupported', `so many registry values take more than ${mostCalls} calls one by one: allow a shell, which reads them at once`);
    const all: MethodParameters = [['hDefKey', hives[query.hive]], ['sSubKeyName', query.key], ...parameters];
    return ask(this.#connection, (context) => writeInvoke(context, provider, method, all), (text) => readMethodOutput(text, method), { what: `the registry key ${nameOfKey(query)}`, namespace: provider.namespace }, this.#limits());
  }
}

const refusedKey = (query: RegistryQuery, code: number): Failure =>
  (code === accessDenied
    ? failure('denied', `the account may not read the registry key ${nameOfKey(query)} (StdRegProv answers 5).`)
    : failure('refused', `the registry key ${nameOfKey(query)} cannot be read (StdRegProv answers ${code}).`));

/** One value for each query, in their order, by calls of StdRegProv; null where key or value does not exist. Octets are given in hexadecimal. */
export const readRegistry = (connection: WinrmConnection, queries: readonly RegistryQuery[], limits: Limits): Promise<Reading<RegistryValue[]>> =>
  within(limits, async (deadline) => {
    const reader = new RegistryReader(connection, limitsOf(deadline, limits));
    const byKey = new Map<string, [RegistryQuery, ...RegistryQuery[]]>();
    for (const query of queries) {
      const known = byKey.get(nameOfKey(query).toLowerCase());
      if (known === undefined) byKey.set(nameOfKey(query).toLowerCase(), [query]);
      else known.push(query);
    }
    const found = new Map<string, Map<string, RegistryValue>>();
    for (const [key, wanted] of byKey) {
      const values = await reader.ofKey(wanted);
      if (!values.ok) return failure(values.reason, values.detail);
      found.set(key, values.value);
    }
    return { ok: true, value: queries.map((query) => found.get(nameOfKey(query).toLowerCase())?.get(query.name.toLowerCase()) ?? null) };
  });
