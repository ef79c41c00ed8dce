import check from '../../../checks/client/setup-key-fits-edition.ts';
import { evidence, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const off = { licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0 } as const;
const server = product({ ...off, name: 'Windows(R), ServerStandard edition', partialProductKey: 'J464C', extendedPid: null });

checkTable(check, [
  { rule: 'the published key of edition and version fits', on: evidence({ licensingProducts: [product(off)] }), status: 'pass', tags: ['SETUP_KEY_FITS'] },
  { rule: 'the key of another edition fails', on: evidence({ licensingProducts: [product(off)], machine: { editionId: 'Education' } }), status: 'fail', tags: ['SETUP_KEY_FOR_OTHER_EDITION'], says: [/Enterprise.*installed edition is Education/] },
  { rule: 'the key of another version fails', on: evidence({ licensingProducts: [server], machine: { editionId: 'ServerStandard', build: '20348' } }), status: 'fail', tags: ['SETUP_KEY_FOR_OTHER_VERSION'], says: [/Windows Server 2019 Standard.*build 20348/] },
  { rule: 'the key of the right version fits', on: evidence({ licensingProducts: [server], machine: { editionId: 'ServerStandard', build: '17763' } }), status: 'pass', tags: ['SETUP_KEY_FITS'] },
  { rule: 'Server Core spellings are the same edition', on: evidence({ licensingProducts: [server], machine: { editionId: 'ServerStandardCor', build: '17763' } }), status: 'pass' },
  { rule: 'the build may come from the extended product id', on: onlyEvidence({ licensingProducts: [{ ...server, extendedPid: '03612-04297-000-000000-03-1033-20348.0000-1862026' }] }), status: 'fail', tags: ['SETUP_KEY_FOR_OTHER_VERSION'] },
  { rule: 'letter case and retyping of an edition do not matter', on: onlyEvidence({ licensingProducts: [product({ ...off, name: 'Windows(R), Enterprises edition', partialProductKey: 'J462D', extendedPid: null })] }), status: 'pass', tags: ['SETUP_KEY_FITS'] },
  { rule: 'what a host has activated fits, whatever the hints say', on: evidence({ machine: { editionId: 'Education' } }), status: 'pass', tags: ['SETUP_KEY_FITS'] },
  { rule: 'a KMS client key that nobody published is only noted', on: evidence({ licensingProducts: [product({ ...off, partialProductKey: 'DVQ7P' })] }), status: 'pass', tags: ['SETUP_KEY_NOT_PUBLISHED'] },
  { rule: 'without the key’s last characters nothing is told', on: evidence({ licensingProducts: [product({ ...off, partialProductKey: null })] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'a retail machine has no setup key to judge', on: evidence({ licensingProducts: [product({ channel: 'retail', partialProductKey: 'QK7XR', kmsClient: null })] }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
