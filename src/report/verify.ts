import type { Finding } from '../model/check.ts';
import { valueOf } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import { isOfficeAlone } from '../model/office-alone.ts';
import type { DiagnosedCause, Run } from '../model/report.ts';
import { knownNames } from './known-names.ts';
import type { Advice } from './next-evidence.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const ospp = 'cscript //nologo ospp.vbs';

/** Checks that a look from this desk decides, where the zone is known. */
const seenFromHere = /^(?:dns\/(?:srv|resolver)|network\/(?:port-open|rpc))/;

/** How to prove that the cause is gone: commands that work as they stand, from first to last. */
export function verifySteps(run: Run, cause: DiagnosedCause): Advice[] {
  const { subject, target } = run;
  const products = valueOf(subject.evidence.licensingProducts) ?? [];
  const { zone } = knownNames(subject, run.diagnosis);
  const isOffice = cause.cause.startsWith('office-') || isOfficeAlone(explained(run, cause), products);
  const isHost = isKmsHost(subject) || (cause.verifyWith.length > 0 && cause.verifyWith.every((id) => id.startsWith('host/')));
  const own = subject.evidence;
  const isNetwork = [own.licensingProducts, own.activationAttempts, own.events, own.machine, own.service].every((o) => o.state === 'unseen');
  if (isNetwork && target !== null && subject.via === 'network') return [{ say: 'Then check again:' }, { run: `kmsdoctor check ${target}` }];
  const fromHere = zone !== null && subject.via !== 'estate' && cause.verifyWith.some((id) => seenFromHere.test(id));
  const look: Advice[] = fromHere ? [{ say: 'Then look again from a machine on the client’s network:' }, { run: `kmsdoctor check --domain ${zone}` }] : [];
  if (isNetwork) return look;
  const again = liveTargetOf(run);
  if (again !== null && isKmsHost(subject)) return [...look, { say: `${fromHere ? 'And' : 'Then'} look at the KMS host again:` }, { run: `kmsdoctor check ${again}` }];
  if (again !== null && subject.via === 'winrm') return [...look, { say: `${fromHere ? 'And' : 'Then'} have the client try again, and look at it:` }, { run: `kmsdoctor check ${again} --active` }];
  if (isHost) {
    return [
      ...look, { say: `${fromHere ? 'And' : 'Then'} print on the KMS host what it says now:` },
      { run: `${slmgr} /dlv${isOffice ? ' all' : ''} > host.txt` }, { say: 'and check that file where kmsdoctor is:' }, { run: 'kmsdoctor check host.txt' },
    ];
  }
  if (again !== null) {
    return [
      ...look, { say: `${fromHere ? 'And' : 'Then'} try again on the client${isOffice ? ' (in the folder of ospp.vbs)' : ''}, and look at it:` },
      { run: isOffice ? `${ospp} /act` : `${slmgr} /ato` }, { run: `kmsdoctor check ${again}` },
    ];
  }
  return [
    ...look, { say: `${fromHere ? 'And' : 'Then'} try again on the client${isOffice ? ' (in the folder of ospp.vbs)' : ''}:` },
    ...(isOffice
      ? [{ run: `${ospp} /act > again.txt` }, { run: `${ospp} /dstatus >> again.txt` }]
      : [{ run: `${slmgr} /ato > again.txt` }, { run: `${slmgr} /dlv >> again.txt` }]),
    { say: 'and check that file where kmsdoctor is:' }, { run: 'kmsdoctor check again.txt' },
  ];
}

/** The findings that a cause explains, by their tags and their codes. */
const explained = ({ diagnosis }: Run, { explains }: DiagnosedCause): Finding[] =>
  diagnosis.checks.flatMap((c) => c.findings).filter(({ tag, args: { code } }) => explains.includes(tag) || (typeof code === 'string' && explains.includes(code)));

/** How a machine that was looked at live can be looked at again; null for what was read from files, or cannot be typed again. */
export function liveTargetOf({ subject: { via }, target }: Run): string | null {
  if (via === 'local') return target ?? 'local';
  return via === 'winrm' || via === 'ssh' ? target : null;
}
