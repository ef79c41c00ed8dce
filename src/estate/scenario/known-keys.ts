import * as v from 'valibot';
import type { ScenarioPath } from './scenario-place.ts';

/** A key that the schema does not know, where it stands, and those that may stand there. */
export type UnknownKey = { path: ScenarioPath; known: readonly string[] };

/** As much of a valibot schema as is needed to follow a value through it. */
type Schema = {
  type: string;
  entries?: Readonly<Record<string, Schema>>;
  wrapped?: Schema;
  item?: Schema;
  value?: Schema;
  key?: string;
  options?: readonly Schema[];
};

/**
 * The value without keys that its schema does not know, and all of those: a strict object of valibot tells only of its
 * first, and not which ones may stand there.
 */
export function withoutUnknownKeys(schema: v.GenericSchema, value: unknown): { value: unknown; unknown: UnknownKey[] } {
  const unknown: UnknownKey[] = [];
  return { value: follow(schema as unknown as Schema, value, [], unknown), unknown };
}

function follow(schema: Schema, value: unknown, path: ScenarioPath, unknown: UnknownKey[]): unknown {
  if (schema.wrapped !== undefined) return follow(schema.wrapped, value, path, unknown);
  if (Array.isArray(value)) {
    const item = schema.item ?? schema.options?.find((option) => option.item !== undefined)?.item;
    if (item !== undefined) return value.map((one, i) => follow(item, one, [...path, i], unknown));
    // To valibot a list is an object as good as any; a symbol is nothing that could stand in a file.
    return Symbol(`a list of ${value.length}`);
  }
  if (typeof value !== 'object' || value === null) return value;
  const chosen = optionFor(schema, value as Record<string, unknown>);
  const { entries } = chosen;
  if (entries === undefined) {
    const of = chosen.type === 'record' ? chosen.value : undefined;
    return of === undefined ? value : mapValues(value, (key, one) => follow(of, one, [...path, key], unknown));
  }
  return mapValues(value, (key, one) => {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (entry !== undefined) return follow(entry, one, [...path, key], unknown);
    unknown.push({ path: [...path, key], known: Object.keys(entries) });
    return undefined;
  });
}

/** Of a choice, the option that the value means: by its discriminator, or by the most keys that it shares. */
function optionFor(schema: Schema, value: Record<string, unknown>): Schema {
  const { options, key } = schema;
  if (options === undefined) return schema;
  const objects = options.filter((option) => option.entries !== undefined);
  const shared = ({ entries = {} }: Schema): number => Object.keys(value).filter((k) => Object.hasOwn(entries, k)).length;
  const found = key === undefined
    ? objects.toSorted((a, b) => shared(b) - shared(a)).find((option) => shared(option) > 0)
    : objects.find(({ entries }) => v.is(entries?.[key] as unknown as v.GenericSchema, value[key]));
  return found ?? { type: 'unknown' };
}

function mapValues(value: object, change: (key: string, value: unknown) => unknown): Record<string, unknown> {
  const changed = Object.create(null) as Record<string, unknown>;
  for (const [key, one] of Object.entries(value)) {
    const next = change(key, one);
    if (next !== undefined) changed[key] = next;
  }
  return changed;
}
