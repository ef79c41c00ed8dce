import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the stand-in for ssh does in a run after `ssh -G`. */
export type Plan = {
  /** Lines of `ssh -G`; user root on host.test unless said. */
  settings?: string;
  /** Asked of the askpass program one after another, as ssh asks. */
  prompts?: readonly string[];
  out?: string;
  err?: string;
  exit?: number;
  /** Starts a child and neither ends. */
  hangs?: boolean;
  /** Answers of this program's name (`pwsh`) alone. */
  only?: string;
};

/** What the stand-in saw of one run. */
export type Seen = {
  argv: string[]; env: Record<string, string>; input: string;
  answers: { prompt: string; answer: string | null }[];
  /** Everything that stands in files beside the askpass program, and in the command lines and environments of all processes. */
  files: string; processes: string;
  child: number | null;
};

const program = String.raw`
const fs = require('node:fs'), path = require('node:path'), { spawnSync, spawn } = require('node:child_process');
const plan = JSON.parse(process.env.FAKE_SSH_PLAN), record = process.env.FAKE_SSH_RECORD;
if (process.argv[2] === '-G') { process.stdout.write(plan.settings ?? 'user root\nhostname host.test\nstricthostkeychecking ask\nproxyjump none\n'); process.exit(0); }
const askpass = process.env.SSH_ASKPASS;
const proc = () => { try { return fs.readdirSync('/proc').filter((p) => /^\d+$/.test(p)).map((p) => { try { return fs.readFileSync('/proc/' + p + '/cmdline', 'latin1') + fs.readFileSync('/proc/' + p + '/environ', 'latin1'); } catch { return ''; } }).join('\n'); } catch { return ''; } };
let processes = '';
const answers = (plan.prompts ?? []).map((prompt) => {
  const asked = spawnSync(askpass, [prompt], { encoding: 'utf8' });
  processes += proc();
  return { prompt, answer: asked.status === 0 ? asked.stdout : null };
});
const files = askpass === undefined ? '' : fs.readdirSync(path.dirname(askpass)).map((f) => { try { return fs.readFileSync(path.join(path.dirname(askpass), f), 'utf8'); } catch { return ''; } }).join('\n');
const child = plan.hangs ? spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).pid : null;
const input = plan.hangs ? '' : fs.readFileSync(0, 'utf8');
fs.appendFileSync(record, JSON.stringify({ argv: process.argv.slice(2), env: process.env, input, answers, files, processes, child }) + '\n');
if (!plan.hangs) {
  if (plan.only !== undefined && !process.argv.at(-1).startsWith(plan.only + ' ')) { fs.writeSync(2, "'" + process.argv.at(-1).split(' ')[0] + "' is not recognized as an internal or external command,\r\n"); process.exit(1); }
  fs.writeSync(2, plan.err ?? '');
  fs.writeSync(1, plan.out ?? '');
  process.exit(plan.exit ?? 0);
}
`;

export type FakeSsh = { program: string; env: (plan: Plan) => NodeJS.ProcessEnv; seen: () => Seen[]; remove: () => void };

/** A stand-in for ssh in a folder of its own, which does what a plan says and writes down what it was given. */
export function makeFakeSsh(): FakeSsh {
  const folder = mkdtempSync(join(tmpdir(), 'fake-ssh-'));
  const path = join(folder, 'ssh');
  const record = join(folder, 'record');
  writeFileSync(path, `#!${process.execPath}\n${program}`, { mode: 0o700 });
  writeFileSync(record, '');
  return {
    program: path,
    env: (plan) => ({ PATH: process.env['PATH'], FAKE_SSH_PLAN: JSON.stringify(plan), FAKE_SSH_RECORD: record }),
    seen: () => readFileSync(record, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Seen),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
