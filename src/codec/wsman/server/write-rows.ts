import type { WmiRow, WmiValue } from '../../../model/windows.ts';
import { escapeXml } from '../escape-xml.ts';
import { namespaces as ns, wmiUri } from '../names.ts';

/** The class of rows: its namespace as WMI writes it, and which of its columns hold times. */
export type RowClass = { name: string; namespace: string; isTime: (column: string) => boolean };

const cimShape = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/;

/** A CIM datetime as WS-Management writes it (DSP0230): ISO 8601, in UTC with `Z`, else with its own offset. Other texts as they are. */
export function isoOfCim(datetime: string): string {
  const match = cimShape.exec(datetime);
  if (match === null) return datetime;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offset] = match;
  const minutes = Number(offset);
  const digits = fraction.replace(/0+$/, '');
  const zone = minutes === 0 ? 'Z' : `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${digits === '' ? '' : `.${digits}`}${zone}`;
}

function propertyXml(name: string, value: WmiValue, isTime: boolean): string {
  if (value === null) return `<${name} xsi:nil="true"/>`;
  if (typeof value === 'object') return value.map((one) => propertyXml(name, one, isTime)).join('');
  if (isTime) return `<${name}><cim:Datetime>${escapeXml(isoOfCim(String(value)))}</cim:Datetime></${name}>`;
  return value === '' ? `<${name}/>` : `<${name}>${escapeXml(String(value))}</${name}>`;
}

const declared = ` xmlns:xsi="${ns.instance}" xmlns:cim="${ns.cim}"`;

/** Windows gives properties in the order of their names. */
const sorted = (row: WmiRow): [string, WmiValue][] => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));

/** A row of `SELECT *` or of a whole class: an element of the class, its properties in the class's namespace. */
export function writeInstance(row: WmiRow, { name, namespace, isTime }: RowClass): string {
  const properties = sorted(row).map(([column, value]) => propertyXml(`p:${column}`, value, isTime(column))).join('');
  return `<p:${name} xmlns:p="${escapeXml(wmiUri(namespace, name))}"${declared} xsi:type="p:${name}_Type">${properties}</p:${name}>`;
}

/** A row of a query that names its columns: a fragment whose properties have no namespace. */
export const writeFragment = (row: WmiRow, { isTime }: RowClass): string =>
  `<w:XmlFragment${declared}>${sorted(row).map(([column, value]) => propertyXml(column, value, isTime(column))).join('')}</w:XmlFragment>`;

/** One page: its items in XML, and the context to go on with, null at the end. The first answer and the later ones spell both differently. */
export function writePage(kind: 'Enumerate' | 'Pull', items: readonly string[] | null, context: string | null): string {
  const prefix = kind === 'Enumerate' ? 'w' : 'n';
  const list = items === null ? '' : items.length === 0 ? `<${prefix}:Items/>` : `<${prefix}:Items>${items.join('')}</${prefix}:Items>`;
  const told = context === null ? (kind === 'Enumerate' ? '<n:EnumerationContext/>' : '') : `<n:EnumerationContext>${escapeXml(context)}</n:EnumerationContext>`;
  return `<n:${kind}Response>${told}${list}${context === null ? `<${prefix}:EndOfSequence/>` : ''}</n:${kind}Response>`;
}

/** What a method gives back: its return value and out parameters, a list by repetition. */
export function writeMethodOutput(resourceUri: string, method: string, returnValue: number, values: WmiRow): string {
  const given = Object.entries(values).map(([name, value]) => propertyXml(`m:${name}`, value, false)).join('');
  return `<m:${method}_OUTPUT xmlns:m="${escapeXml(resourceUri)}"${declared} xsi:type="m:${method}_OUTPUT_Type"><m:ReturnValue>${returnValue}</m:ReturnValue>${given}</m:${method}_OUTPUT>`;
}
