import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, test } from 'vitest';

import { readReport } from '../report-shape.ts';
import { licensedDlv, notificationDlv, officeWithLeftover } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('config');
put('licensed.txt', licensedDlv);
put('leftover.txt', officeWithLeftover);
put('notification.txt', notificationDlv);

let made = 0;
/** Judges a file with a config in code (its checks and causes, and what stands before them). */
async function checkWith(config: string, args: readonly string[] = [], file = 'licensed.txt', ending = 'ts') {
  made += 1;
  const name = `config-${made}.${ending}`;
  put(name, config);
  const json = await program(['check', file, '--config', name, '--format', 'json', ...args], { cwd });
  return { ...json, name };
}

const own = (id: string, judge: string, more = ''): string =>
  `{ id: 'own/${id}', title: 'Own ${id}', sources: [], needs: ['licensingProducts'], findings: { ${id.toUpperCase()}_WRONG: { severity: 'fail', says: (a) => \`It is \${a.what}.\` } }, ${more} judge(input, raise, cannotTell) { ${judge} } }`;
const withChecks = (...checks: string[]): string => `export default { checks: [${checks.join(',\n')}] };`;

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const exampleIn = (language: string): string => {
  const section = readme.slice(readme.indexOf('### A check of your own'));
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? '';
};

describe('the examples of the README', () => {
  test('in TypeScript: the check’s finding and the cause are in text and JSON, with the helpdesk', async () => {
    const { path, put: putHere } = folderFor('config-readme');
    putHere('kmsdoctor.config.ts', exampleIn('ts'));
    putHere('licensed.txt', licensedDlv);
    const [text, json] = await Promise.all([program(['check', 'licensed.txt'], { cwd: path }), program(['check', 'licensed.txt', '--format', 'json'], { cwd: path })]);
    const report = readReport(json.out);
    expect([text.code, text.err, json.code, report.verdict]).toEqual([0, '', 0, 'degraded']);
    expect(report.diagnosis[0]).toMatchObject({ cause: 'machine-moved-to-branch', certainty: 'confirmed', explains: ['BRANCH_HOST_NOT_USED'], verifyWith: ['own/branch-host-used'] });
    expect(report.checks.at(-1)).toMatchObject({ id: 'own/branch-host-used', status: 'warn', findings: [{ tag: 'BRANCH_HOST_NOT_USED', args: { host: 'kms1.contoso.test' } }] });
    expect(report.helpdesk).toEqual({ telephone: '555-0100' });
    expect(report.notes[0]).toBe('Settings come from kmsdoctor.config.ts in this folder: 1 check of your own, 1 cause, your helpdesk (--no-config leaves them out).');
    expect(text.out).toContain('machine-moved-to-branch');
    expect(text.out).toContain('kmsdoctor.config.ts in this folder');
    expect(text.out).toMatch(/\nYour helpdesk: telephone 555-0100\.\n$/);
  });

  test('in JSON: a finding counts as the config says, and the report says so', async () => {
    const { path, put: putHere } = folderFor('config-readme-json');
    putHere('kmsdoctor.config.json', exampleIn('json'));
    putHere('leftover.txt', officeWithLeftover);
    const [told, left] = await Promise.all([program(['check', 'leftover.txt'], { cwd: path }), program(['check', 'leftover.txt', '--no-config', '--format', 'json'], { cwd: path })]);
    expect([told.code, left.code]).toEqual([1, 0]);
    expect(told.out.replaceAll(/\s+/g, ' ')).toContain('2 approved hosts, LEFTOVER_GRACE_KEY counts as fail, your helpdesk (--no-config leaves them out)');
    expect(told.out).toContain('Your helpdesk: telephone 555-0100, ticket queue KMS. Mondays to Fridays, 8 to 18.');
    expect(readReport(left.out)).toMatchObject({ notes: [], verdict: 'degraded' });
    expect(left.out).not.toContain('helpdesk');
  });

  test('in TypeScript: compile in a project that has kmsdoctor, and a slip does not', async () => {
    const { path, put: putHere } = folderFor('config-types');
    mkdirSync(join(path, 'node_modules'));
    symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(path, 'node_modules/kmsdoctor'));
    putHere('package.json', '{ "type": "module" }');
    putHere('kmsdoctor.config.ts', exampleIn('ts'));
    putHere('slips.ts', `import { defineCause, defineCheck, defineConfig } from 'kmsdoctor';
import type { Cause } from 'kmsdoctor';
defineCheck({
  id: 'own/x', title: 'X', sources: [], needs: ['machine', 'host.service'], wants: ['clock'],
  findings: { X_WRONG: { severity: 'fail', says: (a: { name: string }) => a.name } },
  judge({ machine, host, clock, at }, raise, cannotTell) {
    if (machine.hostName === null || at === null || clock.state === 'unseen') return [cannotTell('clock')];
    // @ts-expect-error a finding's arguments are those of its sentence
    raise.X_WRONG({ names: 'a' });
    // @ts-expect-error a tag must be declared
    raise.Y_WRONG({ name: 'a' });
    return [raise.X_WRONG({ name: machine.hostName + (host.service.version ?? '') })];
  },
});
// @ts-expect-error no such evidence
defineCheck({ id: 'own/y', title: 'Y', sources: [], needs: ['machines'], findings: {}, judge: () => [] });
// @ts-expect-error a cause says what it explains
export const cause: Cause = defineCause({ id: 'x' });
// @ts-expect-error no such member
defineConfig({ approvedHost: [] });
`);
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    for (const how of [['nodenext', 'nodenext'], ['esnext', 'bundler']] as const) {
      const run = promisify(execFile)(process.execPath, [tsc, '--noEmit', '--strict', '--module', how[0], '--moduleResolution', how[1], '--target', 'es2022', 'kmsdoctor.config.ts', 'slips.ts'], { cwd: path });
      await expect(run.catch((error: { stdout: string }) => Promise.reject(new Error(error.stdout)))).resolves.toMatchObject({ stdout: '' });
    }
  });
});

