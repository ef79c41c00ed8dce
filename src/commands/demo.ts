import { report } from './check.ts';
import { readCheckRequest } from './check-request.ts';
import { progressLine } from './progress-line.ts';

/**
 * The demonstration: the reference estate with its KMS record missing. The session in a terminal, which takes care of
 * signals itself, else a report.
 */
export async function runDemo(flags: { format: string; color: boolean }, stoppable: () => AbortSignal): Promise<number> {
  if (process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb' && flags.format === 'text') {
    return (await import('./session.ts')).runSessionCommand([], { kind: 'demo' });
  }
  const request = readCheckRequest([], flags);
  const started = Date.now();
  const progress = progressLine();
  const { gatherDemo } = await import('./gather-demo.ts');
  const subject = await gatherDemo(progress.onProgress, stoppable()).finally(progress.end);
  return report(subject, ['This is the reference estate on this machine, with its KMS record taken out; nothing real was asked.'], request, started);
}
