import check from '../../../checks/host/clients-not-split.ts';
import type { RelatedBody } from '../../../src/model/evidence.ts';
import { caseOf, evidence, hostBody, hostProduct, kmsHost, product, relatedHost, srv, type Changes } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const counting = (subject: string, currentCount: number): RelatedBody => ({ ...relatedHost({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount }) })] }), subject });
const two = srv({ answers: ['kms1', 'kms2'].map((h) => ({ priority: 0, weight: 0, port: 1688, target: `${h}.contoso.test`, ttl: 600 })) });
const client = (counts: readonly number[], but: Changes = {}) => caseOf(evidence({ dnsSrv: [two], ...but }), { related: counts.map((n, i) => counting(`kms${i + 1}.contoso.test`, n)) });
const server = { licensingProducts: [product({ name: 'Windows(R), ServerStandard edition' })] };

checkTable(check, [
  { rule: 'one host in DNS cannot split the clients', on: evidence(), status: 'pass', tags: ['ONE_HOST_IN_DNS'] },
  { rule: 'one host in two spellings is one host', on: evidence({ dnsSrv: [srv(), srv({ resolver: '10.0.0.6', answers: [{ priority: 0, weight: 0, port: 1688, target: 'KMS1.contoso.test.', ttl: 600 }] })] }), status: 'pass', tags: ['ONE_HOST_IN_DNS'] },
  { rule: 'a client that is pointed at an empty zone does not keep the desk’s answer from counting', on: evidence({ dnsSrv: [srv({ name: '_vlmcs._tcp.lab.test', rcode: 'NXDOMAIN', answers: [] }), srv({ vantage: 'operator' })] }), status: 'pass', tags: ['ONE_HOST_IN_DNS'] },
  { rule: 'several hosts in DNS are a fact, not a fault', on: evidence({ dnsSrv: [two] }), status: 'pass', tags: ['SEVERAL_HOSTS_IN_DNS'] },
  { rule: 'two hosts that are each too low and together high enough split the clients', on: client([14, 15]), status: 'fail', tags: ['COUNT_SPLIT_OVER_HOSTS', 'SEVERAL_HOSTS_IN_DNS'], says: [/fewer than 25 machines, while together they have counted 29/] },
  { rule: 'one host that reaches the threshold is enough', on: client([14, 30]), status: 'pass', tags: ['SEVERAL_HOSTS_IN_DNS'] },
  { rule: 'where all together are too few, nothing is split', on: client([9, 8]), status: 'pass', tags: ['SEVERAL_HOSTS_IN_DNS'] },
  { rule: 'a server needs five, so hosts with ten each serve it', on: client([10, 10, 10], server), status: 'pass', tags: ['SEVERAL_HOSTS_IN_DNS'] },
  { rule: 'three hosts that only servers ask count ten each at most and are in order', on: caseOf(hostBody({ dnsSrv: 'not-asked', licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 10 }) })] }), { related: [counting('kms2', 10), counting('kms3', 10)] }), status: 'pass', tags: [] },
  { rule: 'neither a second host nor a record: nothing to say', on: evidence({ dnsSrv: 'not-asked' }), status: 'inapplicable' },
], ['pass', 'fail', 'inapplicable']);
