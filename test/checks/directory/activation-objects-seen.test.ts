import check from '../../../checks/directory/activation-objects-seen.ts';
import type { DirectoryReading } from '../../../src/model/evidence.ts';
import { evidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const reading = (but: Partial<DirectoryReading> = {}): DirectoryReading => ({
  server: 'dc1.contoso.test', port: 636, vantage: 'operator', outcome: 'found', domain: 'contoso.test', detail: null,
  objects: [{ name: 'Server 2022', activationId: null, extendedPid: null, partialProductKey: 'QQ7H2', kmsIdCount: 1 }], ...but,
});
const failed = (outcome: DirectoryReading['outcome'], detail: string | null = null): DirectoryReading => reading({ outcome, detail, objects: [], domain: null });

checkTable(check, [
  { rule: 'does not apply where no directory was asked', on: evidence({ directory: 'not-asked' }), status: 'inapplicable', tags: [] },
  { rule: 'names the objects that there are', on: evidence({ directory: [reading()] }), status: 'pass', tags: ['ADBA_OBJECTS_FOUND'], says: ['Server 2022, says dc1.contoso.test'] },
  { rule: 'tells a container without objects', on: evidence({ directory: [reading({ outcome: 'empty', objects: [] })] }), status: 'pass', tags: ['ADBA_CONTAINER_EMPTY'] },
  { rule: 'tells a forest where nobody set it up: no fault of KMS', on: evidence({ directory: [reading({ outcome: 'absent', objects: [] })] }), status: 'pass', tags: ['ADBA_NOT_SET_UP'] },
  { rule: 'cannot tell without the right to look, and says why', on: evidence({ directory: [failed('denied', 'the account may not read there')] }), status: 'unknown', tags: ['DIRECTORY_NOT_READ'], says: ['dc1.contoso.test was not read, access denied: the account may not read there'], missing: ['directory'] },
  { rule: 'cannot tell with a wrong password', on: evidence({ directory: [failed('wrong-password')] }), status: 'unknown', tags: ['DIRECTORY_NOT_READ'], says: ['wrong name or password'], missing: ['directory'] },
  { rule: 'is settled by one controller of two', on: evidence({ directory: [failed('timeout'), reading()] }), status: 'pass', tags: ['ADBA_OBJECTS_FOUND', 'DIRECTORY_NOT_READ'], missing: [] },
], ['pass', 'unknown', 'inapplicable']);