describe('a check of one’s own that fails is broken, and the rest goes on', () => {
  test.concurrent.each([
    ['throws', own('throws', "throw new Error('no\\u001b[2J luck')"), /^This check of your own \(config-\d+\.ts, line 1\) failed: no luck$/],
    ['throws in the sentence of a finding', own('says', 'return [raise.SAYS_WRONG(null)]'), /failed: TypeError: /],
    ['throws in when', own('when', 'return []', 'when() { throw new TypeError("x") },'), /failed: TypeError: x$/],
    ['gives nothing', own('nothing', ''), /gave what no check can give: "judge" should give a list of findings\.$/],
    ['gives a promise', own('promise', 'return Promise.resolve([])'), /"judge" should give a list/],
    ['gives a finding of another', own('other', "return [{ tag: 'CLIENT_HAS_HOST_KEY', severity: 'fail', message: 'x', args: {} }]"), /CLIENT_HAS_HOST_KEY is no finding of it\.$/],
    ['gives functions', own('functions', "return [{ tag: 'FUNCTIONS_WRONG', severity: 'fail', message: () => 'x', args: {} }]"), /gave what no check can give/],
    ['gives evidence that is none', own('missing', "return [cannotTell('tea')]"), /gave what no check can give/],
    ['gives without end', own('endless', "return (function* () { for (;;) yield raise.ENDLESS_WRONG({ what: 'x' }); })()"), /gave what no check can give/],
    ['when says neither true nor false', own('maybe', 'return []', 'when: () => "yes",'), /"when" should say true or false/],
    ['changes the evidence', own('changes', 'input.licensingProducts[0].name = "x"; return []'), /failed: TypeError: Cannot assign to read only property/],
    ['loops', own('loops', 'for (;;);'), /gave no answer within 2 seconds and was stopped\.$/],
    ['ends its thread', own('exits', 'process.exit(0)'), /gave no answer within 2 seconds/],
  ])('it %s', async (_, check, fault) => {
    const { out, err, code } = await checkWith(withChecks(check, own('good', "return [raise.GOOD_WRONG({ what: 'wrong' })]")));
    const report = readReport(out);
    const [broken, good] = report.checks.slice(-2);
    expect(broken).toMatchObject({ status: 'broken', findings: [], fault: expect.stringMatching(fault) as string });
    expect(good).toMatchObject({ status: 'fail', findings: [{ message: 'It is wrong.' }] });
    expect(report.checks.filter((c) => c.status === 'broken')).toHaveLength(1);
    expect([err, code, report.verdict, report.unexplained]).toEqual(['', 1, 'failing', ['GOOD_WRONG']]);
  });

  const throws = own('throws', "throw new Error('x')");

  test('a broken check that decides nothing leaves the verdict, one that decides makes it unknown', async () => {
    const deciding = own('throws', "throw new Error('x')", "decidesFor: ['client'],");
    const [plain, decides, alone] = await Promise.all([checkWith(withChecks(throws)), checkWith(withChecks(deciding)), checkWith(withChecks(throws), ['--only', 'own/*'])]);
    expect([plain.code, decides.code, alone.code]).toEqual([0, 2, 2]);
  });

  test('the text report says what broke', async () => {
    put('broken.ts', withChecks(throws));
    const { out } = await program(['check', 'notification.txt', '--config', 'broken.ts'], { cwd });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('? broken throws: This check of your own (broken.ts, line 1) failed: x');
  });
});

