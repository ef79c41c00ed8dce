import type { RegistryQuery, RegistryValue, WmiRow } from '../../model/windows.ts';
import { registrySubkeysOf, registryValuesOf } from '../machine/registry-view.ts';
import type { MachineState } from '../machine/state.ts';

/** What a method of StdRegProv gives: its return value (0 fine, 2 not found, 5 no right) and its out parameters. */
export type MethodResult = { returnValue: number; values: WmiRow };

const notFound = 2;
const noRight = 5;
/** WBEM_E_TYPE_MISMATCH, wbemcli.h: a value of another type than the method reads. */
const otherType = 0x8004_1005;

/** hDefKey by its number; HKLM where it is left out. Source: the StdRegProv pages, Microsoft. */
const hives: Readonly<Record<string, RegistryQuery['hive']>> = { '2147483650': 'HKLM', '2147483651': 'HKU' };
const localMachine = '2147483650';

/** REG_SZ, REG_DWORD and REG_MULTI_SZ as Types gives them (winnt.h). */
const typeOf = (value: NonNullable<RegistryValue>): number => (typeof value === 'string' ? 1 : typeof value === 'number' ? 4 : 7);

/** Which type each reading method takes, and its out parameter. */
const readers: Readonly<Record<string, { out: string; type: number }>> = {
  GetStringValue: { out: 'sValue', type: 1 }, GetExpandedStringValue: { out: 'sValue', type: 1 }, GetDWORDValue: { out: 'uValue', type: 4 }, GetMultiStringValue: { out: 'sValue', type: 7 },
};

/** Rights that reading takes: query a value, list keys, be told of changes, read the control (winnt.h, KEY_READ). */
const keyRead = 0x0002_0019;

const refused = (out: readonly string[]): MethodResult => ({ returnValue: noRight, values: Object.fromEntries(out.map((name) => [name, null])) });

/** Calls a method of StdRegProv on a reference machine; null where it has no such method. Writing ones are none of its. */
export function callRegistry(machine: MachineState, method: string, parameters: ReadonlyMap<string, string>): MethodResult | null {
  const hive = hives[parameters.get('hDefKey') ?? localMachine];
  const place = { hive: hive ?? 'HKLM', key: (parameters.get('sSubKeyName') ?? '').replace(/^\\+|\\+$/g, '') };
  const values = hive === undefined ? null : registryValuesOf(machine, place);
  const isDenied = machine.unreadable.registry !== null;
  const reader = readers[method];
  if (reader !== undefined) {
    const { out, type } = reader;
    if (isDenied) return refused([out]);
    const name = (parameters.get('sValueName') ?? '').toLowerCase();
    const value = [...(values ?? [])].find(([known]) => known.toLowerCase() === name)?.[1];
    if (value === undefined) return { returnValue: notFound, values: { [out]: null } };
    return typeOf(value) === type ? { returnValue: 0, values: { [out]: value } } : { returnValue: otherType, values: { [out]: null } };
  }
  switch (method) {
    case 'EnumValues': {
      if (isDenied) return refused(['sNames', 'Types']);
      if (values === null) return { returnValue: notFound, values: { sNames: null, Types: null } };
      return { returnValue: 0, values: { sNames: [...values.keys()], Types: [...values.values()].map(typeOf) } };
    }
    case 'EnumKey': {
      if (isDenied) return refused(['sNames']);
      const names = hive === undefined ? null : registrySubkeysOf(place);
      return names === null ? { returnValue: notFound, values: { sNames: null } } : { returnValue: 0, values: { sNames: names } };
    }
    case 'CheckAccess': {
      if (isDenied) return { returnValue: noRight, values: { bGranted: false } };
      if (values === null) return { returnValue: notFound, values: { bGranted: false } };
      const wanted = Number(parameters.get('uRequired') ?? 3);
      return { returnValue: 0, values: { bGranted: (wanted & ~keyRead) === 0 } };
    }
    default: return null;
  }
}
