import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type WindowsEvent } from '../../src/model/evidence.ts';
import { eventsInOrder } from '../event-log.ts';
import { isLicensed, kmsClientRows, nameOf } from '../licence-rows.ts';
import { configuredHosts, namesItself } from '../named-hosts.ts';

export default defineCheck({
  id: 'integrity/host-not-itself',
  title: 'The client does not use itself as KMS host',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/0x8007000d-activate-machine'],
  needs: ['licensingProducts'],
  wants: ['service', 'machine', 'events'],
  findings: {
    CLIENT_HOST_IS_LOOPBACK: {
      severity: 'fail',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is this machine itself, which is no KMS host; Windows does not activate against itself.`,
    },
    LICENSED_BY_ITSELF: {
      severity: 'note',
      says: (a: { product: string }) => `${a.product} is licensed by KMS, although its KMS host setting names the machine itself.`,
    },
    LICENSED_BY_ANOTHER: {
      severity: 'note',
      says: (a: { host: string }) => `The last answer that activated the machine came from ${a.host} (events 12288 and 12289), not from the machine itself.`,
    },
  },
  when: ({ role, licensingProducts, service }) => role === 'client' && configuredHosts(licensingProducts, valueOf(service)).length > 0,
  judge({ licensingProducts, service, machine, events }, raise, cannotTell) {
    const found = configuredHosts(licensingProducts, valueOf(service)).filter(({ host }) => namesItself(host, valueOf(machine)));
    // Its own names are not known: of one that waits for its licence, the name that is set may be its own.
    if (found.length === 0 && machine.state === 'unseen' && kmsClientRows(licensingProducts).some((p) => !isLicensed(p))) return [cannotTell('machine')];
    const licensed = found.length === 0 ? [] : kmsClientRows(licensingProducts).filter((p) => isLicensed(p) && p.lastActivationType !== 'ad');
    // A setting that was written after the machine was activated elsewhere accuses nobody.
    const other = activatedBy(valueOf(events) ?? [], (host) => !namesItself(host, valueOf(machine)));
    return [
      ...found.map(({ host, by }) => raise.CLIENT_HOST_IS_LOOPBACK({ host, by })),
      ...(licensed.length > 0 && other !== null ? [raise.LICENSED_BY_ANOTHER({ host: other })] : licensed.map((p) => raise.LICENSED_BY_ITSELF({ product: nameOf(p) }))),
    ];
  },
});

/** The host whose answer last activated the machine, where it is one that is wanted; null where the log does not tell. */
function activatedBy(events: readonly WindowsEvent[], isWanted: (host: string) => boolean): string | null {
  let asked = '';
  let last = '';
  for (const { event: { kms } } of eventsInOrder(events)) {
    if (kms?.role === 'client-request') asked = kms.kmsHost ?? '';
    else if (kms?.role === 'client-response' && kms.activated === true) last = asked;
  }
  return last !== '' && isWanted(last) ? last : null;
}
