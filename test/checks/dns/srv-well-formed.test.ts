import check from '../../../checks/dns/srv-well-formed.ts';
import type { SrvAnswer } from '../../../src/model/evidence.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const answer = (but: Partial<SrvAnswer>): SrvAnswer => ({ priority: 0, weight: 0, port: 1688, target: 'kms1.contoso.test', ttl: 3600, ...but });
const record = (...answers: Partial<SrvAnswer>[]) => evidence({ dnsSrv: [srv({ answers: answers.map(answer) })] });
const hosts = (n: number) => Array.from({ length: n }, (_, i) => ({ target: `kms${i}.contoso.test` }));

checkTable(check, [
  { rule: 'a host name and a port are well formed', on: evidence(), status: 'pass', tags: [] },
  { rule: 'an underscore in a host name is Windows’ own custom', on: record({ target: 'kms_1.contoso.test.' }), status: 'pass', tags: [] },
  { rule: 'an address is no target', on: record({ target: '10.0.0.11' }), status: 'fail', tags: ['SRV_TARGET_IS_ADDRESS'] },
  { rule: 'an IPv6 address is none either', on: record({ target: 'fd00::11' }), status: 'fail', tags: ['SRV_TARGET_IS_ADDRESS'] },
  { rule: 'an address to which the server added the zone is still an address', on: record({ target: '10.0.0.11.contoso.test' }), status: 'fail', tags: ['SRV_TARGET_IS_ADDRESS'] },
  { rule: 'a host whose name begins with a digit is no address', on: record({ target: '10.contoso.test' }), status: 'pass', tags: [] },
  { rule: 'a text with spaces is no host name', on: record({ target: 'kms 1' }), status: 'fail', tags: ['SRV_TARGET_NOT_HOST_NAME'] },
  { rule: 'a zone written twice is a forgotten final dot', on: record({ target: 'kms1.contoso.test.contoso.test' }), status: 'pass', tags: ['SRV_TARGET_SUFFIX_DOUBLED'] },
  { rule: 'port 0 cannot be reached', on: record({ port: 0 }), status: 'fail', tags: ['SRV_PORT_ZERO'] },
  { rule: 'another port than 1688 is right if the host listens there', on: record({ port: 1689 }), status: 'pass', tags: ['SRV_PORT_UNUSUAL'] },
  { rule: 'a lifetime of zero is odd and harmless', on: record({ ttl: 0 }), status: 'pass', tags: ['SRV_TTL_ZERO'] },
  { rule: 'six hosts are what a host key allows', on: record(...hosts(6)), status: 'pass', tags: [] },
  { rule: 'more hosts are a fact, as a large organisation has several keys', on: record(...hosts(7)), status: 'pass', tags: ['SRV_MANY_TARGETS'] },
  { rule: 'an answer that needed TCP is told', on: evidence({ dnsSrv: [srv({ truncatedThenTcp: true })] }), status: 'pass', tags: ['SRV_ANSWER_NEEDS_TCP'] },
  { rule: 'what two servers say alike is said once', on: evidence({ dnsSrv: [srv({ answers: [answer({ port: 0 })] }), srv({ resolver: '10.0.0.6', answers: [answer({ port: 0 })] })] }), status: 'fail', tags: ['SRV_PORT_ZERO'] },
  { rule: 'the target "." is srv-record-found’s to tell', on: record({ target: '.', port: 0 }), status: 'pass', tags: [] },
  { rule: 'a client whose host is set by hand does not read the record', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'kms1' }) })], dnsSrv: [srv({ answers: [answer({ port: 0 })] })] }), status: 'inapplicable' },
  { rule: 'no record has no form', on: evidence({ dnsSrv: [srv({ answers: [] })] }), status: 'inapplicable' },
  { rule: 'unseen lookups cannot be told', on: evidence({ dnsSrv: 'timeout' }), status: 'unknown', missing: ['dnsSrv'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
