// Where the shared facts are, and where the project's own data files are written. Used by the generators beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dataFolder = new URL('../../src/knowledge/data/', import.meta.url);

/** The folder of shared facts: the first argument of the generator, else `../shared/facts` beside the project. */
export const factsFolder = () =>
  process.argv[2] ? pathToFileURL(`${resolve(process.argv[2])}/`) : new URL('../../../shared/facts/', import.meta.url);

export const readText = (folder, name) => readFileSync(new URL(name, folder), 'utf8');

export const readJson = (folder, name) => JSON.parse(readText(folder, name));

/** Writes one data file; `name` may hold folders. */
export const writeData = (name, text) => {
  const file = new URL(name, dataFolder);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
};
