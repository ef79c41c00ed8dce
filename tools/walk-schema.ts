import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { walkFile } from '../src/commands/runbook-walk-schema.ts';

/** The published JSON Schema of the file that keeps a walk, made from the schema that reading uses, so that the two cannot differ. */
export function walkJsonSchema(): string {
  const { $schema, ...rest } = toJsonSchema(walkFile, { typeMode: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, $id: 'urn:kmsdoctor:walk:1', title: 'kmsdoctor walk', ...rest }, null, 2)}\n`;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await writeFile(new URL('../schemas/walk-1.schema.json', import.meta.url), walkJsonSchema());
}
