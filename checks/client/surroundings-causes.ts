import type { Cause } from '../../src/model/cause.ts';
import { noHostUsable } from '../general-symptoms.ts';

/** What Windows reports where discovery found no record. */
const nameNotFound = '0x8007232B';

/** Causes that lie in where Windows runs: in a container, beneath containers, or outside the cloud for which its edition is made. */
export const surroundingsCauses: readonly Cause[] = [
  {
    id: 'container-noise',
    title: 'Windows container logs activation failures',
    says: 'This is a Windows container, which needs no activation of its own: the failures that it logs are no fault of KMS.',
    area: 'client', prevalence: 'benign', confidence: 'medium',
    explains: [...noHostUsable, nameNotFound],
    confirm: [['CLIENT_IN_CONTAINER']],
    onlyWith: ['CLIENT_IN_CONTAINER'],
    decisiveEvidence: ['services'],
    remedies: ['leave-container-alone'],
    verifyWith: ['client/no-container-involved'],
    sources: ['https://github.com/microsoft/Windows-Containers/issues/585'],
  },
  {
    id: 'container-host-deactivated',
    title: 'Process-isolated container disturbed the host’s activation',
    says: 'A container that shares the kernel of this Windows 10 (1903 or 1909) can take its activation away.',
    area: 'client', prevalence: 'rare', confidence: 'medium',
    explains: [...noHostUsable, nameNotFound],
    confirm: [['CLIENT_RUNS_CONTAINERS']],
    onlyWith: ['CLIENT_RUNS_CONTAINERS'],
    decisiveEvidence: ['services', 'machine'],
    remedies: ['isolate-containers'],
    verifyWith: ['client/licensed', 'client/no-container-involved'],
    sources: ['https://github.com/moby/moby/issues/40545', 'https://github.com/docker/for-win/issues/4831'],
  },
  {
    id: 'azure-multisession-rekeyed',
    title: 'Enterprise multi-session re-keyed or run outside Azure',
    says: 'Windows Enterprise multi-session is made for Azure Virtual Desktop and activates there alone; once re-keyed to another edition it cannot be brought back by a key.',
    area: 'cloud', prevalence: 'rare', confidence: 'medium',
    explains: [...noHostUsable, 'HOST_REJECTED_REQUEST', '0xC004F042'],
    confirm: [['EDITION_IS_MULTI_SESSION']],
    onlyWith: ['EDITION_IS_MULTI_SESSION'],
    decisiveEvidence: ['licensingProducts', 'machine'],
    remedies: ['redeploy-multi-session'],
    verifyWith: ['client/edition-can-use-kms', 'client/licensed'],
    sources: ['https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/windows-vm-activation-error-0xc004f074', 'https://learn.microsoft.com/azure/virtual-desktop/windows-multisession-faq'],
  },
];
