import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';

import { Command, CommanderError } from 'commander';

import { cleanText } from '../model/clean.ts';
import { runCheck } from './check.ts';
import { runCollect } from './collect.ts';
import { runDemo } from './demo.ts';
import type { CheckFlags } from './check-request.ts';
import { exitCodes } from './exit-codes.ts';
import { oneSentence } from './one-sentence.ts';
import { ownSettings } from './own-settings.ts';
import type { RunbookFlags } from './runbook.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import { shellWord } from './command-line.ts';
import { isUsageError, UsageError } from './usage-error.ts';

/**
 * Reads the command line and runs the command. Expected trouble is one sentence and exit 64; anything else is a bug of
 * ours and exits 3.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = describe((code) => {
    exitCode = code;
  });
  try {
    if (argv[0] === 'help') return await run([...argv.slice(1), '--help']);
    if (argv.length === 0) {
      if (process.stdin.isTTY && process.stdout.isTTY) return await (await import('./session.ts')).runSessionCommand([], null, {}, await ownSettings(undefined));
      process.stdout.write(program.helpInformation());
      return exitCodes.usage;
    }
    refuseBareWord(program, argv[0] ?? '');
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (isUsageError(error)) {
      process.stderr.write(`${maskKeys(error.message)}\n`);
      return exitCodes.usage;
    }
    process.stderr.write(`kmsdoctor failed, which is a bug of ours: ${(error instanceof Error ? error.stack ?? error.message : String(error)).split('\n').map((line) => maskKeys(cleanText(line))).join('\n')}\n`);
    return exitCodes.bug;
  }
}

/** `kmsdoctor dlv.txt` and `kmsdoctor 0xC004F074` are what a person tries first. */
function refuseBareWord(program: Command, word: string): void {
  const isCommand = word.startsWith('-') || program.commands.some((c) => c.name() === word);
  if (isCommand) return;
  if (existsSync(word)) throw new UsageError(`${cleanText(word)} is a file, not a command: to judge it, kmsdoctor check ${shellWord(word) ?? 'FILE'}.`);
  if (/^(?:0x[0-9a-f]+|[0-9a-f]{8}|\d{4,10})$/i.test(word)) throw new UsageError(`${word} is not a command: for a code or an event id, kmsdoctor explain ${word}.`);
}

const list = (value: string, all: string[] | undefined): string[] => [...(all ?? []), value];

/**
 * A signal that stops the program ends what it waits for and then the program itself, as the shell that waits for it
 * expects; a second one is not needed. Nothing that is half done has been written by then.
 */
