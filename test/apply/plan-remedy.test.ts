import { describe, expect, it } from 'vitest';

import { planRemedy } from '../../src/apply/plan-remedy.ts';
import { callsBehind } from '../../src/apply/calls-behind.ts';
import { performScript } from '../../src/collect/powershell/perform-script.ts';
import { catalogue } from '../../src/commands/catalogue.ts';
import { emptyKmsClient, emptyKmsHost, emptyMachine, emptyProduct, emptyService } from '../../src/model/evidence.ts';
import type { RemedyPlan } from '../../src/model/apply.ts';
import type { Case } from '../../src/model/evidence.ts';
import { runsByItself } from '../../src/model/remedy.ts';
import type { Remedy, RemedyAction } from '../../src/model/remedy.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { caseOf, evidence } from '../evidence-builder.ts';
import type { Changes } from '../evidence-builder.ts';

const remedyOf = (id: string): Remedy => {
  const found = catalogue.remedies.find((r) => r.id === id);
  if (found === undefined) throw new Error(`there is no remedy ${id}`);
  return found;
};

const nothing: Diagnosis = { verdict: 'failing', headline: '', causes: [], unexplained: [], nextEvidence: [], checks: [], remedies: {}, remarks: [], outlook: { forecasts: [], untold: [] } };
const clientRow = { ...emptyProduct(), application: 'windows' as const, channel: 'kms-client' as const, partialProductKey: '2YT43', kmsClient: emptyKmsClient() };
const machine = { ...emptyMachine(), hostName: 'WS-0142', build: '22631', domainJoined: true };
const seenCase = (but: Changes = {}): Case => caseOf(evidence({ machine, licensingProducts: [clientRow], service: { ...emptyService(), keyManagementServiceHostCaching: true }, ...but }));

const refusal = (id: string, subject = seenCase(), diagnosis = nothing): string | null => planRemedy(remedyOf(id), subject, diagnosis, false).refusal;
const withAction = (action: RemedyAction): Remedy => ({ id: 'x', title: 'X', risk: 'changes-client', where: 'client', steps: [{ say: 'X', does: [action] }] });

const undoOf = (action: RemedyAction, but: Changes = {}): RemedyPlan['undo'] => planRemedy(withAction(action), seenCase(but), nothing, false).undo;

describe('what is carried out', () => {
  it('is decided for every remedy: it is done on the client by actions of ours, or there is a sentence why not', () => {
    const open = catalogue.remedies.filter((r) => r.where === 'client' && (runsByItself(r) === (r.byHand !== undefined)));
    expect(open.map((r) => r.id)).toEqual([]);
    const told = catalogue.remedies.filter((r) => !runsByItself(r)).map((r) => planRemedy(r, seenCase(), nothing, false));
    expect(told.filter((p) => p.refusal === null || !/^[A-Z].*\.$/.test(p.refusal)).map((p) => p.remedy)).toEqual([]);
  });

  it('is never anything in DNS, on a KMS host, in the network or in the directory', () => {
    const others = catalogue.remedies.filter((r) => r.where !== 'client' || !['read-only', 'changes-client'].includes(r.risk));
    expect(others.length).toBeGreaterThan(40);
    expect(others.filter((r) => planRemedy(r, seenCase(), nothing, false).refusal === null)).toEqual([]);
  });

  it('is never a remedy of a config of one’s own', () => {
    expect(planRemedy(remedyOf('activate-again'), seenCase(), nothing, true).refusal).toContain('config of your own');
  });

  it('is nothing that changes a KMS host, whatever remedy it is', () => {
    const host = seenCase({ licensingProducts: [{ ...emptyProduct(), application: 'windows', channel: 'kms-host', partialProductKey: 'ABCDE', licenseStatus: 'licensed', kmsHost: emptyKmsHost() }] });
    expect(refusal('restart-licensing-service', host)).toContain('is a KMS host');
    expect(refusal('find-who-sets-host', host)).toBeNull();
  });

  it('is nothing for which a value was not seen', () => {
    expect(refusal('set-host-by-hand')).toMatch(/needs the name of the organisation’s KMS host/);
    expect(refusal('install-setup-key')).toMatch(/needs a setup key/);
  });

  it('is no change of a machine whose name was not seen, since its name is what confirms it', () => {
    expect(refusal('activate-again', seenCase({ machine: emptyMachine() }))).toContain('did not tell its name');
    expect(refusal('find-who-sets-host', seenCase({ machine: emptyMachine() }))).toBeNull();
  });

  it('is no host of which a check found that nobody should use it', () => {
    const diagnosis: Diagnosis = { ...nothing, checks: [{ id: 'integrity/host-not-unauthorised', title: '', status: 'fail', notes: [], missing: [], fault: null, findings: [{ tag: 'HOST_LISTED_UNAUTHORISED', severity: 'fail', message: '', args: { host: 'kms.bad.example' } }] }] };
    expect(planRemedy(withAction({ do: 'set-kms-host', host: 'KMS.bad.example', port: '1688' }), seenCase(), diagnosis, false).refusal).toContain('should not be used');
  });

  it.each([['set-client-clock outside a domain', 'set-client-clock', { ...machine, domainJoined: false }], ['set-client-clock where that was not seen', 'set-client-clock', { ...machine, domainJoined: null }], ['allow-kms-activation on Windows 7', 'allow-kms-activation', { ...machine, build: '7601' }]] as const)('is not %s', (_, id, facts) => {
    expect(refusal(id, seenCase({ machine: facts }))).not.toBeNull();
  });
});

