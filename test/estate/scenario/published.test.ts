import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults } from '../../../src/estate/faults/index.ts';
import { faultNodes, fieldRows, parameterRows } from '../../../tools/scenario/field-rows.ts';
import { fieldWords } from '../../../tools/scenario/field-words.ts';
import { withReference } from '../../../tools/scenario/reference.ts';
import { scenarioJsonSchema } from '../../../tools/scenario/scenario-schema.ts';

const fileOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const published = fileOf('schemas/scenario-1.schema.json');
const guide = fileOf('fixtures/scenarios/README.md');

test('the published JSON Schema is the one that reading uses (node tools/write-scenario-reference.mjs writes it)', () => {
  expect(published).toBe(scenarioJsonSchema());
});

test('the guide’s tables are those of the definition that reading uses (node tools/write-scenario-reference.mjs writes them)', () => {
  expect(guide).toBe(withReference(guide));
});

test('every key of a scenario has words that say what it means, and no words are left over', () => {
  expect(Object.keys(fieldWords).toSorted()).toEqual(fieldRows().map(({ path }) => path).toSorted());
});

test('every fault stands in the guide and in the schema, with all of its parameters', () => {
  const { $defs } = JSON.parse(published) as { $defs: Record<string, { description: string; properties: object; additionalProperties: boolean }> };
  const nodes = faultNodes();
  faults.forEach(({ id, says }, i) => {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${id}\` |`)) ?? '';
    const parameters = parameterRows(nodes[i] ?? { type: 'none' }).map(({ path }) => path);
    expect(row).toContain(says);
    expect(parameters.filter((p) => !row.includes(`\`${p}\``))).toEqual([]);
    expect($defs[`fault-${id}`]).toMatchObject({ description: says, additionalProperties: false });
    expect(Object.keys($defs[`fault-${id}`]?.properties ?? {}).toSorted()).toEqual(['fault', 'at', ...parameters].toSorted());
  });
});
