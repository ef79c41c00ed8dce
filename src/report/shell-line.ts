import type { DiagnosedCause, Run } from '../model/report.ts';
import type { Layout } from './cause-section.ts';
import { verifySteps } from './verify.ts';
import { wrap } from './wrap.ts';

const isPowerShell = (command: string): boolean => /^[A-Z][a-z]+-[A-Z]/.test(command);

/** `%windir%` and `cd /d` mean nothing to PowerShell, and Windows PowerShell takes neither `&&` nor `&` between commands. */
const isPrompt = (command: string): boolean => !isPowerShell(command) && (/%\w/.test(command) || command.startsWith('cd /d ') || / &&? /.test(command));

/** Which window the commands of causes told in full are for, those that prove the repair too: the wrong one answers with an error that says nothing. */
export function shellLine(run: Run, told: readonly DiagnosedCause[], { width, paint }: Layout): string[] {
  const commands = told.flatMap((cause) => [
    ...cause.remedies.flatMap((id) => run.diagnosis.remedies[id]?.steps ?? []).flatMap((s) => s.run ?? []),
    ...(cause.remedies.length === 0 ? [] : verifySteps(run, cause).flatMap((a) => ('run' in a ? [a.run] : []))),
  ]);
  const powerShell = commands.some(isPowerShell);
  const prompt = commands.some(isPrompt);
  if (!prompt && !powerShell) return [];
  const said = powerShell && prompt
    ? 'Windows commands like Get-Something are for PowerShell, the others for the Command Prompt; open both as administrator.'
    : `The commands are for ${powerShell ? 'PowerShell' : 'the Command Prompt (not PowerShell)'}, opened as administrator.`;
  return ['', ...wrap(said, width, '', '  ').split('\n').map((line) => paint('dim', line))];
}
