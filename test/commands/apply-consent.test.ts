import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';

import { consentTo } from '../../src/commands/apply-consent.ts';
import type { ConsentTerminal } from '../../src/commands/apply-consent.ts';
import { knownSoFar } from '../../src/commands/apply-interrupted.ts';
import type { AppliedStep, RemedyPlan } from '../../src/model/apply.ts';
import { isNameOf } from '../../src/model/own-name.ts';
import { emptyService } from '../../src/model/evidence.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { caseOf, evidence } from '../evidence-builder.ts';

const plan: RemedyPlan = {
  remedy: 'return-to-discovery', title: 'Clear the host', risk: 'changes-client', where: 'client', machine: 'WS-0142', verifyWith: ['client/licensed'], refusal: null,
  steps: [
    { say: 'Clear it:', command: 'slmgr.vbs /ckms', actions: [{ do: 'clear-kms-host' }], behind: ['SoftwareLicensingService.ClearKeyManagementServiceMachine'] },
    { say: 'Activate:', command: 'slmgr.vbs /ato', actions: [{ do: 'activate', application: 'windows' }], behind: ['SoftwareLicensingProduct.Activate'] },
  ],
  undo: [{ say: 'Put it back:', command: 'slmgr.vbs /skms old-kms' }],
};
const reading: RemedyPlan = { ...plan, risk: 'read-only', undo: [] };
const nobody = { remedy: plan.remedy, dryRun: false, confirm: null };

/** A person at a terminal who types this. */
function typing(line: string): ConsentTerminal & { shown: () => string } {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
  let shown = '';
  stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
  });
  stdin.end(`${line}\n`);
  return { stdin, stderr, shown: () => shown };
}

const pipe: ConsentTerminal = { stdin: new PassThrough(), stderr: new PassThrough() };

describe('consent at a terminal', () => {
  it.each(['WS-0142', 'ws-0142', ' ws-0142.corp.example ', 'WS-0142.'])('is given by the machine’s own name: %s', async (name) => {
    const terminal = typing(name);
    expect(await consentTo(plan, 'winrm://ws-0142', nobody, false, terminal)).toBe('run');
    for (const text of ['slmgr.vbs /ckms', 'SoftwareLicensingService.ClearKeyManagementServiceMachine', 'slmgr.vbs /skms old-kms', 'changes the client', 'winrm://ws-0142', 'client/licensed']) expect(terminal.shown()).toContain(text);
  });

  it.each(['', 'y', 'yes', 'WS-0143', 'WS-01', 'WS-0142x', '*', 'ws-0142 please'])('is not given by %j', async (name) => {
    await expect(consentTo(plan, 'winrm://ws-0142', nobody, false, typing(name))).rejects.toThrow(/^Nothing was run/);
  });

  it('to what changes nothing is a plain yes', async () => {
    expect(await consentTo(reading, 'local', nobody, false, typing('y'))).toBe('run');
    await expect(consentTo(reading, 'local', nobody, false, typing('WS-0142'))).rejects.toThrow(/^Nothing was run/);
  });

  it('is not asked for where only a look was wanted, or where the name was given beforehand', async () => {
    expect(await consentTo(plan, 'local', { ...nobody, dryRun: true, confirm: 'WS-0142' }, true, typing(''))).toBe('show');
    expect(await consentTo(plan, 'local', { ...nobody, confirm: 'ws-0142' }, false, typing(''))).toBe('run');
  });

  it('cannot be given to what is refused', async () => {
    expect(await consentTo({ ...plan, refusal: 'It is done in DNS.' }, 'local', { ...nobody, confirm: 'WS-0142' }, true, typing('WS-0142'))).toBe('refused');
  });
});

describe('without a terminal', () => {
  it('nothing is run unless the name was given, and then only on the machine that has it', async () => {
    expect(await consentTo(plan, 'local', nobody, false, pipe)).toBe('show');
    expect(await consentTo(plan, 'local', { ...nobody, confirm: 'WS-0142' }, false, pipe)).toBe('run');
    await expect(consentTo(plan, 'local', { ...nobody, confirm: 'WS-0143' }, false, pipe)).rejects.toThrow('--confirm names WS-0143');
  });

  it('--yes allows what changes nothing, and no more', async () => {
    expect(await consentTo(reading, 'local', nobody, true, pipe)).toBe('run');
    await expect(consentTo(plan, 'local', nobody, true, pipe)).rejects.toThrow('--confirm WS-0142');
  });
});

describe('a machine’s own name', () => {
  it.each([['', 'WS-0142'], ['', ''], ['.', ''], ['ws-0142\u0000', 'WS-0142'], ['ws 0142', 'WS-0142']])('is not %j of %j', (typed, machine) => {
    expect(isNameOf(typed, machine)).toBe(false);
  });
});

describe('what is known when a remedy is stopped in between', () => {
  const diagnosis: Diagnosis = { verdict: 'failing', headline: '', causes: [], unexplained: [], nextEvidence: [], checks: [], remedies: {}, remarks: [], outlook: { forecasts: [], untold: [] } };
  const before = { case: caseOf(evidence({ service: { ...emptyService(), keyManagementServiceMachine: 'old-kms', keyManagementServicePort: null } })), diagnosis };
  const done: AppliedStep = { say: 'Clear it:', command: null, outcome: 'done', code: null, detail: null };
  const [first, second] = plan.steps;
  if (first === undefined || second === undefined) throw new Error('the plan has two steps');

  it('is nothing before the first step, and nothing after the last', () => {
    const known = knownSoFar(plan, before, 'winrm://ws-0142');
    expect(known.words()).toBeNull();
    known.onStep({ number: 1, step: first, ended: null });
    known.end();
    expect(known.words()).toBeNull();
  });

  it('says what was done, what may have been done, and how to undo it', () => {
    const known = knownSoFar(plan, before, 'winrm://ws-0142');
    known.onStep({ number: 1, step: first, ended: null });
    known.onStep({ number: 1, step: first, ended: done });
    known.onStep({ number: 2, step: second, ended: null });
    expect(known.words()).toBe([
      'Stopped while return-to-discovery was being carried out on WS-0142.', 'Done: 1. Clear it', 'Not known whether it was done: 2. Activate',
      'Undo: Put back the KMS host that was set: cscript //nologo %windir%\\system32\\slmgr.vbs /skms old-kms', 'Look again: kmsdoctor check winrm://ws-0142', '',
    ].join('\n'));
  });
});
