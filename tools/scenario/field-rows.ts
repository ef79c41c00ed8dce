import { scenarioSpec } from '../../src/estate/scenario/scenario-spec.ts';

/** A key that a scenario may have: `estate.hosts[].port`; what may stand there; and what holds where it is left out. */
export type FieldRow = { path: string; wants: string; leftOut: string };

/** As much of a valibot schema as is needed to tell what it takes. */
export type SchemaNode = {
  type: string;
  entries?: Readonly<Record<string, SchemaNode>>;
  wrapped?: SchemaNode;
  item?: SchemaNode;
  key?: SchemaNode | string;
  value?: SchemaNode;
  options?: readonly (SchemaNode | string | number)[];
  literal?: unknown;
  default?: unknown;
  message?: unknown;
  requirement?: unknown;
  pipe?: readonly SchemaNode[];
};

export const scenarioNode = scenarioSpec as unknown as SchemaNode;

/** The options of the faults, each a strict object with its own parameters. */
export function faultNodes(): SchemaNode[] {
  const list = inside(scenarioNode.entries?.['faults'] ?? { type: 'none' });
  return (list.item?.options ?? []) as SchemaNode[];
}

/** Every key of a scenario in the order of its schema, the parameters of faults left out. */
export const fieldRows = (): FieldRow[] => rowsOf(scenarioNode, '');

/** The parameters of a fault but for its name and time, as rows with short paths. */
export const parameterRows = (fault: SchemaNode): FieldRow[] => rowsOf(fault, '').filter(({ path }) => path !== 'fault' && path !== 'at');

function rowsOf(schema: SchemaNode, path: string): FieldRow[] {
  const node = inside(schema);
  if (node.type === 'variant') return [];
  if (node.item !== undefined) return rowsOf(node.item, `${path}[]`);
  const objects = node.entries !== undefined ? [node] : (node.options ?? []).filter((o): o is SchemaNode => typeof o === 'object' && o.entries !== undefined);
  const rows = new Map<string, FieldRow>();
  for (const object of objects) {
    for (const [key, entry] of Object.entries(object.entries ?? {})) {
      const at = path === '' ? key : `${path}.${key}`;
      const row: FieldRow = { path: at, wants: wantsOf(entry), leftOut: leftOutOf(entry, objects.length > 1) };
      if (!rows.has(at)) rows.set(at, row);
      for (const below of rowsOf(entry, at)) if (!rows.has(below.path)) rows.set(below.path, below);
    }
  }
  return [...rows.values()];
}

const inside = (schema: SchemaNode): SchemaNode => (schema.wrapped === undefined ? schema : inside(schema.wrapped));

function leftOutOf(schema: SchemaNode, isChoice: boolean): string {
  if (schema.type !== 'exact_optional') return isChoice ? '' : 'must be there';
  const { default: value } = schema;
  if (value === undefined || (typeof value === 'object' && value !== null)) return '';
  return String(value);
}

/** What may stand at a place, in words. */
function wantsOf(schema: SchemaNode): string {
  if (schema.type === 'nullable') return `${wantsOf(schema.wrapped ?? { type: 'nothing' })}, or null`;
  const node = inside(schema);
  if (schema !== node) return wantsOf(schema.wrapped ?? node);
  const told = node.pipe?.map(({ message }) => message).find((m): m is string => typeof m === 'string');
  switch (node.type) {
    case 'array': return `a list${node.item === undefined ? '' : ` of ${wantsOf(node.item)}`}`;
    case 'record': return `keys: ${wantsOf(node.value ?? { type: 'nothing' })}`;
    case 'picklist': return (node.options ?? []).map(String).join(', ');
    case 'literal': return String(node.literal);
    case 'variant': return 'faults';
    case 'strict_object': return 'keys';
    case 'boolean': return 'true or false';
    case 'union': return typeof node.message === 'string' ? node.message : (node.options ?? []).map((o) => (typeof o === 'object' ? wantsOf(o) : String(o))).join(', or ');
    case 'number': return told ?? rangeOf(node);
    default: return told ?? 'text';
  }
}

function rangeOf({ pipe = [] }: SchemaNode): string {
  const bound = (type: string): string | undefined => {
    const found = pipe.find((p) => p.type === type)?.requirement;
    return found === undefined ? undefined : String(found);
  };
  const least = bound('min_value');
  const most = bound('max_value');
  if (least !== undefined && most !== undefined) return `a number from ${least} to ${most}`;
  return least === undefined ? 'a whole number' : `a number from ${least}`;
}
