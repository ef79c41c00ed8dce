// Writes src/knowledge/data/setup-keys.tsv from the table of published setup keys (GVLK and AVMA).
// Run: node tools/facts/make-setup-keys.mjs [FACTS-FOLDER], by default ../shared/facts beside the project.
// The written file is committed; the project builds without the facts folder.
import { factsFolder, readJson, writeData } from './facts-folder.mjs';

const { keys, avma } = readJson(factsFolder(), 'gvlk.json');
const sources = [...new Set([...keys, ...avma].map((k) => k.source))];
const columns = [
  'use', 'product', 'edition', 'family', 'kind', 'generation', 'key', 'editionIds', 'threshold', 'buildMin', 'builds',
  'officeProductIds', 'withdrawn', 'note', 'source',
];
const rows = [
  ...keys.map((k) => [
    'kms-client', k.product, k.edition, k.family, k.kind, k.generation, k.gvlk, k.editionIds.join(','), k.threshold, k.buildMin ?? '',
    (k.builds ?? []).join(','), (k.odtProductIds ?? []).join(','), k.withdrawn ? 'yes' : '', k.note ?? '', sources.indexOf(k.source),
  ]),
  ...avma.map((k) => [
    'avma', k.product, k.edition, 'windows-server', 'server', k.product.replace(/^Windows Server ([\d.]+(?: R2)?).*$/, '$1'), k.key,
    '', '', '', '', '', '', k.note ?? '', sources.indexOf(k.source),
  ]),
];
writeData('setup-keys.tsv', [
  ...sources.map((s, i) => `#source\t${i}\t${s}`),
  `#columns\t${columns.join('\t')}`,
  ...rows.map((r) => r.join('\t')),
].join('\n') + '\n');
