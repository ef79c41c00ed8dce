import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { World } from '../../src/estate/world.ts';
import { main } from './program.ts';
import { referenceWindows } from './reference-windows.ts';

/** Who follows the page: which machines there are, and what the words in capitals stand for here. */
export type Place = { world: World; client: string; host: string; zone: string; folder: string };

export type Followed = { code: number | null; text: string; /** Every answer that was typed, a paste as `p`. */ typed: string[]; carriedOut: string[] };

/**
 * Somebody who knows nothing of KMS and types what the screen tells: runs each command where it belongs and pastes what it prints;
 * says "?" where a command is none that the machine knows, or what was pasted does not decide; carries out the repair that is
 * shown, and proves it. Every fact that is typed comes from the machines.
 */
export async function follow(symptom: string, place: Place): Promise<Followed> {
  const walked = await walk(symptom, place);
  const shorter = /shorter way:\s+kmsdoctor runbook (\S+)/.exec(walked.text)?.[1];
  if (shorter === undefined) return walked;
  const next = await walk(shorter, place);
  return { ...next, text: walked.text + next.text, typed: [...walked.typed, ...next.typed], carriedOut: [...walked.carriedOut, ...next.carriedOut] };
}

const mostAnswers = 40;

async function walk(symptom: string, place: Place): Promise<Followed> {
  const windows = referenceWindows(place.world);
  const child = spawn(process.execPath, [main, 'runbook', symptom, '--walk', '--state', join(place.folder, `${symptom.replaceAll(/\W/g, '-')}.json`)], { cwd: place.folder, stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env['PATH'] ?? '', COLUMNS: '200' } });
  const typed: string[] = [];
  const carriedOut: string[] = [];
  let text = '';
  let from = 0;
  child.stdin.on('error', () => undefined);
  const say = (answer: string, lines: readonly string[] = []): void => {
    typed.push(answer);
    from = text.length;
    child.stdin.write([answer, ...lines].map((line) => `${line}\n`).join(''));
  };
  const answer = async (screen: string): Promise<void> => {
    if (/shorter way:\s+kmsdoctor runbook/.test(screen)) return say('q');
    // What was pasted decides nothing: this person has no other way to tell.
    if (/does not decide this question|Choose a number, or paste again/.test(screen)) return say('?');
    const commands = commandsOn(screen).map((command) => filled(command, place));
    const machine = /\[on the KMS host\]/.test(screen) ? place.host : place.client;
    if (screen.includes('Is it carried out?')) {
      const all = commandsOn(screen.split(/^ {2}Or: /m)[0] ?? '').map((command) => filled(command, place));
      const [first = '', ...rest] = all.filter((command) => !command.endsWith('/dlv'));
      const done = windows.carriesOut(place.client, first) ? [first, ...rest.filter((command) => windows.carriesOut(place.client, command))] : [];
      carriedOut.push(...done);
      // What this person cannot even begin is left to somebody else.
      return say(done.length > 0 ? '1' : '2');
    }
    if (!screen.includes('p paste what it printed')) return say('?');
    // A proof says of each command where it is run; a look has one place.
    const places = screen.split('\n').flatMap((line) => /^ {2}Run (on the KMS host|[a-z ]+):$/.exec(line)?.[1] ?? []);
    const at = (i: number): string => (places[i] === undefined ? machine : places[i] === 'on the KMS host' ? place.host : place.client);
    const printed = (await Promise.all(commands.map((command, i) => windows.prints(at(i), command)))).flatMap((output) => output ?? []);
    return printed.length === 0 ? say('?') : say('p', [...printed.join('\n').split('\n').map((line) => line || ' '), '.']);
  };
  child.stdout.setEncoding('utf8');
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.length === from || !text.endsWith('> ')) continue;
    // Nobody goes round in circles for so long.
    if (typed.length === mostAnswers) child.kill();
    else await answer(text.slice(from));
  }
  return { code: await ended, text, typed, carriedOut };
}

/** Commands stand alone on lines of their own, set in. */
const commandsOn = (screen: string): string[] =>
  screen.split('\n').flatMap((line) => /^ {4,}((?:cscript|nslookup|wevtutil|Add-|Enable-|Set-|Get-|ipconfig|kmsdoctor|Test-|w32tm|sc |dism|DISM).*)$/.exec(line)?.[1] ?? []);

const filled = (command: string, { zone, host }: Place): string =>
  command.replaceAll('ZONE', zone).replaceAll('YOUR-DOMAIN', zone).replaceAll(/\b(?:KMS-)?HOST\b/g, `${host.toLowerCase()}.${zone}`);
