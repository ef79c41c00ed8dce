import check from '../../../checks/client/azure-document-trusted.ts';
import { emptyInstanceMetadata } from '../../../src/model/evidence.ts';
import type { InstanceMetadata } from '../../../src/model/evidence.ts';
import { evidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const told = (but: Partial<InstanceMetadata>): InstanceMetadata => ({ ...emptyInstanceMetadata(), cloud: 'azure', outcome: 'answered', httpStatus: 200, ...but });
const edition = { editionId: 'ServerTurbine', caption: 'Microsoft Windows Server 2022 Datacenter Azure Edition' };
const on = (instanceMetadata: InstanceMetadata | 'denied' | 'not-asked') => evidence({ machine: edition, instanceMetadata });

checkTable(check, [
  { rule: 'a document whose certificate is trusted is in order', on: on(told({ chain: 'complete', issuer: 'Issuing CA 04' })), status: 'pass', tags: ['AZURE_DOCUMENT_READ', 'AZURE_DOCUMENT_TRUSTED'] },
  { rule: 'silence of the metadata service is told', on: on(told({ outcome: 'timeout', httpStatus: null })), status: 'fail', tags: ['AZURE_DOCUMENT_MISSING'], says: ['no answer in time'] },
  { rule: 'so is the answer of a proxy in its place, with its status', on: on(told({ outcome: 'http-error', httpStatus: 403 })), status: 'fail', tags: ['AZURE_DOCUMENT_MISSING'], says: ['HTTP 403'] },
  { rule: 'and an answer that is no document', on: on(told({ outcome: 'unclear' })), status: 'fail', tags: ['AZURE_DOCUMENT_MISSING'] },
  { rule: 'a missing intermediate is told with who issued it', on: on(told({ chain: 'incomplete', issuer: 'Issuing CA 04' })), status: 'fail', tags: ['AZURE_DOCUMENT_NOT_TRUSTED', 'AZURE_DOCUMENT_READ'], says: ['intermediate certificate is missing', 'Issuing CA 04'] },
  { rule: 'a certificate that could not be read decides nothing', on: on(told({ chain: null })), status: 'unknown', tags: ['AZURE_DOCUMENT_READ'], missing: ['instanceMetadata'] },
  { rule: 'where nothing could be run on the machine it cannot be told', on: on(told({ outcome: 'not-asked', httpStatus: null })), status: 'unknown', missing: ['instanceMetadata'] },
  { rule: 'nor where nobody looked', on: on('not-asked'), status: 'unknown', missing: ['instanceMetadata'] },
  { rule: 'Azure Edition on Azure Local has no such service', on: on({ ...emptyInstanceMetadata() }), status: 'inapplicable' },
  { rule: 'other editions do not rest on it', on: evidence({ instanceMetadata: told({ outcome: 'timeout' }) }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
