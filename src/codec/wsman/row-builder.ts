import type { WmiRow, WmiValue } from '../../model/windows.ts';
import { attributeOf } from './scan-xml.ts';
import type { XmlSink } from './scan-xml.ts';
import { cimDatetimeOf, cimIntervalOf } from './times.ts';

/**
 * Columns that are lists: one value alone comes as one element, which looks like a single value. Source: the class pages of
 * Win32_NetworkAdapterConfiguration, Win32_NTLogEvent and Win32_ComputerSystem, and StdRegProv's out parameters, Microsoft.
 */
const lists: ReadonlySet<string> = new Set([
  'DefaultIPGateway', 'DNSDomainSuffixSearchOrder', 'DNSServerSearchOrder', 'IPAddress', 'IPSubnet', 'GatewayCostMetric',
  'InsertionStrings', 'Roles', 'sNames', 'Types',
]);

const numberShape = /^-?(?:0|[1-9]\d{0,14})$/;

/**
 * XML says nothing of types. A text that a number or a boolean is written as becomes that, and String() of it is the text
 * again, so nothing is lost where it was a text after all.
 */
export function plainValueOf(text: string): string | number | boolean {
  const first = text.charCodeAt(0);
  if (first === 0x74 || first === 0x66) return text === 'true' ? true : text === 'false' ? false : text;
  if (first <= 0x39 && first >= 0x2d && text.length < 17 && numberShape.test(text) && text !== '-0') return Number(text);
  return text;
}

/**
 * Builds the rows of an answer's items from what a scan tells, whichever of both shapes they have: an element of the class
 * with prefixed properties, or an XmlFragment with bare ones. `xsi:nil` is null, an empty element an empty text, a repeated
 * element a list, times are CIM datetimes and intervals. Embedded objects have no place in a row and are left out.
 */
export class RowBuilder implements XmlSink {
  private readonly onRow: (row: WmiRow) => void;
  private row: Record<string, WmiValue> = {};
  private list: string[] | null = null;
  private depth = 0;
  private property = '';
  private isNull = false;
  private own = '';
  /** The element inside a property that is being read, null for a plain text. */
  private inner: string | null = null;
  private innerText = '';

  constructor(onRow: (row: WmiRow) => void) {
    this.onRow = onRow;
  }

  open(name: string, attributes: string): void {
    this.depth += 1;
    if (this.depth === 1) {
      this.row = {};
    } else if (this.depth === 2) {
      this.property = name;
      this.isNull = attributes !== '' && ['true', '1'].includes(attributeOf(attributes, 'nil') ?? '');
      this.own = '';
      this.inner = null;
      this.innerText = '';
    } else if (this.depth === 3) {
      this.inner = name;
    }
  }

  text(text: string): void {
    if (this.depth === 2) this.own = this.own === '' ? text : this.own + text;
    else if (this.depth === 3) this.innerText += text;
  }

  close(): void {
    if (this.depth === 2) this.endProperty();
    else if (this.depth === 1) this.onRow(this.row);
    this.depth -= 1;
  }

  private endProperty(): void {
    const value = this.value();
    const { property: name, row } = this;
    // An assignment to this name would not add a column.
    if (value === undefined || name === '__proto__') return;
    const before = row[name];
    if (before !== undefined) this.listOf(name, before).push(String(value ?? ''));
    else if (value !== null && lists.has(name)) this.listOf(name, null).push(String(value));
    else row[name] = value;
  }

  /** The list that this row has under a name, begun with the value that stood there alone. */
  private listOf(name: string, before: WmiValue): string[] {
    const known = this.row[name];
    if (this.list !== null && known === this.list) return this.list;
    this.list = before === null || typeof before === 'object' ? [] : [String(before)];
    this.row[name] = this.list;
    return this.list;
  }

  private value(): string | number | boolean | null | undefined {
    if (this.isNull) return null;
    if (this.inner === null) return plainValueOf(this.own);
    if (this.inner === 'Datetime') return cimDatetimeOf(this.innerText);
    if (this.inner === 'Interval') return cimIntervalOf(this.innerText);
    return this.inner === 'Date' || this.inner === 'Time' ? this.innerText : undefined;
  }
}
