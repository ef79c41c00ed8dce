import { collectScript } from '../collect/powershell/collect-script.ts';
import { exitCodes } from './exit-codes.ts';
import { deliver } from './terminal.ts';

/** `kmsdoctor collector`: prints collect.ps1, the same octets at every call. Gives the exit code. */
export async function runCollector(output: string | null): Promise<number> {
  await deliver(collectScript(), output);
  if (output === null && process.stderr.isTTY && !process.stdout.isTTY) {
    process.stderr.write('On the Windows machine: powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1\n');
  }
  return exitCodes.ok;
}
