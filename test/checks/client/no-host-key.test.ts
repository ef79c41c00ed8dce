import check from '../../../checks/client/no-host-key.ts';
import { caseOf, evidence, hostBody, hostProduct, kmsHost } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const csvlk = hostProduct({ name: 'Windows(R), Enterprise edition', kmsHost: null });

checkTable(check, [
  { rule: 'a machine without a host key is not concerned', on: evidence(), status: 'inapplicable', tags: [] },
  { rule: 'a host key on a machine that serves nobody is a warning', on: evidence({ licensingProducts: [csvlk] }), status: 'warn', tags: ['CLIENT_HAS_HOST_KEY'], says: [/QQ7H2/] },
  { rule: 'Windows 11 that has counted clients is a host and no mistake', on: caseOf({ subject: 'ws-0142', evidence: evidence({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 12 }) })] }) }), status: 'inapplicable' },
  { rule: 'Windows 11 that nobody has asked yet is a warning', on: evidence({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 0, totalRequests: 0 }) })] }), status: 'warn', tags: ['CLIENT_HAS_HOST_KEY'] },
  { rule: 'a server with a host key and no clients yet is a host in the making', on: caseOf(hostBody({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 0, totalRequests: 0 }) })] })), status: 'inapplicable' },
  { rule: 'an approved host may hold a host key', on: evidence({ licensingProducts: [csvlk] }), settings: { approvedHosts: ['ws-0142.contoso.test'] }, status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['warn', 'unknown', 'inapplicable']);
