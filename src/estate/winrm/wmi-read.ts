import type { Network } from '../../model/network.ts';
import type { Reading, WindowsMachine, WmiRow } from '../../model/windows.ts';
import type { RowClass } from '../../codec/wsman/server/write-rows.ts';
import type { WmiResource } from '../../codec/wsman/server/read-request.ts';
import type { MachineState } from '../machine/state.ts';
import { windowsMachineOf } from '../machine/windows-machine.ts';
import { wmiClasses } from '../machine/wmi/class-table.ts';
import { faultCode, soapFault, wmiFault } from './soap-fault.ts';
import type { SoapFault } from './soap-fault.ts';

/** Rows of a class, or the fault in their place; `gone` where the machine is off. */
export type WmiRows = { ok: true; rows: WmiRow[]; cls: RowClass; named: boolean } | { ok: false; fault: SoapFault | 'gone' };

const queryShape = /^\s*SELECT\s+([\s\S]*?)\s+FROM\s+(\w+)/i;
const forEver = { timeoutMs: 60_000, signal: new AbortController().signal };

/** Whether a row has this value in a key column; both names and values in any letter case. */
function fits(row: WmiRow, [name, value]: [string, string]): boolean {
  const column = Object.keys(row).find((known) => known.toLowerCase() === name.toLowerCase());
  return column !== undefined && String(row[column]).toLowerCase() === value.toLowerCase();
}

/** The WMI of one machine behind its WS-Management service. */
export class WmiSource {
  readonly #machine: MachineState;
  readonly #windows: WindowsMachine;

  constructor(machine: MachineState, clock: { readonly now: number }, network: Network | null) {
    this.#machine = machine;
    this.#windows = windowsMachineOf(machine, clock, network);
  }

  /** A query of WQL in a namespace; `named` says whether it names its columns. */
  async query({ namespace, className }: WmiResource, wql: string): Promise<WmiRows> {
    if (className !== '*') return { ok: false, fault: soapFault(faultCode.wqlOnClass) };
    const [, columns = '*', asked = ''] = queryShape.exec(wql) ?? [];
    return this.#rows(namespace, asked, wql, columns.trim() !== '*');
  }

  /** All instances of a class, with all columns. */
  all({ namespace, className }: WmiResource): Promise<WmiRows> {
    return this.#rows(namespace, className, `SELECT * FROM ${/^\w+$/.test(className) ? className : '_'}`, false);
  }

  /** The one instance that its keys name; without keys that of a class with one. */
  async one(resource: WmiResource, selectors: ReadonlyMap<string, string>): Promise<WmiRows> {
    const all = await this.all(resource);
    if (!all.ok) return all;
    const found = all.rows.filter((row) => [...selectors].every((selector) => fits(row, selector)));
    if (found.length === 1) return { ...all, rows: found };
    // WBEM_E_NOT_FOUND, wbemcli.h.
    return { ok: false, fault: found.length === 0 ? wmiFault(this.#machine, 0x8004_1002, 'There is no instance with these keys.') : soapFault(faultCode.invalidSelectors) };
  }

  /** Why nothing of WMI answers, its methods neither; null where it does. */
  get trouble(): SoapFault | 'gone' | null {
    if (!this.#machine.on) return 'gone';
    const { wmi } = this.#machine.unreadable;
    return wmi === null ? null : this.#faultOf({ ok: false, ...wmi });
  }

  async #rows(namespace: string, className: string, wql: string, named: boolean): Promise<WmiRows> {
    const known = wmiClasses.get(className.toLowerCase());
    const reading = await this.#ask(namespace, className, wql);
    if (!reading.ok) return { ok: false, fault: this.#faultOf(reading) };
    const times = new Set((known?.properties ?? []).filter(({ type }) => type === 'datetime').map(({ name }) => name));
    return { ok: true, rows: reading.value, named, cls: { name: known?.name ?? className, namespace: namespace.toLowerCase(), isTime: (column) => times.has(column) } };
  }

  #ask(namespace: string, className: string, wql: string): Promise<Reading<WmiRow[]>> {
    const { events } = this.#machine.unreadable;
    if (this.#machine.on && events !== null && className.toLowerCase() === 'win32_ntlogevent') return Promise.resolve({ ok: false, ...events });
    const known = (['root\\cimv2', 'root\\StandardCimv2', 'root\\default'] as const).find((one) => one.toLowerCase() === namespace.toLowerCase());
    if (known === undefined) return Promise.resolve({ ok: false, reason: 'unsupported', detail: `WMI 0x8004100E: there is no namespace ${namespace}` });
    return this.#windows.queryWmi({ namespace: known, wql }, forEver);
  }

  #faultOf({ reason, detail }: Extract<Reading<never>, { ok: false }>): SoapFault | 'gone' {
    const [, hex, words = ''] = /^WMI (0x[0-9A-F]{8}): (.*)$/s.exec(detail ?? '') ?? [];
    if (hex !== undefined) return wmiFault(this.#machine, Number(hex), `${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
    switch (reason) {
      case 'unreachable': return 'gone';
      case 'denied': return soapFault(faultCode.wmiDenied, detail);
      case 'timeout': return soapFault(faultCode.timedOut, detail);
      case 'unsupported': return soapFault(faultCode.cannotProcessFilter, detail);
      default: return soapFault(faultCode.providerFailure, detail, 'provider');
    }
  }
}
