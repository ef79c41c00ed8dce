import type { Cause } from '../../src/model/cause.ts';

const learn = 'https://learn.microsoft.com/';
const unauthorised = `${learn}office/troubleshoot/activation/discover-remove-unauthorized-office-windows-kms-hosts`;
const indicators = 'Table of root causes (public description of the indicators, November 2025)';

/** Signs that a licence did not come from the organisation's own KMS host. They state facts and accuse nobody. */
export const integrityCauses: readonly Cause[] = [
  {
    id: 'tamper-public-kms',
    title: 'Client is pointed at a public or unknown KMS on the internet',
    says: 'The machine is told to use a public KMS host that is not the organisation’s own.',
    area: 'integrity', prevalence: 'occasional', confidence: 'medium',
    explains: ['HOST_LISTED_UNAUTHORISED', 'HOST_IS_PUBLIC_ADDRESS', 'CONFIGURED_HOST_DEAD', 'CONFIGURED_HOST_UNRESOLVABLE'],
    confirm: [['HOST_LISTED_UNAUTHORISED'], ['HOST_IS_PUBLIC_ADDRESS']],
    ruleOut: ['passed:integrity/host-not-unauthorised'],
    decisiveEvidence: ['licensingProducts', 'service'],
    remedies: ['clear-foreign-host'],
    verifyWith: ['integrity/host-not-unauthorised', 'client/licensed'],
    sources: [unauthorised, indicators],
  },
  {
    id: 'tamper-local-kms',
    title: 'Emulator or hook on the machine itself',
    says: 'The machine is licensed by KMS although its KMS host setting names the machine itself; something on it may imitate a host.',
    area: 'integrity', prevalence: 'occasional', confidence: 'medium',
    explains: ['CLIENT_HOST_IS_LOOPBACK'],
    confirm: [['LICENSED_BY_ITSELF', 'CLIENT_HOST_IS_LOOPBACK']],
    support: ['LICENSING_PROGRAM_HOOKED'],
    onlyWith: ['LICENSED_BY_ITSELF'],
    ruleOut: ['passed:integrity/host-not-itself'],
    decisiveEvidence: ['licensingProducts', 'events'],
    remedies: ['hand-to-security'],
    verifyWith: ['integrity/host-not-itself', 'client/licensed'],
    sources: [indicators],
  },
  {
    id: 'tamper-hooked-program',
    title: 'Something else is started or loaded with a program of licensing',
    says: 'Windows is told to start or load something else whenever its licensing runs, which Windows itself never does.',
    area: 'integrity', prevalence: 'occasional', confidence: 'medium',
    explains: ['LICENSING_PROGRAM_HOOKED'],
    confirm: [['LICENSING_PROGRAM_HOOKED']],
    ruleOut: ['passed:integrity/licensing-programs-untouched'],
    decisiveEvidence: ['windowsState'],
    remedies: ['remove-licensing-hook', 'hand-to-security'],
    verifyWith: ['integrity/licensing-programs-untouched', 'client/licensed'],
    sources: [indicators, `${learn}previous-versions/windows/desktop/xperf/image-file-execution-options`],
  },
  {
    id: 'tamper-2038',
    title: 'Licence store altered: a KMS licence with an impossible term',
    says: 'The licence claims to run far longer than KMS ever grants, so the licence store was altered.',
    area: 'integrity', prevalence: 'occasional', confidence: 'medium',
    explains: ['VALIDITY_IMPOSSIBLE', 'HOST_ADDRESS_UNROUTABLE', 'CLIENT_HOST_IS_LOOPBACK'],
    confirm: [['VALIDITY_IMPOSSIBLE', 'HOST_ADDRESS_UNROUTABLE'], ['VALIDITY_IMPOSSIBLE', 'CLIENT_HOST_IS_LOOPBACK'], ['VALIDITY_IMPOSSIBLE']],
    onlyWith: ['VALIDITY_IMPOSSIBLE'],
    ruleOut: ['passed:integrity/validity-possible'],
    decisiveEvidence: ['licensingProducts'],
    remedies: ['replace-altered-licence'],
    verifyWith: ['integrity/validity-possible', 'client/licensed'],
    sources: [indicators, `${learn}windows-server/get-started/kms-activation-planning`],
  },
];
