import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evidenceKinds } from '../../src/model/evidence.ts';
import { evidenceJsonSchema } from '../../tools/schema.ts';

const published = readFileSync(new URL('../../schemas/evidence-1.schema.json', import.meta.url), 'utf8');

test('the published JSON Schema is the one that reading uses (node tools/schema.ts writes it)', () => {
  expect(published).toBe(evidenceJsonSchema());
});

test('it describes every kind of evidence', () => {
  const { $defs } = JSON.parse(published) as { $defs: { body: { properties: object } } };
  expect(Object.keys($defs.body.properties)).toEqual([...evidenceKinds]);
});
