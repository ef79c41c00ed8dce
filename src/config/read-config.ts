import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as v from 'valibot';

import { parseJson, placeOfMember } from '../evidence/json-place.ts';
import { mapStrings } from '../evidence/map-strings.ts';
import type { Check } from '../model/check.ts';
import { cleanText } from '../model/clean.ts';
import type { Config } from '../model/config.ts';
import type { ConfigIssue } from './config-issue.ts';
import { issueOf, strayList } from './config-issue.ts';
import type { ConfigFile } from './find-config.ts';
import { nameOfConfig } from './find-config.ts';
import { ownCheck } from './own-check.ts';
import { limits, openThread } from './own-thread.ts';
import type { House } from './references.ts';
import { brokenReferences } from './references.ts';
import type { PlainConfig } from './schema.ts';
import { codeConfig, jsonConfig } from './schema.ts';

/** A config as the program uses it (cleaned, every reference good, its checks asking a thread), or a sentence that names file and place. */
export type ConfigReading = { ok: true; config: Config } | { ok: false; sentence: string };

/** A config is written by hand. */
const mostOctets = 1_000_000;

/** Reads a config and checks all that it says. Never throws for what stands in it. */
export function readConfig(file: ConfigFile, house: House): ConfigReading {
  return file.isCode ? readCode(file, house) : readJson(file, house);
}

function readJson(file: ConfigFile, house: House): ConfigReading {
  const name = nameOfConfig(file);
  let octets: Buffer;
  try {
    octets = readFileSync(file.path);
  } catch {
    return { ok: false, sentence: `${name} cannot be read.` };
  }
  if (octets.length > mostOctets) return { ok: false, sentence: `${name} is larger than a config may be (1 MB).` };
  const text = octets.toString('utf8').replace(/^\uFEFF/, '');
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, sentence: `${name}, line ${parsed.line}, column ${parsed.column}: ${parsed.cut ? 'the JSON ends too early' : 'this is no JSON'}${parsed.within === '' ? '' : ` (in ${cleanText(parsed.within)})`}.` };
  const refuse = ({ path, message }: ConfigIssue): ConfigReading => {
    const { line, column } = placeOfMember(text, path);
    return { ok: false, sentence: `${name}, line ${line}, column ${column}: ${cleanText(message)}.` };
  };
  if (isRecord(parsed.value) && Object.hasOwn(parsed.value, 'checks')) {
    return refuse({ path: ['checks'], message: 'checks are code, which JSON cannot hold: they go into kmsdoctor.config.ts' });
  }
  const stray = strayList(jsonConfig, parsed.value);
  if (stray !== null) return refuse(stray);
  const read = v.safeParse(jsonConfig, parsed.value, { abortEarly: true });
  if (!read.success) return refuse(issueOf(jsonConfig, read.issues[0]));
  const [broken] = brokenReferences(read.output, house);
  return broken === undefined ? { ok: true, config: inUse(read.output, []) } : refuse(broken);
}

function readCode(file: ConfigFile, house: House): ConfigReading {
  const name = nameOfConfig(file);
  const { script, publicModule } = builtFiles();
  const thread = openThread(file.path, script, publicModule);
  const refuse = (sentence: string): ConfigReading => {
    thread.close();
    return { ok: false, sentence: cleanText(sentence) };
  };
  const loaded = thread.ask({ op: 'load' });
  if (loaded === null) return refuse(`${name} was not loaded within ${limits.loadMs / 1000} seconds.`);
  if (!loaded.ok) return refuse(`${name}${loaded.line === null ? '' : `, line ${loaded.line}`}: it cannot be loaded: ${oneLine(loaded.said)}.`);
  if (loaded.value === undefined || !isRecord(loaded.value)) return refuse(`${name}: its default export should be an object: export default defineConfig({ … }).`);
  const stray = strayList(codeConfig, loaded.value);
  if (stray !== null) return refuse(`${name}: ${stray.message}.`);
  const read = v.safeParse(codeConfig, loaded.value, { abortEarly: true });
  if (!read.success) return refuse(`${name}: ${issueOf(codeConfig, read.issues[0]).message}.`);
  const [broken] = brokenReferences(read.output, house);
  if (broken !== undefined) return refuse(`${name}: ${broken.message}.`);
  const described = clean(read.output.checks ?? []);
  return { ok: true, config: inUse(read.output, described.map((check) => ownCheck(check, thread, name))) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const oneLine = (said: string): string => cleanText(said.split('\n', 1)[0] ?? '').slice(0, 300).replace(/\.$/, '');
const clean = <T>(value: T): T => mapStrings(value, (text) => (text.startsWith('\u0000') ? text : cleanText(text)));

function inUse(read: PlainConfig, checks: readonly Check[]): Config {
  const { causes = [], remedies = [], approvedHosts = [], severities = {}, helpdesk } = read;
  const plain = clean({ causes, remedies, severities, helpdesk });
  // A member that is absent in a file is absent here too; the types of causes and remedies are stricter about undefined.
  return { ...plain, checks, approvedHosts: approvedHosts.map((host) => host.toLowerCase().replace(/\.$/, '')) } as Config;
}

/** The thread's script and the public module, built beside this file, or as sources where the source itself runs. */
function builtFiles(): { script: string; publicModule: string } {
  const folder = dirname(__filename);
  const isBuilt = __filename.endsWith('.cjs');
  return {
    script: join(folder, isBuilt ? 'own-checks.mjs' : 'own-checks-thread.ts'),
    publicModule: pathToFileURL(join(folder, isBuilt ? 'index.mjs' : 'public.ts')).href,
  };
}
