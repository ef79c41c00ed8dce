import type { Cause } from '../../src/model/cause.ts';
import { notActivated } from '../general-symptoms.ts';
import { notForActivation } from './other-grounds.ts';

const learn = 'https://learn.microsoft.com/';
const licensing = `${learn}troubleshoot/windows-server/licensing-and-activation/`;
const errorCodes = `${licensing}troubleshoot-activation-error-codes`;
const planning = `${learn}windows-server/get-started/kms-activation-planning`;
const general = `${learn}windows-server/get-started/activation-troubleshoot-kms-general`;

const unserved = ['HOST_NOT_ACTIVATED', 'HOST_OFFICE_KEY_NOT_ACTIVATED', 'HOST_REJECTED_REQUEST', ...notActivated, '0xC004F041'] as const;

/** Why the host's own key is not activated, or not any more; the first three are named beside `host-not-activated`, which says that it is so. */
export const ownKeyCauses: readonly Cause[] = [
  {
    id: 'host-key-limit',
    title: 'Host key used up its activation budget',
    says: 'Microsoft refuses to activate the KMS host’s key, because it has been activated as often as it may.',
    area: 'host', prevalence: 'occasional', confidence: 'high',
    explains: ['HOST_KEY_USED_UP', ...unserved, '0xC004C008'],
    confirm: [['HOST_KEY_USED_UP']],
    onlyWith: ['HOST_KEY_USED_UP', 'HOST_NOT_ACTIVATED'],
    ruleOut: ['HOST_LICENSED', 'HOST_KEY_BLOCKED', 'HOST_CANNOT_REACH_MICROSOFT'],
    decidedBy: ['host/key-activation-not-failing'],
    decisiveEvidence: ['host.events'],
    remedies: ['raise-host-key-limit', 'find-host-key-on-clients'],
    verifyWith: ['host/licensed', 'host/key-activation-not-failing'],
    sources: [`${licensing}activation-error-0xc004c008-product-key-not-used`, errorCodes, planning],
  },
  {
    id: 'host-key-blocked',
    title: 'Host key blocked by Microsoft',
    says: 'Microsoft has blocked the KMS host’s key, so it can never be activated again.',
    area: 'host', prevalence: 'rare', confidence: 'high',
    explains: ['HOST_KEY_BLOCKED', ...unserved, '0xC004C003', '0xC004F051'],
    confirm: [['HOST_KEY_BLOCKED']],
    onlyWith: ['HOST_KEY_BLOCKED', 'HOST_NOT_ACTIVATED'],
    ruleOut: ['HOST_LICENSED', 'HOST_KEY_USED_UP', 'HOST_CANNOT_REACH_MICROSOFT'],
    decidedBy: ['host/key-activation-not-failing'],
    decisiveEvidence: ['host.events'],
    remedies: ['replace-blocked-host-key'],
    verifyWith: ['host/licensed', 'host/key-activation-not-failing'],
    sources: [errorCodes],
  },
  {
    id: 'host-activation-egress',
    title: 'Host cannot reach Microsoft to activate its key',
    says: 'The KMS host has no way to Microsoft over the internet, which its own key needs once.',
    area: 'host', prevalence: 'occasional', confidence: 'high',
    explains: ['HOST_CANNOT_REACH_MICROSOFT', ...unserved, '0x80072EE7', '0x80072EE2', '0x80072EFD'],
    confirm: [['HOST_CANNOT_REACH_MICROSOFT']],
    support: ['HOST_MICROSOFT_UNREACHED'],
    against: ['HOST_MICROSOFT_REACHED'],
    onlyWith: ['HOST_CANNOT_REACH_MICROSOFT', 'HOST_NOT_ACTIVATED'],
    ruleOut: ['HOST_LICENSED', 'HOST_KEY_USED_UP', 'HOST_KEY_BLOCKED'],
    decidedBy: ['host/key-activation-not-failing'],
    decisiveEvidence: ['host.events', 'host.wayToMicrosoft'],
    remedies: ['open-host-egress', 'activate-host-by-telephone'],
    verifyWith: ['host/licensed', 'host/key-activation-not-failing'],
    sources: [`${licensing}event-id-8208-8200-900`, errorCodes, `${learn}windows-server/get-started/kms-create-host`],
  },
  {
    id: 'host-license-lapsed',
    title: 'Host lost its own licence (hardware change, rebuilt VM, non-genuine)',
    says: 'The KMS host was activated once and has lost its licence since, so it serves nobody.',
    area: 'host', prevalence: 'rare', confidence: 'high',
    explains: ['HOST_LICENCE_LAPSED', 'HOST_REJECTED_REQUEST', ...notActivated, '0xC004F041', '0xC004F00F'],
    confirm: [['HOST_LICENCE_LAPSED']],
    onlyWith: ['HOST_LICENCE_LAPSED', '0xC004F041'],
    ruleOut: ['HOST_LICENSED', 'HOST_NOT_ACTIVATED'],
    yieldsTo: notForActivation,
    decidedBy: ['host/licensed'],
    decisiveEvidence: ['host.licensingProducts'],
    remedies: ['reactivate-host'],
    verifyWith: ['host/licensed'],
    sources: [general, planning, errorCodes],
  },
  {
    id: 'host-log-full',
    title: 'Event evidence missing because the KMS log is full or was cleared',
    says: 'The KMS host answers, but its log does not hold the requests, so the log proves nothing about who asked.',
    area: 'host', prevalence: 'occasional', confidence: 'high',
    explains: ['HOST_LOG_LACKS_REQUESTS', 'HOST_IDLE'],
    confirm: [['HOST_LOG_LACKS_REQUESTS']],
    onlyWith: ['HOST_LOG_LACKS_REQUESTS'],
    decidedBy: ['host/requests-logged'],
    decisiveEvidence: ['events', 'host.events'],
    remedies: ['enlarge-kms-log'],
    verifyWith: ['host/requests-logged'],
    sources: [general, `${learn}windows-server/get-started/activation-troubleshoot-kms-issues`],
  },
  {
    id: 'office-host-os-old',
    title: 'KMS host OS too old for that Office version',
    says: 'The KMS host’s Windows is too old for the host licence of this version of Office.',
    area: 'office', prevalence: 'rare', confidence: 'high',
    explains: ['HOST_OS_TOO_OLD_FOR_OFFICE', 'HOST_LACKS_OFFICE_KEY', 'HOST_OFFICE_KEY_NOT_ACTIVATED', 'HOST_REJECTED_REQUEST', ...notActivated, '0xC004F042'],
    confirm: [['HOST_OS_TOO_OLD_FOR_OFFICE']],
    onlyWith: ['HOST_OS_TOO_OLD_FOR_OFFICE'],
    decidedBy: ['host/system-can-serve'],
    decisiveEvidence: ['host.machine', 'host.licensingProducts'],
    remedies: ['move-office-host'],
    verifyWith: ['host/system-can-serve'],
    sources: [`${learn}office/volume-license-activation/configure-a-kms-host-computer-for-office`],
  },
];
