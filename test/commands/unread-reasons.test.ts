import { describe, expect, test } from 'vitest';
import { unreadReasons, untoldReason } from '../../src/commands/unread-reasons.ts';
import { unseen } from '../../src/model/evidence.ts';
import { caseOf, evidence } from '../evidence-builder.ts';

const refused = (what: string, namespace = 'root\\cimv2') => unseen('denied', `${what} in ${namespace}: access is denied: the account needs "Remote Enable" on ${namespace}.`);

describe('why kinds of evidence could not be read', () => {
  test('a reason that stands in the first sentence, or was told before, is not repeated: what failed for it is named', () => {
    const read = { ...evidence({}), licensingProducts: refused('SoftwareLicensingProduct'), events: refused('Win32_NTLogEvent'), service: refused('Win32_Service'), firewallRules: refused('MSFT_NetFirewallRule', 'root\\StandardCimv2') };
    expect(unreadReasons(read)).toEqual(['For the same reason nothing could be read of Win32_NTLogEvent in root\\cimv2, MSFT_NetFirewallRule in root\\StandardCimv2 and Win32_Service in root\\cimv2.']);
  });

  test('each other reason is a sentence of its own; what was not asked needs none', () => {
    const read = { ...evidence({}), events: unseen('timeout', 'the event log did not answer in 3 s'), service: unseen('not-asked', 'nobody asked') };
    expect(unreadReasons(read)).toEqual(['The event log did not answer in 3 s.']);
  });

  test('why the licences could not be read is told where the first sentence tells of something else', () => {
    const read = { ...evidence({}), licensingProducts: refused('SoftwareLicensingProduct') };
    const why = 'SoftwareLicensingProduct in root\\cimv2: access is denied: the account needs "Remote Enable" on root\\cimv2';
    expect(untoldReason(caseOf(read, { via: 'winrm' }), 'WS-0142 does not activate: no DNS record says where the KMS host is.')).toEqual([`The licences could not be read: ${why}.`]);
    expect(untoldReason(caseOf(read, { via: 'winrm' }), `WS-0142 could not be read: ${why}.`)).toEqual([]);
    expect(untoldReason(caseOf(evidence({})), 'Any.')).toEqual([]);
    expect(untoldReason(caseOf({ ...read, licensingProducts: unseen('not-asked') }, { via: 'winrm' }), 'Any.')).toEqual([]);
  });
});
