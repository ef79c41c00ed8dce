import { defineCheck } from '../../src/model/check.ts';
import type { Finding, Unsettled } from '../../src/model/check.ts';
import { isAzureEdition } from '../../src/knowledge/editions.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { InstanceMetadata } from '../../src/model/evidence.ts';

const inWords: Readonly<Record<InstanceMetadata['outcome'], string>> = {
  'answered': 'answered', 'http-error': 'an error', 'timeout': 'no answer in time', 'refused': 'the connection was refused', 'unreachable': 'no route', 'unclear': 'no signed document came', 'not-asked': 'not asked',
};

const faults: Readonly<Record<Exclude<InstanceMetadata['chain'], 'complete' | null>, string>> = {
  'incomplete': 'an intermediate certificate is missing', 'not-trusted': 'its root is not trusted', 'expired': 'a certificate in it is out of its time', 'other': 'Windows does not accept it',
};

export default defineCheck({
  id: 'client/azure-document-trusted',
  title: 'Azure Edition gets Azure’s signed document and trusts its certificate',
  sources: ['https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/activation-watermark-appears'],
  needs: [],
  wants: ['instanceMetadata', 'machine', 'licensingProducts'],
  findings: {
    AZURE_DOCUMENT_MISSING: {
      severity: 'fail',
      says: (a: { outcome: string; status: number | null }) =>
        `Azure’s metadata service (169.254.169.254) gives no signed document to this machine: ${a.outcome}${a.status === null ? '' : ` (HTTP ${a.status})`}. Without it Azure Edition shows itself as not activated, whatever KMS says.`,
    },
    AZURE_DOCUMENT_NOT_TRUSTED: {
      severity: 'fail',
      says: (a: { fault: string; issuer: string }) =>
        `Windows cannot follow the certificate of Azure’s signed document to a trusted root: ${a.fault} (issued by ${a.issuer}). Azure Edition then shows itself as not activated, whatever KMS says.`,
    },
    AZURE_DOCUMENT_READ: { severity: 'note', says: (a: { issuer: string }) => `Azure’s metadata service gave its signed document to this machine; ${a.issuer} issued the certificate.` },
    AZURE_DOCUMENT_TRUSTED: { severity: 'note', says: (a: { issuer: string }) => `Windows follows the certificate of Azure’s signed document, issued by ${a.issuer}, to a trusted root.` },
  },
  // Azure Edition also runs on Azure Local, which has no such service.
  when: ({ role, instanceMetadata, machine, licensingProducts }) =>
    role === 'client' && isAzureEdition(valueOf(machine), valueOf(licensingProducts) ?? []) && (instanceMetadata.state === 'unseen' || instanceMetadata.value.cloud === 'azure'),
  judge({ instanceMetadata }, raise, cannotTell): (Finding | Unsettled)[] {
    const told = valueOf(instanceMetadata);
    if (told === null || told.outcome === 'not-asked') return [cannotTell('instanceMetadata')];
    if (told.outcome !== 'answered') return [raise.AZURE_DOCUMENT_MISSING({ outcome: inWords[told.outcome], status: told.httpStatus })];
    const issuer = told.issuer ?? 'an authority that is not named';
    const read = raise.AZURE_DOCUMENT_READ({ issuer });
    if (told.chain === null) return [read, cannotTell('instanceMetadata')];
    if (told.chain === 'complete') return [read, raise.AZURE_DOCUMENT_TRUSTED({ issuer })];
    return [read, raise.AZURE_DOCUMENT_NOT_TRUSTED({ fault: faults[told.chain], issuer })];
  },
});
