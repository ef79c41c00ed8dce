import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { evidenceBody, evidenceFile } from '../src/evidence/schema.ts';

/**
 * The published JSON Schema of the evidence file, made from the schema that reading uses, so that the two cannot differ.
 * It describes what may be written; `kmsdoctor` itself also reads codes in other letter cases and passes over kinds that it does not know.
 */
export function evidenceJsonSchema(): string {
  const schema = toJsonSchema(evidenceFile, {
    typeMode: 'input',
    target: 'draft-2020-12',
    definitions: { body: evidenceBody },
    // JSON has neither infinite numbers nor dates: what these check needs no words in a JSON Schema.
    ignoreActions: ['finite', 'check'],
  });
  const { $schema, ...rest } = schema;
  const named = { $schema, $id: 'urn:kmsdoctor:evidence:1', title: 'kmsdoctor evidence file', ...rest };
  return `${JSON.stringify(named, null, 2)}\n`;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await writeFile(new URL('../schemas/evidence-1.schema.json', import.meta.url), evidenceJsonSchema());
}
