import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { jsonConfig } from '../src/config/schema.ts';

/**
 * The published JSON Schema of `kmsdoctor.config.json`, made from the schema that reading uses, so that the two cannot
 * differ. Whether what a cause names exists, only kmsdoctor itself can tell.
 */
export function configJsonSchema(): string {
  const { $schema, ...rest } = toJsonSchema(jsonConfig, { typeMode: 'input', target: 'draft-2020-12', ignoreActions: ['check'] });
  return `${JSON.stringify({ $schema, $id: 'urn:kmsdoctor:config:1', title: 'kmsdoctor.config.json', ...rest }, null, 2)}\n`;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await writeFile(new URL('../schemas/config-1.schema.json', import.meta.url), configJsonSchema());
}
