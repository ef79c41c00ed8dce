import type { Cause } from '../../src/model/cause.ts';
import { notActivated } from '../general-symptoms.ts';

const learn = 'https://learn.microsoft.com/';
const codes = `${learn}troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes`;
const officeTools = `${learn}deployoffice/vlactivation/tools-to-manage-volume-activation-of-office`;
const licensing = `${learn}troubleshoot/windows-server/licensing-and-activation/`;

/** Causes that keep licensing from being read or acted upon: rights, WMI, permissions. A code alone makes none of them sure. */
export const inspectCauses: readonly Cause[] = [
  {
    id: 'client-not-elevated',
    title: 'Command run without elevation',
    says: 'The command was run without administrator rights, so Windows refused it.',
    area: 'client', prevalence: 'common', confidence: 'high',
    explains: ['ACTIVATION_ATTEMPT_FAILED', '0x80070005', '0xC004F025'],
    support: ['0xC004F025', '0x80070005'],
    onlyWith: ['0xC004F025', '0x80070005'],
    // A remote call runs with the rights that the other machine gives; the prompt here, elevated or not, has no part in it.
    ruleOut: ['WINDOWS_ITSELF_DENIED', 'ATTEMPT_MADE_REMOTELY'],
    decisiveEvidence: ['activationAttempts'],
    remedies: ['run-elevated'],
    verifyWith: ['client/activation-attempt-succeeded'],
    sources: [codes, officeTools],
  },
  {
    id: 'inspect-remote-blocked',
    title: 'The machine cannot be read from here (WMI, WinRM or RPC denied)',
    says: 'The machine refuses to be read from another one; that says nothing about its activation.',
    area: 'inspect', prevalence: 'common', confidence: 'high',
    explains: ['REMOTE_CALL_REFUSED', '0x800706BA', '0x80070005'],
    confirm: [['REMOTE_CALL_REFUSED']],
    support: ['ATTEMPT_MADE_REMOTELY'],
    yieldsTo: ['CLIENT_IS_KMS_CLIENT', 'LICENSE_LICENSED'],
    decisiveEvidence: ['licensingProducts', 'service', 'activationAttempts'],
    remedies: ['read-on-the-machine', 'read-over-cim'],
    verifyWith: ['client/licensed'],
    sources: [
      officeTools, `${learn}windows/deployment/volume-activation/vamt-known-issues`, `${learn}windows/deployment/volume-activation/configure-client-computers-vamt`,
      `${learn}troubleshoot/windows-server/windows-security/user-account-control-and-remote-restriction`,
    ],
  },
  {
    id: 'client-wmi-broken',
    title: 'WMI repository or licensing provider unreadable',
    says: 'WMI on the machine is damaged, so licensing can be neither read nor changed with slmgr.vbs.',
    area: 'client', prevalence: 'occasional', confidence: 'medium',
    explains: ['ACTIVATION_ATTEMPT_FAILED', '0x80041002', '0x80041010', '0x80041014'],
    support: ['0x80041002', '0x80041010', '0x80041014'],
    onlyWith: ['0x80041002', '0x80041010', '0x80041014'],
    decisiveEvidence: ['licensingProducts', 'service', 'services'],
    remedies: ['repair-wmi'],
    verifyWith: ['client/licensed'],
    sources: ['Table of root causes (issue text; keyauditlab.com/errors/0x80070426)'],
  },
  {
    id: 'client-dcom-self',
    title: 'SELF lost default DCOM access',
    says: 'Windows lost a default DCOM permission that its activation needs.',
    area: 'client', prevalence: 'rare', confidence: 'high',
    explains: [...notActivated, '0x80070005'],
    confirm: [['RULES_ENGINE_DENIED']],
    onlyWith: ['0x80070005'],
    ruleOut: ['LICENSE_LICENSED'],
    decisiveEvidence: ['events'],
    remedies: ['restore-dcom-access'],
    verifyWith: ['client/activation-attempt-succeeded'],
    sources: [`${licensing}error-0x80070005-access-denied`],
  },
  {
    id: 'client-netsvc-acl',
    title: 'NETWORK SERVICE or the Plug and Play service lost rights by policy',
    says: 'A policy took away rights that the licensing service needs.',
    area: 'client', prevalence: 'rare', confidence: 'high',
    explains: ['0x80070005', 'NOT_GENUINE', 'LICENSE_NON_GENUINE_GRACE'],
    // Microsoft describes it by "Windows is not genuine" together with that code.
    support: ['NOT_GENUINE'],
    onlyWith: ['0x80070005'],
    ruleOut: ['LICENSE_LICENSED'],
    decisiveEvidence: ['licensingProducts'],
    remedies: ['restore-service-rights'],
    verifyWith: ['client/activation-attempt-succeeded'],
    sources: [`${licensing}windows-not-genuine-error`],
  },
  {
    id: 'client-enum-acl',
    title: 'SYSTEM lost rights on the Enum\\Root registry key',
    says: 'Windows cannot read its own list of devices, which its licence is bound to.',
    area: 'client', prevalence: 'rare', confidence: 'high',
    explains: ['ACTIVATION_ATTEMPT_FAILED', '0x8007000D'],
    support: ['0x8007000D'],
    onlyWith: ['0x8007000D'],
    ruleOut: ['CLIENT_HOST_IS_LOOPBACK'],
    decisiveEvidence: ['licensingProducts'],
    remedies: ['restore-enum-rights'],
    verifyWith: ['client/activation-attempt-succeeded'],
    sources: [`${licensing}0x8007000d-activate-machine`],
  },
];
