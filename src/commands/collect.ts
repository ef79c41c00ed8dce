import { cleanText } from '../model/clean.ts';
import type { CheckFlags } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { exitCodes } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import { progressLine } from './progress-line.ts';
import { deliver, inviteToPaste } from './terminal.ts';

/** `kmsdoctor collect`: gathers and writes the evidence file; judges nothing. */
export async function runCollect(targets: readonly string[], flags: CheckFlags, signal: AbortSignal): Promise<number> {
  const request = readCheckRequest(targets, flags);
  inviteToPaste([...request.files, ...request.hostFiles]);
  const progress = progressLine();
  const gathered = await gatherCase(request, {
    network: async () => (await import('../transport/network.ts')).createNetwork(),
    onProgress: progress.onProgress, signal, now: Date.now,
  }).finally(progress.end);
  const { writeEvidence } = await import('../evidence/write-file.ts');
  const subject = request.redact ? (await import('./redact.ts')).redact(gathered.case, [...request.files, ...request.hostFiles]) : gathered.case;
  await deliver(writeEvidence(subject), request.output);
  if (process.stderr.isTTY) {
    const written = request.output === null ? [] : [`Written to ${request.output}; kmsdoctor check ${request.output} judges it.`];
    for (const note of [...(request.redact ? [] : gathered.notes), ...written]) process.stderr.write(`${cleanText(note)}\n`);
  }
  return exitCodes.ok;
}
