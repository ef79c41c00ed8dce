import type { Cause } from '../../src/model/cause.ts';
import { notActivated } from '../general-symptoms.ts';

const learn = 'https://learn.microsoft.com/';
const adba = `${learn}troubleshoot/windows-server/licensing-and-activation/troubleshoot-adba-clients-not-activate`;
const activate = `${learn}windows/deployment/volume-activation/activate-using-active-directory-based-activation-client`;

/** Causes that lie in activation through Active Directory. */
export const directoryCauses: readonly Cause[] = [
  {
    id: 'client-adba-active',
    title: 'Machine is activated through Active Directory, so KMS sees nothing',
    says: 'The machine is activated through Active Directory, so it needs no KMS host and does not add to its count.',
    area: 'directory', prevalence: 'common', confidence: 'high',
    explains: ['HOST_COUNT_BELOW_THRESHOLD', 'HOST_OFFICE_COUNT_BELOW_THRESHOLD', 'HOST_IDLE', 'HOST_NO_REQUESTS_YET'],
    confirm: [['CLIENT_ACTIVATED_BY_AD']],
    onlyWith: ['CLIENT_ACTIVATED_BY_AD'],
    ruleOut: ['CLIENT_NOT_DOMAIN_JOINED'],
    decisiveEvidence: ['licensingProducts', 'events'],
    remedies: ['keep-ad-activation'],
    verifyWith: ['client/licensed'],
    sources: [adba, activate],
  },
  {
    id: 'adba-object-missing',
    title: 'AD has no activation object for this product version',
    says: 'Active Directory has no usable activation object for this version of Windows, and no KMS host was found either.',
    area: 'directory', prevalence: 'occasional', confidence: 'high',
    explains: ['ADBA_FAILED', 'ADBA_DIRECTORY_UNREACHED', ...notActivated, '0x8007007B', '0x8007232B'],
    confirm: [['CLIENT_DOMAIN_JOINED', 'ADBA_FAILED', 'SRV_MISSING']],
    support: ['ADBA_FAILED'],
    against: ['ADBA_OBJECTS_FOUND'],
    ruleOut: ['CLIENT_ACTIVATED_BY_AD', 'CLIENT_NOT_DOMAIN_JOINED', 'CLIENT_KEY_NOT_GVLK', 'CLIENT_NO_KEY'],
    decidedBy: ['directory/ad-activation-not-failing'],
    decisiveEvidence: ['events', 'machine'],
    remedies: ['create-activation-object'],
    verifyWith: ['directory/ad-activation-not-failing', 'client/licensed'],
    sources: [adba, activate],
  },
];
