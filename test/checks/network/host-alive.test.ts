import check from '../../../checks/network/host-alive.ts';
import type { IcmpProbe } from '../../../src/model/evidence.ts';
import { evidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const ping = (but: Partial<IcmpProbe>): IcmpProbe => ({ host: 'kms1.contoso.test', address: '10.0.0.11', vantage: 'operator', outcome: 'replied', detail: null, tookMs: 2, ...but });

checkTable(check, [
  { rule: 'a reply shows that the machine is up', on: evidence(), status: 'pass', tags: ['HOST_PINGS'] },
  { rule: 'no reply is no fault, since many networks drop ICMP', on: evidence({ icmp: [ping({ outcome: 'no-reply' })] }), status: 'pass', tags: ['HOST_SILENT_TO_PING'] },
  { rule: 'one address that replies is enough', on: evidence({ icmp: [ping({ address: 'fd00::11', outcome: 'no-reply' }), ping({})] }), status: 'pass', tags: ['HOST_PINGS'] },
  { rule: 'client and operator are told apart', on: evidence({ icmp: [ping({}), ping({ vantage: 'client', outcome: 'no-reply' })] }), status: 'pass', tags: ['HOST_PINGS', 'HOST_SILENT_TO_PING'], says: [/from here/, /from the client/] },
  { rule: 'a system that cannot ping says nothing', on: evidence({ icmp: [ping({ outcome: 'unavailable' })] }), status: 'inapplicable' },
  { rule: 'unseen pings cannot be told', on: evidence({ icmp: 'not-asked' }), status: 'unknown', missing: ['icmp'] },
], ['pass', 'unknown', 'inapplicable']);