describe('a way back', () => {
  it.each<[string, RemedyAction, Changes, string | null]>([
    ['a host that was set', { do: 'clear-kms-host' }, { service: { ...emptyService(), keyManagementServiceMachine: 'kms1.contoso.test', keyManagementServicePort: 1700 } }, 'cscript //nologo %windir%\\system32\\slmgr.vbs /skms kms1.contoso.test:1700'],
    ['no host that was set', { do: 'clear-kms-host' }, {}, null],
    ['a host that nobody read', { do: 'clear-kms-host' }, { service: 'denied' }, null],
    ['a host with words in its name', { do: 'clear-kms-host' }, { service: { ...emptyService(), keyManagementServiceMachine: 'kms & calc' } }, null],
    ['no zone', { do: 'set-lookup-domain', zone: 'contoso.test' }, {}, 'cscript //nologo %windir%\\system32\\slmgr.vbs /ckms-domain'],
    ['a start type', { do: 'enable-service', service: 'sppsvc' }, { services: [{ name: 'sppsvc', state: 'Stopped', startMode: 'disabled' }] }, 'sc.exe config sppsvc start= disabled'],
    ['a start type that nobody read', { do: 'enable-service', service: 'sppsvc' }, { services: 'denied' }, null],
  ])('from %s is made of what was seen, and of nothing else', (_, action, but, command) => {
    const undo = undoOf(action, but);
    expect(undo).toHaveLength(1);
    expect(undo[0]?.command).toBe(command);
    expect(command ?? undo[0]?.say).toMatch(/no way back can be named|no command names it|Nothing of this needs undoing|^(?:cscript|sc\.exe) /);
  });

  it('goes from the last action to the first', () => {
    const plan = planRemedy(remedyOf('enable-licensing-service'), seenCase({ services: [{ name: 'sppsvc', state: 'Stopped', startMode: 'disabled' }] }), nothing, false);
    expect(plan.undo.map((u) => u.command)).toEqual(['net stop sppsvc', 'sc.exe config sppsvc start= disabled']);
  });
});

describe('what is shown', () => {
  it('names every method and program that the script calls, and no other', () => {
    const actions = catalogue.remedies.filter(runsByItself).flatMap((r) => r.steps.flatMap((s) => s.does ?? [])).filter((a) => a.do !== 'look');
    expect(actions.length).toBeGreaterThan(25);
    for (const action of actions) {
      const filled: RemedyAction = action.do === 'set-kms-host' ? { ...action, host: 'kms1', port: '1688' } : action;
      const script = performScript(filled);
      const own = script.slice(script.lastIndexOf('$script:isOver = $false'));
      for (const call of callsBehind(action)) {
        const word = call.includes('.exe') ? (call.split(' ')[0] ?? '') : (call.split('.')[1] ?? '');
        const helpers: Readonly<Record<string, string>> = { Activate: 'Invoke-Activation', StartService: 'Start-NamedService', StopService: 'Stop-NamedService' };
        expect(own.includes(`'${word}'`) || own.includes(helpers[word] ?? '\u0000') || (word === 'RefreshLicenseStatus' && own.includes('Invoke-Activation'))).toBe(true);
      }
    }
  });
});
