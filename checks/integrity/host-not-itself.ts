import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type Machine } from '../../src/model/evidence.ts';
import { addressKind } from '../../src/knowledge/addresses.ts';
import { sameName } from '../discovery.ts';
import { isLicensed, kmsClientRows, nameOf } from '../licence-rows.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'integrity/host-not-itself',
  title: 'The client does not use itself as KMS host',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/0x8007000d-activate-machine'],
  needs: ['licensingProducts'],
  wants: ['service', 'machine'],
  findings: {
    CLIENT_HOST_IS_LOOPBACK: {
      severity: 'fail',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is this machine itself, which is no KMS host; Windows does not activate against itself.`,
    },
    LICENSED_BY_ITSELF: {
      severity: 'note',
      says: (a: { product: string }) => `${a.product} is licensed by KMS, although its KMS host setting names the machine itself.`,
    },
  },
  when: ({ role, licensingProducts, service }) => role === 'client' && configuredHosts(licensingProducts, valueOf(service)).length > 0,
  judge({ licensingProducts, service, machine }, raise) {
    const found = configuredHosts(licensingProducts, valueOf(service))
      .filter(({ host }) => addressKind(host) === 'loopback' || ownNames(valueOf(machine)).some((own) => sameName(own, host)));
    const licensed = found.length === 0 ? [] : kmsClientRows(licensingProducts).filter((p) => isLicensed(p) && p.lastActivationType !== 'ad');
    return [
      ...found.map(({ host, by }) => raise.CLIENT_HOST_IS_LOOPBACK({ host, by })),
      ...licensed.map((p) => raise.LICENSED_BY_ITSELF({ product: nameOf(p) })),
    ];
  },
});

function ownNames(machine: Machine | null): string[] {
  const short = machine?.hostName ?? null;
  const suffixes = [machine?.domain, machine?.primaryDnsSuffix].filter((s) => typeof s === 'string' && s !== '');
  return ['localhost', 'localhost.localdomain', ...(short === null ? [] : [short, ...suffixes.map((s) => `${short}.${s}`)])];
}
