import { describe, expect, it } from 'vitest';

import { causes, checks, remedies } from '../../checks/index.ts';
import { matchSymptom } from '../../src/runbook/match-words.ts';
import { procedureFor } from '../../src/runbook/procedure-for.ts';
import { symptoms } from '../../src/runbook/symptoms.ts';

const catalogue = { causes, checks, remedies };
const idOf = async (typed: string): Promise<string> => {
  const understood = await procedureFor(typed, catalogue);
  return understood.ok ? understood.procedure.id : 'refused';
};

describe('words', () => {
  it.each(symptoms.map((s) => [s.example, s.id] as const))('“%s” are the symptom %s', (example, id) => {
    expect(matchSymptom(example).symptom?.id).toBe(id);
  });

  it.each([
    ['New Laptop, does NOT activate!!', 'not-activating'],
    ['new laptop doesn’t activate', 'not-activating'],
    ['cuont stays at 1', 'count-stays-low'],
    ['COUNT 24, not enough', 'count-stays-low'],
    ['Works in the offcie but not over VPN', 'not-over-vpn'],
    ['server 2025 not activating', 'new-windows-version'],
    ['office red banner', 'office-not-activated'],
    ['clients get a timeout on port 1688', 'port-blocked'],
    ['the RPC server is unavailable', 'port-blocked'],
    ['Windows 10 Home', 'evaluation'],
  ])('are known with capitals, punctuation and small slips: “%s”', (typed, id) => {
    expect(matchSymptom(typed).symptom?.id).toBe(id);
  });

  /** As people say it on the telephone who have never heard of KMS, and as Windows and Office themselves say it. */
  it.each([
    ['not-activating', [
      'go to Settings to activate Windows', 'my Windows 11 pc says activate windows', 'windows 11 laptop not activated', 'server 2022 not activated', 'domain joined pc not activated',
      'We can’t activate Windows on this device as we can’t connect to your organization’s activation server', 'each time I start windows it says not activated', 'windows isnt activatd',
    ]],
    ['activated-then-lapsed', ['Your Windows license will expire soon', 'licence will expire in 7 days', 'used to be activated', 'activation was lost', 'it was fine until yesterday']],
    ['cloned-machines', ['imaged computers dont activate', 'new machines made from template do not activate', 'vdi desktops not activated', 'clonned pcs not activating', 'copied virtual machines dont activate']],
    ['office-not-activated', ['office 2019 not activated', 'word says unlicensed product', 'ofice is not activated', 'outlook red bar unlicensed', 'project 2019 unlicensed']],
    ['no-record-in-dns', ['pc cant find the kms server', 'cannot find activation server', 'no kms server found', 'slmgr ato says dns name does not exist']],
    ['host-service-down', ['activation server not answering', 'server switched off', 'kms server is down']],
    ['count-stays-low', ['threshold not reached', 'not enough computers', 'need 25 machines', 'counter does not go up']],
    ['asks-for-key', ['windows asks for serial number', 'it wants a product key']],
    ['not-genuine', ['you may be a victim of software counterfeiting']],
    ['after-host-move', ['after the server swap activation fails', 'since we replaced the server nothing activates']],
    ['new-windows-version', ['windows 11 doesnt activate but windows 10 does', 'upgraded to 24h2 and activation lost']],
    ['azure-not-activated', ['kms client not activated in azure']],
    ['clock-wrong', ['time is off by 5 hours', 'wrong time zone']],
  ])('%s', (id, phrases) => {
    expect(phrases.map((typed) => [typed, matchSymptom(typed).symptom?.id])).toEqual(phrases.map((typed) => [typed, id]));
  });

  it('name only causes and signs that there are', () => {
    const ids = new Set(causes.map((c) => c.id));
    expect(symptoms.flatMap((s) => s.causes).filter((c) => !ids.has(c))).toEqual([]);
    const signs = new Set([...checks.flatMap((c) => Object.keys(c.findings)), ...causes.flatMap((c) => c.explains)]);
    expect(symptoms.flatMap((s) => s.signs).filter((t) => !signs.has(t))).toEqual([]);
  });

  it('that match nothing are refused with the nearest symptoms and an example', async () => {
    const understood = await procedureFor('the printer is on fire', catalogue);
    expect(understood).toMatchObject({ ok: false });
    expect(understood.ok ? '' : understood.refusal).toMatch(/Nearest: .*Example: kmsdoctor runbook "/);
  });
});

describe('what was typed', () => {
  it.each([
    ['0xC004F074', 'code-0xC004F074'], ['c004f074', 'code-0xC004F074'], ['-1073418124', 'code-0xC004F074'], ['3221549172', 'code-0xC004F074'],
    ['error 0xC004F038 at login', 'code-0xC004F038'], ['1722', 'code-0x800706BA'], ['12290', 'event-12290'], ['event id 12288', 'event-12288'],
    ['dns-srv-stale', 'cause-dns-srv-stale'], ['DNS-SRV-STALE', 'cause-dns-srv-stale'], ['PORT_REFUSED', 'tag-PORT_REFUSED'],
    ['set-up-host', 'set-up-host'], ['set up a KMS host', 'set-up-host'], ['how to set up kms', 'set-up-host'], ['move host', 'move-host'], ['choose-method', 'choose-method'],
  ])('%s is %s', async (typed, id) => {
    expect(await idOf(typed)).toBe(id);
  });

  it.each(['', '   ', '0xC004F999', 'dns-srv-stall'])('“%s” is refused in one line', async (typed) => {
    const understood = await procedureFor(typed, catalogue);
    expect(understood.ok ? 'accepted' : understood.refusal).toMatch(/^[^\n]{20,}$/);
  });

  it('is echoed without control characters, markup, or whole product keys', async () => {
    const key = ['ABCDE', 'FGHJK', 'LMNPQ', 'RTVWX', 'Y2346'].join('-');
    const understood = await procedureFor(`\u001B[31mproduct key\u202E \`${key}\` wrong <b>`, catalogue);
    const said = understood.ok ? understood.procedure.understood : '';
    expect(said).toContain('Y2346');
    expect(said).not.toContain('ABCDE');
    expect(said).not.toMatch(/[\u001b\u202e]/u);
    expect(said.split('`').length).toBe(3);
  });
});

describe('procedures without a fault', () => {
  it.each(['set-up-host', 'move-host', 'choose-method'])('%s leads from its first step to an end, through steps that it has', async (id) => {
    const understood = await procedureFor(id, catalogue);
    if (!understood.ok) throw new Error(understood.refusal);
    const { steps } = understood.procedure;
    const reached = new Set([steps[0]?.id]);
    for (const step of steps) for (const { next } of step.outcomes) if (next.kind === 'step') reached.add(next.step);
    expect([...reached].toSorted()).toEqual(steps.map((s) => s.id).toSorted());
    expect(steps.flatMap((s) => s.outcomes).some((o) => o.next.kind === 'done')).toBe(true);
  });

  it('set-up-host knows the telephone, Office, DNS by hand and the firewall', async () => {
    const understood = await procedureFor('set-up-host', catalogue);
    const text = JSON.stringify(understood);
    for (const word of ['/dti', '/atp', 'Volume License Pack', '_vlmcs._tcp', 'SPPSVC-In-TCP', 'vmw.exe', 'Install-WindowsFeature']) expect(text).toContain(word);
  });

  it('choose-method knows that Small Business Server 2011 takes a MAK', async () => {
    const understood = await procedureFor('choose-method', catalogue);
    const outcomes = understood.ok ? understood.procedure.steps.flatMap((s) => s.outcomes) : [];
    expect(outcomes.find((o) => o.see.includes('Small Business Server 2011'))?.next).toEqual({ kind: 'step', step: 'mak' });
  });
});
