/** Where to look, and what may be run: programs in the order in which they are tried, or a sentence that says why there is none. */
export type PowerShellPrograms = { ok: true; programs: readonly string[] } | { ok: false; sentence: string };

/**
 * The PowerShell of this machine: Windows' own by its full path, so that no other program of its name is run, then
 * PowerShell 7 by its name. `KMSDOCTOR_POWERSHELL` names another program, and alone makes it possible off Windows.
 */
export function findPowerShell(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): PowerShellPrograms {
  const named = env['KMSDOCTOR_POWERSHELL'] ?? '';
  if (named !== '') return { ok: true, programs: [named] };
  if (platform !== 'win32') {
    return { ok: false, sentence: 'local reads this machine by Windows PowerShell, and this machine is no Windows: name the machine as winrm:// or ssh://, give a saved file, or name a PowerShell in KMSDOCTOR_POWERSHELL.' };
  }
  const root = env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows';
  return { ok: true, programs: [`${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`, 'pwsh.exe'] };
}
