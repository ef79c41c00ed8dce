import type { Cause } from '../../src/model/cause.ts';

const watermark = 'https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/activation-watermark-appears';

/** What keeps Azure Edition from showing itself as activated although KMS has licensed it. */
export const cloudCauses: readonly Cause[] = [
  {
    id: 'azure-imds-blocked',
    title: 'KMS is fine but the watermark stays: metadata service unreachable',
    says: 'A Windows of Azure’s own edition must also hear from Azure’s metadata service that it runs in Azure, and something keeps the machine from reaching it.',
    area: 'cloud', prevalence: 'occasional', confidence: 'high',
    explains: ['AZURE_DOCUMENT_MISSING'],
    confirm: [['AZURE_DOCUMENT_MISSING']],
    ruleOut: ['AZURE_DOCUMENT_READ'],
    decidedBy: ['client/azure-document-trusted'],
    decisiveEvidence: ['instanceMetadata'],
    remedies: ['reach-azure-metadata'],
    verifyWith: ['client/azure-document-trusted'],
    sources: [watermark, 'https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service'],
  },
  {
    id: 'azure-imds-cert',
    title: 'Watermark stays: certificate chain of the attested document incomplete',
    says: 'Azure’s metadata service answers, but Windows does not trust the certificate that signs its answer.',
    area: 'cloud', prevalence: 'occasional', confidence: 'high',
    explains: ['AZURE_DOCUMENT_NOT_TRUSTED'],
    confirm: [['AZURE_DOCUMENT_NOT_TRUSTED']],
    ruleOut: ['AZURE_DOCUMENT_TRUSTED', 'AZURE_DOCUMENT_MISSING'],
    decidedBy: ['client/azure-document-trusted'],
    decisiveEvidence: ['instanceMetadata'],
    remedies: ['complete-azure-chain'],
    verifyWith: ['client/azure-document-trusted'],
    sources: [watermark, 'https://learn.microsoft.com/azure/security/fundamentals/azure-ca-details'],
  },
];
