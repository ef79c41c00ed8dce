import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type ActivationAttempt, type Code, type WindowsEvent } from '../../src/model/evidence.ts';
import { isInternetCode } from '../activation-history.ts';
import { hostKeyRows } from './counted-machines.ts';

export default defineCheck({
  id: 'host/key-activation-not-failing',
  title: 'Microsoft did not refuse the host key, and could be reached',
  sources: [
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/activation-error-0xc004c008-product-key-not-used',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/event-id-8208-8200-900',
  ],
  needs: ['host.events'],
  wants: ['host.activationAttempts', 'host.licensingProducts', 'host.wayToMicrosoft'],
  // The code stands under `answer`, not `code`: a client that shows the same code has it for another reason.
  findings: {
    HOST_KEY_USED_UP: {
      severity: 'fail',
      says: (a: { host: string; answer: string }) => `Microsoft refused to activate the host key on ${a.host} because it has been used as often as it may (${a.answer}).`,
    },
    HOST_KEY_BLOCKED: { severity: 'fail', says: (a: { host: string; answer: string }) => `Microsoft has blocked the host key on ${a.host} (${a.answer}).` },
    HOST_CANNOT_REACH_MICROSOFT: {
      severity: 'fail',
      says: (a: { host: string; answer: string }) => `${a.host} could not reach Microsoft over the internet to activate its host key (${a.answer}).`,
    },
    HOST_MICROSOFT_UNREACHED: {
      severity: 'note',
      says: (a: { host: string; to: string; port: number; outcome: string }) => `${a.host} itself does not reach ${a.to} on TCP ${a.port} (${a.outcome}), where a host key is activated; a proxy may still lead there.`,
    },
    HOST_MICROSOFT_REACHED: { severity: 'note', says: (a: { host: string; to: string }) => `${a.host} reaches ${a.to}, where a host key is activated.` },
  },
  when: ({ host }) => host.licensingProducts.state === 'unseen' || hostKeyRows(host.licensingProducts.value).length > 0,
  judge({ host }, raise) {
    const keys = hostKeyRows(valueOf(host.licensingProducts) ?? []);
    // What failed before the keys were activated is over; 8200 also comes on activated machines without internet, and harms nothing.
    if (keys.length > 0 && keys.every((p) => p.licenseStatus === 'licensed')) return [];
    const way = (valueOf(host.wayToMicrosoft) ?? []).slice(0, 1).map((p) => (p.outcome === 'open'
      ? raise.HOST_MICROSOFT_REACHED({ host: host.subject, to: p.host })
      : raise.HOST_MICROSOFT_UNREACHED({ host: host.subject, to: p.host, port: p.port, outcome: p.outcome })));
    const answer = newestAnswer(valueOf(host.activationAttempts) ?? [], host.events);
    if (answer === null) return way;
    const about = { host: host.subject, answer };
    if (answer === usedUp) return [...way, raise.HOST_KEY_USED_UP(about)];
    return [...way, blocked.has(answer) ? raise.HOST_KEY_BLOCKED(about) : raise.HOST_CANNOT_REACH_MICROSOFT(about)];
  },
});

/** "The activation server determined that the product key has exceeded its unlock limit" (Microsoft, activation error codes). */
const usedUp: Code = '0xC004C008';
/** "… the product key is blocked" (C003, C060), "the product key has been blocked" (F051). Source: Microsoft, activation error codes. */
const blocked: ReadonlySet<Code> = new Set(['0xC004C003', '0xC004C060', '0xC004F051']);

const isMicrosofts = (code: Code | null): code is Code => code !== null && (code === usedUp || blocked.has(code) || isInternetCode(code));

/**
 * What came back last from Microsoft, null where nothing did or where the last attempt succeeded. An attempt without a time was
 * pasted just now, so it is the newest. 8198: activation failed; 8200 and 8208: the licence could not be fetched.
 */
function newestAnswer(attempts: readonly ActivationAttempt[], events: readonly WindowsEvent[]): Code | null {
  const ofAttempts = attempts.map((a) => ({ at: timeOr(a.at, Infinity), code: a.succeeded === true ? null : a.code }));
  const ofEvents = events.filter((e) => e.id === 8198 || e.id === 8200 || e.id === 8208).map((e) => ({ at: timeOr(e.time, 0), code: e.code }));
  const known = [...ofEvents, ...ofAttempts.filter((a, i) => a.code !== null || attempts[i]?.succeeded === true)].toSorted((a, b) => a.at - b.at);
  const last = known.at(-1)?.code ?? null;
  return isMicrosofts(last) ? last : null;
}

function timeOr(time: string | null, otherwise: number): number {
  const at = Date.parse(time ?? '');
  return Number.isFinite(at) ? at : otherwise;
}
