// Writes schemas/scenario-1.schema.json and the made part of fixtures/scenarios/README.md, both from the definition that
// reading uses. A test holds that they are what this writes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { loadSource, root } from './build/load-source.mjs';

const { scenarioJsonSchema } = await loadSource('tools/scenario/scenario-schema.ts');
const { withReference } = await loadSource('tools/scenario/reference.ts');
const guide = join(root, 'fixtures/scenarios/README.md');

await writeFile(join(root, 'schemas/scenario-1.schema.json'), scenarioJsonSchema());
await writeFile(guide, withReference(await readFile(guide, 'utf8')));