describe('what a check of one’s own sees and says', () => {
  test('keys are masked, findings cleaned, prints go nowhere, and the password is not in its environment', async () => {
    const key = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';
    const judge = `console.log('noise'); console.error('noise'); return [raise.SEES_WRONG({ what: String(process.env.KMSDOCTOR_PASSWORD) + '\\u001b[31m' + input.subject + ' ${key}' })]`;
    put('sees.mjs', withChecks(own('sees', judge)));
    const { out, err } = await program(['check', 'licensed.txt', '--config', 'sees.mjs', '--format', 'json'], { cwd, env: { KMSDOCTOR_PASSWORD: 'secret' } });
    const message = readReport(out).checks.at(-1)?.findings[0]?.message ?? '';
    expect(message).toMatch(/^It is undefinedlicensed\.txt \S*UVWXY\.$/);
    expect(out + err).not.toMatch(/noise|secret|ABCDE/);
  });

  test('a redacted report names neither the config nor the helpdesk', async () => {
    put('contoso-secrets.mjs', `export default { helpdesk: { telephone: '555-0100' }, approvedHosts: ['kms1.contoso.test'], checks: [${own('throws', 'throw new Error("x")')}] }`);
    const { out } = await program(['check', 'notification.txt', '--config', 'contoso-secrets.mjs', '--redact', '--format', 'json'], { cwd });
    expect(out).not.toMatch(/555-0100|contoso/);
    expect(readReport(out).notes).toEqual(['Settings come from a config named with --config: 1 check of your own, 1 approved host, your helpdesk (--no-config leaves them out).']);
  });

  test('the helpdesk is not shown where nothing is wrong, nor with -q', async () => {
    put('desk.json', '{ "helpdesk": { "telephone": "555-0100" } }');
    const [fine, quiet] = await Promise.all([program(['check', 'licensed.txt', '--config', 'desk.json'], { cwd }), program(['check', 'notification.txt', '-q', '--config', 'desk.json'], { cwd })]);
    expect(fine.out + quiet.out).not.toContain('555-0100');
  });

  test('severities of the config hold for own findings too, and change nothing else about them', async () => {
    const check = own('mild', "return [raise.MILD_WRONG({ what: 'wrong' })]");
    const [fail, warn] = await Promise.all([checkWith(withChecks(check)), checkWith(`export default { severities: { MILD_WRONG: 'warn' }, checks: [${check}] }`)]);
    expect([fail.code, readReport(fail.out).verdict, warn.code, readReport(warn.out).verdict]).toEqual([1, 'failing', 0, 'degraded']);
    expect(readReport(warn.out).checks.at(-1)).toMatchObject({ status: 'warn', findings: [{ tag: 'MILD_WRONG', severity: 'warn', message: 'It is wrong.' }] });
  });

  test('a check of one’s own lacks what every check lacks, and says so', async () => {
    const judge = "return input.host.service.version === 'x' ? [] : [cannotTell('clock')]";
    const { out } = await checkWith(withChecks(own('needs', judge).replace("needs: ['licensingProducts']", "needs: ['host.service']"), own('open', "return [cannotTell('clock')]")));
    expect(readReport(out).checks.slice(-2)).toMatchObject([{ status: 'unknown', missing: ['host.service'] }, { status: 'unknown', missing: ['clock'] }]);
  });

  test('approved hosts join those of the command line', async () => {
    const judge = 'return [raise.HOSTS_WRONG({ what: input.settings.approvedHosts.join(" ") })]';
    const { out } = await checkWith(`export default { approvedHosts: ['KMS2.contoso.test'], checks: [${own('hosts', judge)}] }`, ['--approved-host', 'kms1.contoso.test']);
    expect(readReport(out).checks.at(-1)?.findings[0]?.message).toBe('It is kms1.contoso.test kms2.contoso.test.');
  });
});

