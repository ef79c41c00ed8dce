#!/usr/bin/env node
import type * as ExplainBundle from './commands/explain-call.ts';
import type * as ProgramBundle from './commands/program.ts';
import { bundleLoader } from './start/load-bundle.ts';

// argv → command → exit code; the only process.exit. Nothing else is loaded before it is known what was asked for, so that
// `--version` and `explain` start as fast as Node itself, and so that an old Node gets a sentence instead of a stack.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const argv = process.argv.slice(2);

if (major < 22 || (major === 22 && minor < 20)) {
  process.stderr.write(`kmsdoctor needs Node 22.20 or later; this is Node ${process.versions.node}. npm ci brings the right one: npx kmsdoctor in this folder runs on it.\n`);
  process.exit(64);
}

// A reader that goes away (`kmsdoctor … | head`) is no error, and must hide none: the verdict's exit code stands, for a
// pipeline that looks at it. A full disk is no fault of ours either, and is said.
let isReaderGone = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') {
    isReaderGone = true;
    return;
  }
  process.stderr.write(`Standard output cannot be written (${code === 'ENOSPC' ? 'the disk is full' : code ?? 'an error'}).\n`);
  process.exit(64);
});

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${KMSDOCTOR_VERSION}\n`);
} else {
  const [word = ''] = argv;
  const { load, keep } = bundleLoader(__dirname, /^[a-z]{1,12}$/.test(word) ? word : 'other', require);
  const { run } = word === 'explain'
    ? load('explain.cjs') as typeof ExplainBundle
    : load('program.cjs') as typeof ProgramBundle;
  void run(argv)
    .then((exitCode) => {
      process.exitCode = exitCode;
      // What was given up but cannot be called back, such as a ping program, must not keep a person waiting. What was
      // written is out before; where it could not be, the listener above says so.
      process.stdout.write('', (error) => {
        if (error && !isReaderGone) return;
        keep();
        // What went to standard error is out on Linux as soon as it is written; elsewhere it may have to be waited for.
        if (process.platform === 'linux') process.exit();
        process.stderr.write('', () => process.exit());
      });
    });
}
