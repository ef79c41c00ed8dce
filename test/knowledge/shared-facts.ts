import { existsSync, readFileSync } from 'node:fs';

/** The shared facts beside the project, where they are at hand; tests that read them are skipped visibly where not. */
const folder = new URL('../../../shared/facts/', import.meta.url);

export const hasFacts = existsSync(folder);

export const factText = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export const factJson = <T>(name: string): T => JSON.parse(factText(name)) as T;