function stoppable(): AbortSignal {
  const stop = new AbortController();
  // Many questions wait on it at once; each takes its listener away again.
  setMaxListeners(0, stop.signal);
  const end = (signal: NodeJS.Signals): void => {
    stop.abort();
    process.off('SIGINT', end).off('SIGTERM', end);
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    process.kill(process.pid, signal);
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  return stop.signal;
}

function describe(done: (exitCode: number) => void): Command {
  const program = new Command('kmsdoctor')
    .description('Finds out why Windows and Office machines do not activate against their KMS host, and says so with the evidence.')
    .version(KMSDOCTOR_VERSION, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${maskKeys(cleanText(oneSentence(text))).trim()}\n`) })
    .helpCommand(false)
    .addHelpText('after', `
Examples:
  kmsdoctor                               the interactive session, in a terminal
  kmsdoctor check dlv.txt                 judge saved output of slmgr.vbs /dlv
  kmsdoctor check --domain contoso.test   look at DNS and the network from here
  kmsdoctor check client.txt --kms-host-target host.txt
  kmsdoctor explain 0xC004F074            what a code means
  kmsdoctor runbook 0xC004F074            what to do, step by step
  kmsdoctor demo                          see a fault being found

Exit codes: 0 nothing wrong, 1 something is wrong, 2 could not tell, 3 a bug of
ours, 64 usage or unreadable input.`);

  gathering(program.command('check').argument('[target...]', 'a machine (local, winrm://, winrms://, ssh://), files with saved output, or - for standard input; none: this machine on Windows, else the network from here'))
    .summary('gather, judge, diagnose, report')
    .description('Judges a machine, saved output, or the network from here, and names the cause with its reasons.')
    .option('--explore', 'ask only for evidence that is needed to tell the cause')
    .option('--trace', 'with --explore: tell each step, and why causes fell')
    .option('--no-ask', 'with --explore in a terminal: ask the person there nothing')
    .option('--authoritative', 'also ask the DNS servers that the zone names as its own')
    .option('--active', 'let the Windows machine itself try to activate again (asks first)')
    .option('--apply <remedy>', 'carry out a remedy of the diagnosis on the client: shows it, asks, runs, looks again (without a terminal: only shows it)')
    .option('--dry-run', 'with --apply: only show what would be run')
    .option('--confirm <name>', 'with --apply: the machine’s name, typed beforehand, so that nobody is asked')
    .option('--yes', 'allow --active, or an --apply that changes nothing, without being asked')
    .option('--only <check>', 'run these checks only (repeatable; * stands for anything)', list)
    .option('--skip <check>', 'leave these checks out (repeatable)', list)
    .option('--format <format>', 'text or json', 'text')
    .option('--fail-on <level>', 'exit 1 from this level on: warn or fail', 'fail')
    .option('--include-evidence', 'put the evidence into the JSON report')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .option('-q, --quiet', 'the verdict alone')
    .option('-v, --verbose', 'every check and every cause')
    .option('--config <file>', 'settings, checks and causes of your own (default: kmsdoctor.config.json, .ts, .mjs or .js in this folder; code runs)')
    .option('--no-config', 'leave the config of this folder alone')
    .addHelpText('after', `
What can be saved and read, in any language of Windows, several in one file too:
  slmgr.vbs /dlv, /dli, /xpr, /ato       ospp.vbs /dstatus, /act
  Get-CimInstance and wmic listings      events as text, XML or JSON
  nslookup, Resolve-DnsName              evidence files of collect

Machines: local, winrm://CONTOSO%5Chelpdesk@ws-0142, winrms://…, ssh://…
A password never stands on the command line: set KMSDOCTOR_PASSWORD, give
--password-file or --password-stdin, or type it when asked. For a machine that
nobody can reach, kmsdoctor collector prints a script.

Examples:
  kmsdoctor check winrm://CONTOSO%5Chelpdesk@ws-0142.contoso.test
  kmsdoctor check winrm://ws-0142 --kms-host-target winrm://kms1
  kmsdoctor check winrm://ws-0142 --explore --trace
  kmsdoctor check winrm://ws-0142 --apply return-to-discovery
  cscript //nologo %windir%\\system32\\slmgr.vbs /dlv > dlv.txt
  kmsdoctor check dlv.txt
  kmsdoctor check - < pasted.txt
  kmsdoctor check --domain contoso.test --dns 10.0.0.53 --format json
  kmsdoctor check --kms-host kms1.contoso.test
  kmsdoctor check dlv.txt --only "client/*" --fail-on warn`)
    .action(async (targets: string[], flags: CheckFlags) => done(await runCheck(targets, flags, stoppable())));

  gathering(program.command('collect').argument('[target...]', 'a machine, files, or - for standard input; none: this machine on Windows, else the network from here'))
    .summary('gather only; write the evidence file')
    .description('Gathers evidence and writes it as one file that check reads, here or elsewhere.')
    .addHelpText('after', `
Examples:
  kmsdoctor collect --domain contoso.test -o contoso.json
  kmsdoctor collect dlv.txt ato.txt --redact -o case-4711.json`)
    .action(async (targets: string[], flags: CheckFlags) => done(await runCollect(targets, flags, stoppable())));

  program.command('collector')
    .summary('print collect.ps1, for machines that nobody can reach')
    .description('Prints one read-only PowerShell script for a Windows machine that cannot be reached: it writes one evidence file, which check reads.')
    .option('-o, --output <file>', 'write to this file instead of standard output')
    .addHelpText('after', `
Examples:
  kmsdoctor collector > collect.ps1
  powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1   (there)
  kmsdoctor check kmsdoctor-CLIENT1-20260131T120000Z.json           (here)`)
    .action(async (flags: { output?: string }) => done(await (await import('./collector.ts')).runCollector(flags.output ?? null)));

  program.command('explain').argument('<word...>', 'codes, events, keys, channels, causes, checks, tags')
    .summary('explain a code, event, key, channel, cause, check or tag')
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .helpOption(false).allowUnknownOption()
    .action(async () => done(await (await import('./explain-call.ts')).run(['explain', '--help'])));

  gathering(program.command('runbook').argument('[symptom...]', 'a code, an event id, a cause, set-up-host, move-host, choose-method, or plain words; behind it, with --walk, a target'))
    .summary('the helpdesk procedure for a code, a cause or plain words')
    .description('Prints the ordered procedure as Markdown: what to look at, what it means, what to do, how to prove it.')
    .option('--all', 'every page of the knowledge base, into the folder that -o names')
    .option('--walk', 'step by step in this terminal; what it can, it looks at itself')
    .option('--state <file>', 'keep the walk in this file, to go on later (default: kmsdoctor-walk.json)')
    .addHelpText('after', `
Examples:
  kmsdoctor runbook 0xC004F074
  kmsdoctor runbook "new laptop does not activate"
  kmsdoctor runbook dns-srv-stale -o dns-srv-stale.md
  kmsdoctor runbook set-up-host
  kmsdoctor runbook --all -o knowledge-base
  kmsdoctor runbook 0xC004F074 winrm://ws-0142 --walk`)
    .action(async (words: string[], flags: RunbookFlags) => done(await (await import('./runbook.ts')).runRunbook(words, flags, stoppable())));

  program.command('session').argument('[target...]', 'a machine (local, winrm://, winrms://, ssh://), or a file with saved output')
    .summary('the interactive session')
    .description('The interactive session, in a terminal: choose what you have, watch the checks, read the cause.')
    .option('--ca <file>', 'certificates in PEM that TLS believes (winrms)')
    .option('--insecure', 'believe any certificate; the screen says so')
    .option('--config <file>', 'settings, checks and causes of your own, as for check')
    .option('--no-config', 'leave the config of this folder alone')
    .addHelpText('after', `
Examples:
  kmsdoctor session
  kmsdoctor session winrm://CONTOSO%5Chelpdesk@ws-0142
  kmsdoctor session dlv.txt`)
    .action(async (targets: string[], flags: CheckFlags) => done(await (await import('./session.ts')).runSessionCommand(targets, null, flags, await ownSettings(flags.config))));

  program.command('simulate')
    .summary('plan an estate: who activates when, who lapses')
    .helpOption(false).allowUnknownOption().allowExcessArguments()
    .action(async (_flags: object, { args }: Command) => done(await (await import('./simulate.ts')).runSimulate(args)));

  program.command('selftest')
    .summary('every scenario against its expected diagnosis')
    .helpOption(false).allowUnknownOption().allowExcessArguments()
    .action(async (_flags: object, { args }: Command) => done(await (await import('./selftest.ts')).runSelftest(args)));

  program.command('estate')
    .summary('the reference estate on loopback, until interrupted')
    .helpOption(false).allowUnknownOption().allowExcessArguments()
    .action(async (_flags: object, { args }: Command) => done(await (await import('./estate.ts')).runEstate(args)));

  program.command('demo')
    .summary('the reference estate with a fault in it')
    .description('Starts a small reference estate on loopback with one fault, and finds the fault: in the session, or as a report where there is no terminal.')
    .option('--format <format>', 'text or json (without a terminal)', 'text')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .addHelpText('after', `
Examples:
  kmsdoctor demo
  kmsdoctor demo --format json | jq -r .verdict`)
    .action(async (flags: { format: string; color: boolean }) => done(await runDemo(flags, stoppable)));

  return program;
}

/** Options of every command that gathers. */
function gathering(command: Command): Command {
  return command
    .option('--domain <name>', 'a DNS suffix to search (repeatable; default: the system’s)', list)
    .option('--dns <host[:port]>', 'a DNS server to ask (repeatable; default: the system’s)', list)
    .option('--kms-host <host[:port]>', 'a KMS host to try (repeatable)', list)
    .option('--approved-host <name>', 'a KMS host of your organisation (repeatable)', list)
    .option('--kms-host-target <target>', 'the KMS host itself: a machine, or a file with its saved output (repeatable)', list)
    .option('--ca <file>', 'certificates in PEM that TLS believes (winrms, ldaps)')
    .option('--insecure', 'believe any certificate; the report says so')
    .option('--no-shell', 'open no shell on machines (WinRM alone)')
    .option('--directory <url>', 'ask this domain controller for activation objects: ldaps://HOST (repeatable)', list)
    .option('--update-right', 'try, without writing, whether DNS takes unsigned updates')
    .option('--user <name>', 'whose password to use for --directory')
    .option('--password-file <file>', 'the password stands in the first line of this file')
    .option('--password-stdin', 'the password comes from standard input')
    .option('--offline', 'send no packet at all')
    .option('--timeout <ms>', 'limit of each probe in milliseconds (default: 3000)')
    .option('--redact', 'mask keys, client IDs, host and user names and addresses')
    .option('-o, --output <file>', 'write to this file instead of standard output');
}
