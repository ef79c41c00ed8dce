// Writes the data of error codes: src/knowledge/data/errors/<last hex digit>.json, code-meanings.tsv and symbols.tsv.
// Run: node tools/facts/make-codes.mjs [FACTS-FOLDER], by default ../shared/facts beside the project.
// Reads errors.json and symbols.tsv there, and code-notes.json beside this script: plain sentences and disputes of ours.
// The written files are committed; the project builds without the facts folder.
import { readFileSync } from 'node:fs';
import { factsFolder, readJson, readText, writeData } from './facts-folder.mjs';

const folder = factsFolder();
const errors = readJson(folder, 'errors.json');
const notes = JSON.parse(readFileSync(new URL('code-notes.json', import.meta.url), 'utf8'));

/** A symbol of the table may carry a remark in brackets; the remark is told in words elsewhere. */
const bareSymbol = (s) => s.replace(/ \(.*\)$/, '');

const shards = Object.fromEntries([...'0123456789abcdef'].map((d) => [d, {}]));
for (const e of errors) {
  const note = notes[e.code] ?? {};
  shards[e.code.at(-1).toLowerCase()][e.code] = {
    symbols: e.symbols.map(bareSymbol),
    scope: e.scope,
    meaning: e.meaning,
    says: note.says ?? null,
    sameAs: note.sameAs ?? null,
    causes: e.causes,
    evidence: e.evidence,
    remedies: e.remedies,
    avoid: e.avoid,
    disputed: note.disputed ?? [],
    sources: e.sources,
    confidence: e.confidence,
  };
}
const unused = Object.keys(notes).filter((code) => !errors.some((e) => e.code === code));
if (unused.length > 0) throw new Error(`code-notes.json names codes that errors.json lacks: ${unused.join(', ')}`);
for (const [digit, entries] of Object.entries(shards)) writeData(`errors/${digit}.json`, `${JSON.stringify(entries, null, 1)}\n`);

writeData('code-meanings.tsv', errors.map((e) => [e.code, bareSymbol(e.symbols[0] ?? ''), e.meaning].join('\t')).join('\n') + '\n');

const rows = readText(folder, 'symbols.tsv').trimEnd().split(/\r?\n/).slice(1).map((l) => l.split('\t'));
const zones = [...new Set(rows.map((r) => r[4]))];
const sources = [...new Set(rows.map((r) => r[5]))];
const letter = { info: 'i', warning: 'w', error: 'e' };
writeData('symbols.tsv', [
  ...zones.map((z, i) => `#zone\t${i}\t${z}`),
  ...sources.map((s, i) => `#source\t${i}\t${s}`),
  '#columns\tcode\tsymbol\tseverity (i information, w warning, e error)\tzone\tsource',
  ...rows.map((r) => [r[0], r[1], letter[r[2]], zones.indexOf(r[4]), sources.indexOf(r[5])].join('\t')),
].join('\n') + '\n');
