import { describe, expect, it } from 'vitest';
import { causes, remedies } from '../../checks/index.ts';
import { loadEventFacts } from '../../src/knowledge/events.ts';

const steps = remedies.flatMap((remedy) => remedy.steps.map((step, i) => ({ remedy, step, before: remedy.steps.slice(0, i).map((s) => s.say).join(' ') })));
const named = (code: string): string[] => causes.filter((c) => c.explains.includes(code)).map((c) => c.id);
const textOf = (id: string): string => remedies.filter((r) => r.id === id).flatMap((r) => r.steps.map((s) => `${s.say} ${s.run ?? ''}`)).join('\n');

/** Commands that leave DNS, a host or a network other than it was, and can be taken back. */
const changing = /^(?:dnscmd \/record|(?:Add|Remove|Set)-Dns|Set-NetFirewallRule|netsh (?:advfirewall firewall (?:add|set)|winhttp set)|reg add|az .* (?:create|add-record|remove-record)|aws .* (?:authorize|create|change)|gcloud|update (?:add|delete)|(?:srv-host|host-record|server)=)|\/(?:sprt|sri|cdns|sdns|skms|skms-domain|ckms-domain|act-type) ?/;

describe('remedies outside the client', () => {
  it('name the undo of a command, or say beforehand what to keep', () => {
    const silent = steps
      .filter(({ remedy, step }) => remedy.risk !== 'read-only' && remedy.risk !== 'changes-client' && changing.test(step.run ?? ''))
      .filter(({ step, before }) => !/undo/i.test(step.say) && !/undo|keep it/i.test(before));
    expect(silent.map(({ remedy, step }) => `${remedy.id}: ${step.run}`)).toEqual([]);
  });

  it('say of a KMS host that its count begins anew when the service restarts (Microsoft, plan for volume activation)', () => {
    const silent = steps.filter(({ remedy, step }) => remedy.where !== 'client' && /Restart-Service sppsvc|net stop sppsvc/.test(step.run ?? '') && !/count|stops offering KMS/.test(step.say));
    expect(silent.map(({ remedy, step }) => `${remedy.id}: ${step.say}`)).toEqual([]);
  });
});

describe('what the sources leave open, or say otherwise than it is often told', () => {
  it.each([
    ['gather-clients-on-one-host', /older page.*ignores/, 'Microsoft’s pages disagree about the priority of SRV records'],
    ['route-azure-kms', /another says that since March 2023/, 'and about the address of kms.core.windows.net'],
    ['raise-host-key-limit', /six hosts, each up to ten times/, 'a host key activates six hosts, ten times each, not nine'],
    ['install-office-host-key', /\/ato OFFICE-ACTIVATION-ID/, 'an Office host key is activated by its ID, or the command acts on Windows'],
    ['activate-office-host-key', /\/dti \{activationId\}[\s\S]*\/atp CONFIRMATION-ID \{activationId\}/, 'and so by telephone'],
    ['move-office-host', /2021 Windows Server 2016, that of Office LTSC 2024 Windows Server 2022/, 'each Office has its own least host'],
    ['remove-kb971033', /SoftwareProtectionPlatform\\tokens\.dat/, 'Windows 7 is not repaired by taking the update away alone'],
    ['restore-aws-routes', /Ec2WindowsActivate[\s\S]*InitializeInstance\.ps1 -Schedule/, 'older and newer images of Amazon’s'],
    ['publish-in-more-zones', /own zone is published always/, 'the host’s own zone needs no entry'],
  ])('%s', (id, says) => {
    expect(textOf(id)).toMatch(says);
  });

  it('event 12292 is the client’s, so it points at no cause of the host', async () => {
    expect((await loadEventFacts(12_292))?.causes).toEqual([]);
  });

  it('the codes of a host key that Microsoft refuses lead to the causes of the host', () => {
    expect(named('0xC004C008')).toContain('host-key-limit');
    expect(named('0xC004C003')).toContain('host-key-blocked');
    expect(named('0xC004F051')).toContain('host-key-blocked');
    expect(named('0x80072EE7')).toContain('host-activation-egress');
  });

  it('a host of another cloud may answer that it does not serve this product', () => {
    expect(named('0xC004F042')).toContain('cloud-override-left');
  });
});
