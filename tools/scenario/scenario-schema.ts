import type { JsonSchema } from '@valibot/to-json-schema';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { faults } from '../../src/estate/faults/index.ts';
import { scenarioSpec } from '../../src/estate/scenario/scenario-spec.ts';
import { address, code, dnsName, duration, edition, hostKeyGroup, last5, minutes, name, officeGeneration, port, system } from '../../src/estate/scenario/words.ts';
import type { SchemaNode } from './field-rows.ts';
import { faultNodes, scenarioNode } from './field-rows.ts';
import { fieldWords } from './field-words.ts';

/** The published JSON Schema of scenario files, made from the definition that reading uses, with the words of the guide. */
export function scenarioJsonSchema(): string {
  const { $schema, ...rest } = toJsonSchema(scenarioSpec, {
    typeMode: 'input', target: 'draft-2020-12', ignoreActions: ['check'],
    definitions: { name, dnsName, address, port, duration, code, minutes, last5, system, edition, officeGeneration, hostKeyGroup, ...groups(), ...faultDefinitions() },
  });
  const schema = { $schema, $id: 'urn:kmsdoctor:scenario:1', title: 'kmsdoctor scenario', ...rest } as JsonSchema;
  describeFields(schema, schema, '');
  for (const { id, says } of faults) Object.assign(schema.$defs?.[`fault-${id}`] ?? {}, { description: says });
  Object.assign(schema.$defs?.['duration'] ?? {}, { description: 'A span of time such as 3d, 12h, 90m or 1d 12h.', pattern: '^(?=.)(?:\\d{1,5}(?:\\.\\d{1,3})?d)?(?: ?\\d{1,5}(?:\\.\\d{1,3})?h)?(?: ?\\d{1,6}m)?$' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const faultDefinitions = (): Record<string, v.GenericSchema> =>
  Object.fromEntries(faultNodes().map((node) => [`fault-${String(node.entries?.['fault']?.literal)}`, node as unknown as v.GenericSchema]));

/** Objects that are worth a name of their own: the machines, hosts and name servers of an estate. */
function groups(): Record<string, v.GenericSchema> {
  const estate = at(scenarioNode, 'estate');
  const parts = { estate, host: at(estate, 'hosts'), machine: at(estate, 'machines'), nameServer: at(at(estate, 'dns'), 'servers'), crowd: at(estate, 'crowd'), look: at(scenarioNode, 'look'), expectation: at(scenarioNode, 'expect') };
  return parts as unknown as Record<string, v.GenericSchema>;
}

function at(node: SchemaNode, key: string): SchemaNode {
  let found = node.entries?.[key] ?? { type: 'none' };
  while (found.wrapped !== undefined || found.item !== undefined) found = found.wrapped ?? found.item ?? found;
  return found;
}

/** Puts what each key means beside it, following references. */
function describeFields(root: JsonSchema, node: JsonSchema, path: string): void {
  const target = node.$ref === undefined ? node : root.$defs?.[node.$ref.replace('#/$defs/', '')];
  if (typeof target !== 'object') return;
  if (typeof target.items === 'object' && !Array.isArray(target.items)) describeFields(root, target.items, `${path}[]`);
  for (const option of target.anyOf ?? []) if (typeof option === 'object') describeFields(root, option, path);
  for (const [key, property] of Object.entries(target.properties ?? {})) {
    if (typeof property !== 'object') continue;
    const here = path === '' ? key : `${path}.${key}`;
    describeFields(root, property, here);
    const words = fieldWords[here];
    if (words !== undefined) property.description = words;
  }
}
