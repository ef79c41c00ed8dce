import check from '../../../checks/directory/dns-takes-updates.ts';
import type { DnsUpdateProbe } from '../../../src/model/evidence.ts';
import { evidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const probe = (verdict: DnsUpdateProbe['verdict'], detail: string | null = null): DnsUpdateProbe => ({ zone: 'contoso.test', server: '10.0.0.5', vantage: 'operator', verdict, rcode: null, detail });

checkTable(check, [
  { rule: 'does not apply where it was not tried', on: evidence({ dnsUpdate: 'not-asked' }), status: 'inapplicable', tags: [] },
  { rule: 'says that anybody may write into an open zone', on: evidence({ dnsUpdate: [probe('open')] }), status: 'pass', tags: ['DNS_UPDATE_OPEN'], says: ['so can anybody else'] },
  { rule: 'finds nothing wrong with a zone that wants signatures', on: evidence({ dnsUpdate: [probe('refused')] }), status: 'pass', tags: ['DNS_UPDATE_SIGNED_ONLY'] },
  { rule: 'tells a server without dynamic updates', on: evidence({ dnsUpdate: [probe('not-supported')] }), status: 'pass', tags: ['DNS_UPDATE_NOT_SUPPORTED'] },
  { rule: 'cannot tell from a server that does not have the zone', on: evidence({ dnsUpdate: [probe('not-authoritative')] }), status: 'unknown', tags: ['DNS_UPDATE_NOT_ITS_ZONE'], missing: ['dnsUpdate'] },
  { rule: 'cannot tell from an answer of two meanings, and gives both', on: evidence({ dnsUpdate: [probe('ambiguous', 'it means this or that')] }), status: 'unknown', tags: ['DNS_UPDATE_UNCLEAR'], says: ['this or that'], missing: ['dnsUpdate'] },
  { rule: 'cannot tell from silence', on: evidence({ dnsUpdate: [probe('no-answer')] }), status: 'unknown', tags: ['DNS_UPDATE_UNCLEAR'], missing: ['dnsUpdate'] },
], ['pass', 'unknown', 'inapplicable']);