describe('a config in code is refused with its file and place, exit 64', () => {
  test.concurrent.each([
    ['a syntax error', 'export default {\n  checks: [,\n', /^config-\d+\.ts(?:, line \d+)?: it cannot be loaded: /],
    ['code that throws', '\nthrow new Error("no such file");', /^config-\d+\.ts, line 2: it cannot be loaded: no such file\.$/],
    ['an import that is not there', "import 'no-such-package';", /it cannot be loaded: Cannot find package 'no-such-package'/],
    ['no default export', 'export const checks = [];', /: its default export should be an object: export default defineConfig\(\{ … \}\)\.$/],
    ['an unknown key', 'export default { check: [] };', /: check is not known here \(did you mean checks\?\)\.$/],
    ['an unknown key of a check', withChecks(own('x', 'return []', 'wnats: [],')), /: checks\[0\]\.wnats is not known here \(did you mean wants\?\)\.$/],
    ['a judge that is none', withChecks("{ id: 'own/x', title: 'X', sources: [], needs: [], findings: {}, judge: 'fine' }"), /: checks\[0\]\.judge should be a function, and is "fine"\.$/],
    ['a function for a text', withChecks("{ id: 'own/x', title: () => 'X', sources: [], needs: [], findings: {}, judge() {} }"), /: checks\[0\]\.title should be a text, and is a function\.$/],
    ['evidence that is none', withChecks(own('x', 'return []', "wants: ['machines'],")), /: checks\[0\]\.wants\[0\] should be .+ "machines" \(did you mean machine\?\)\.$/],
    ['the id of a check of the house', withChecks(own('x', 'return []').replace('own/x', 'client/licensed')), /: checks\[0\]\.id is client\/licensed, which kmsdoctor has itself: choose another\.$/],
    ['one id twice', withChecks(own('x', 'return []'), own('x', 'return []')), /: checks\[1\]\.id is own\/x, as is that of checks\[0\]\.$/],
    ['a tag of the house', withChecks(own('x', 'return []').replace('X_WRONG', 'CLIENT_HAS_HOST_KEY')), /: checks\[0\]\.findings\.CLIENT_HAS_HOST_KEY belongs to the check client\/\S+ already: choose another tag\.$/],
    ['a cause that names nothing', "export default { causes: [{ id: 'a-b', title: 'A', says: 'A.', area: 'client', prevalence: 'rare', confidence: 'high', explains: ['NOTHING_WRONG'], remedies: [], verifyWith: [], sources: [] }] }", /: causes\[0\]\.explains\[0\] names a finding that does not exist: NOTHING_WRONG\b.*\.$/],
    ['a circle', 'const c = {}; c.helpdesk = c; export default c;', /is not known here/],
  ])('%s', async (_, config, refusal) => {
    const { code, out, err } = await checkWith(config);
    expect([code, out]).toEqual([64, '']);
    expect(err.trimEnd()).toMatch(refusal);
  });

  test('one that never finishes loading', async () => {
    expect(await checkWith('for (;;);')).toMatchObject({ code: 64, err: expect.stringMatching(/was not loaded within 5 seconds\.\n$/) as string });
  });

  test.each([
    ['not-there.json', '--config names not-there.json, which does not exist.\n'],
    ['licensed.txt', '--config wants a file that ends in .json, .ts, .mjs or .js, not "licensed.txt".\n'],
  ])('%s', async (file, err) => {
    expect(await program(['check', 'licensed.txt', '--config', file], { cwd })).toEqual({ code: 64, signal: null, out: '', err });
  });

  test('two configs in one folder', async () => {
    const { path, put: putHere } = folderFor('config-two');
    for (const name of ['kmsdoctor.config.json', 'kmsdoctor.config.ts', 'licensed.txt']) putHere(name, licensedDlv);
    expect(await program(['check', 'licensed.txt'], { cwd: path })).toMatchObject({ code: 64, err: 'This folder has both kmsdoctor.config.json and kmsdoctor.config.ts: keep one, or name one with --config.\n' });
  });
});

describe('a config is code only where its user put it', () => {
  const { path, put: putHere } = folderFor('config-elsewhere');
  mkdirSync(join(path, 'case'));
  mkdirSync(join(path, 'desk'));
  const ran = join(path, 'ran');
  putHere('case/licensed.txt', licensedDlv);
  putHere('case/kmsdoctor.config.mjs', `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(ran)}, ''); export default {};`);

  test('none is loaded from the folder of a file that is judged, and none with --no-config', async () => {
    await program(['check', '../case/licensed.txt'], { cwd: join(path, 'desk') });
    await program(['check', 'licensed.txt', '--no-config'], { cwd: join(path, 'case') });
    expect(existsSync(ran)).toBe(false);
    await program(['check', 'licensed.txt'], { cwd: join(path, 'case') });
    expect(existsSync(ran)).toBe(true);
  });

  test('without a config nothing of it is loaded', async () => {
    const trace = putHere('trace.cjs', "process.on('exit', () => process.stderr.write(Object.keys(require.cache).map((f) => require('path').basename(f)).join(' ')));");
    const loaded = async (...args: string[]) => (await program(['check', '../case/licensed.txt', ...args], { cwd: join(path, 'desk'), env: { NODE_OPTIONS: `--require ${trace}` } })).err.split(' ');
    putHere('desk/some.json', '{}');
    expect(await loaded()).toContain('program.cjs');
    expect(await loaded()).not.toContain('config.cjs');
    expect(await loaded('--config', 'some.json')).toContain('config.cjs');
  });
});
