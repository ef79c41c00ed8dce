// Runs every file of a folder through reading and judging and prints what was understood, field by field: `npm run samples -- DIR`.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../src/commands/catalogue.ts';
import { readInputs } from '../src/commands/read-input.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';
import { cleanText } from '../src/model/clean.ts';
import type { Body } from '../src/model/evidence.ts';
import { evidenceKinds } from '../src/model/evidence.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Files that describe a folder and are no samples. */
const descriptions = /^(?:README|INDEX)\b/i;

async function run(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write('Usage: npm run samples -- DIR\n');
    return 64;
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) {
    process.stderr.write(`${cleanText(folder)} is no directory that can be read.\n`);
    return 64;
  }
  const paths = entries.filter((e) => e.isFile() && !descriptions.test(e.name)).map((e) => join(e.parentPath, e.name)).sort();
  let unread = 0;
  for (const path of paths) if (!(await show(path, cleanText(path.slice(folder.length).replace(/^[\\/]+/, ''))))) unread += 1;
  say(`${paths.length} files, ${paths.length - unread} understood, ${unread} not.`);
  return 0;
}

/** Prints one file; false where it could not be read. */
async function show(path: string, name: string): Promise<boolean> {
  say(`=== ${name}`);
  const reading = await readInputs([path]);
  if (!reading.ok) {
    say(`  not read  ${reading.message}\n`);
    return false;
  }
  showBody(reading.case, '');
  for (const r of reading.case.related) showBody(r, `${r.role} `);
  for (const note of reading.notes) say(`  note      ${note}`);
  const { verdict, headline, causes, unexplained } = judgeCase(reading.case, { approvedHosts: [], domains: [] }, catalogue);
  say(`  verdict   ${verdict}: ${cleanText(headline)}`);
  for (const c of causes) say(`  cause     ${c.cause} (${c.certainty})`);
  if (unexplained.length > 0) say(`  unexplained  ${unexplained.join(', ')}`);
  say('');
  return true;
}

function showBody({ subject, evidence }: Body, role: string): void {
  say(`  ${role === '' ? 'subject   ' : role.padEnd(10)}${cleanText(subject)}`);
  for (const kind of evidenceKinds) {
    const observed = evidence[kind];
    if (observed.state === 'unseen') continue;
    const { value } = observed;
    say(`  ${kind} (${cleanText(observed.source.by)})`);
    if (!Array.isArray(value)) say(`    ${fieldsOf(value)}`);
    else if (value.length === 0) say('    looked, and found none');
    else for (const item of value) say(`    - ${fieldsOf(item)}`);
  }
}

/** `name: value` of every member that something is known of, members of members with their path. */
function fieldsOf(item: object, path = ''): string {
  return Object.entries(item)
    .filter(([, value]) => value !== null)
    .map(([key, value]: [string, unknown]) => {
      if (Array.isArray(value)) return `${path}${key}: [${value.map((v: unknown) => (typeof v === 'object' && v !== null ? `{ ${fieldsOf(v)} }` : cleanText(String(v)))).join(', ')}]`;
      return typeof value === 'object' && value !== null ? fieldsOf(value, `${path}${key}.`) : `${path}${key}: ${cleanText(String(value))}`;
    })
    .filter((text) => text !== '')
    .join('; ');
}

void run(process.argv[2]).then((exitCode) => {
  process.exitCode = exitCode;
});
