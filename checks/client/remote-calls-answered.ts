import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';

/** Access denied, and no RPC server: what the way to the machine may have said as well as its licensing. */
const ofTheWay: ReadonlySet<string> = new Set(['0x80070005', '0x800706BA']);

export default defineCheck({
  id: 'client/remote-calls-answered',
  title: 'The machine lets itself be asked from another one',
  sources: [
    'https://learn.microsoft.com/windows/deployment/volume-activation/configure-client-computers-vamt',
    'https://learn.microsoft.com/troubleshoot/windows-server/windows-security/user-account-control-and-remote-restriction',
  ],
  needs: [],
  wants: ['activationAttempts'],
  findings: {
    // The code is of the call, and none of activation: it is kept from those of licensing.
    REMOTE_CALL_REFUSED: {
      severity: 'warn',
      says: (a: { subject: string; answer: string }) => `${a.subject} refused to be asked from another machine (${a.answer}), so slmgr.vbs did nothing there; that says nothing about its activation.`,
    },
    ATTEMPT_MADE_REMOTELY: {
      severity: 'note',
      says: (a: { subject: string; answer: string }) => `The attempt was asked for from another machine, and ${a.answer} may be of the call to ${a.subject} as well as of its licensing.`,
    },
  },
  when: ({ role, activationAttempts }) => role === 'client' && (valueOf(activationAttempts) ?? []).some((a) => typeof a.remote === 'string'),
  judge({ subject, activationAttempts }, raise) {
    const attempts = valueOf(activationAttempts) ?? [];
    const answers = (remote: 'asked' | 'refused'): string[] => [...new Set(attempts.flatMap((a) => (a.remote === remote && a.code !== null ? [a.code] : [])))];
    return [
      ...answers('refused').map((answer) => raise.REMOTE_CALL_REFUSED({ subject, answer })),
      ...answers('asked').filter((answer) => ofTheWay.has(answer)).map((answer) => raise.ATTEMPT_MADE_REMOTELY({ subject, answer })),
    ];
  },
});
