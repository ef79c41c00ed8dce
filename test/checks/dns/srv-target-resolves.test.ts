import check from '../../../checks/dns/srv-target-resolves.ts';
import { addressLookup, evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const two = srv({ answers: ['kms1.contoso.test', 'kms2.contoso.test'].map((target) => ({ priority: 0, weight: 0, port: 1688, target, ttl: 600 })) });
const gone = { rcode: 'NXDOMAIN', a: [] };

checkTable(check, [
  { rule: 'a target with an address is in order', on: evidence(), status: 'pass', tags: ['SRV_TARGET_RESOLVES'] },
  { rule: 'final dot and letter case of the target do not matter', on: evidence({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'KMS1.contoso.test.', ttl: 1 }] })] }), status: 'pass', tags: ['SRV_TARGET_RESOLVES'] },
  { rule: 'an estate of IPv6 alone is in order', on: evidence({ addresses: [addressLookup({ a: [], aaaa: ['fd00::11'] })] }), status: 'pass', tags: ['SRV_TARGET_RESOLVES', 'SRV_TARGET_IPV6_ONLY'] },
  { rule: 'a target that does not exist cannot be reached', on: evidence({ addresses: [addressLookup(gone)] }), status: 'fail', tags: ['SRV_TARGET_UNRESOLVABLE'], says: [/NXDOMAIN/] },
  { rule: 'a name without addresses cannot be reached either', on: evidence({ addresses: [addressLookup({ a: [] })] }), status: 'fail', tags: ['SRV_TARGET_UNRESOLVABLE'], says: [/no A or AAAA record/] },
  { rule: 'what the client cannot resolve does not count because the operator can', on: evidence({ addresses: [addressLookup(gone), addressLookup({ vantage: 'operator' })] }), status: 'fail', tags: ['SRV_TARGET_UNRESOLVABLE'] },
  { rule: 'one of two targets without an address is a warning', on: evidence({ dnsSrv: [two], addresses: [addressLookup(), addressLookup({ ...gone, name: 'kms2.contoso.test' })] }), status: 'warn', tags: ['SRV_SOME_TARGETS_UNRESOLVABLE', 'SRV_TARGET_RESOLVES'], says: [/kms2.*kms1\.contoso\.test has one/] },
  { rule: 'an alias works and is against the standard', on: evidence({ addresses: [addressLookup({ cnames: ['srv-17.contoso.test'] })] }), status: 'warn', tags: ['SRV_TARGET_IS_ALIAS', 'SRV_TARGET_RESOLVES'] },
  { rule: 'an alias of itself leads nowhere', on: evidence({ addresses: [addressLookup({ a: [], cnames: ['kms.contoso.test', 'KMS1.contoso.test'] })] }), status: 'fail', tags: ['SRV_TARGET_ALIAS_LOOP'] },
  { rule: 'a target that was not looked up cannot be told', on: evidence({ dnsSrv: [two] }), status: 'unknown', tags: ['SRV_TARGET_RESOLVES'], missing: ['addresses'] },
  { rule: 'silence about the address is no proof that there is none', on: evidence({ addresses: [addressLookup({ rcode: null, outcome: 'timeout', a: [] })] }), status: 'unknown', missing: ['addresses'] },
  { rule: 'a client whose host is set by hand does not follow the record', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'kms9' }) })], addresses: [addressLookup(gone)] }), status: 'inapplicable' },
  { rule: 'no record has no target', on: evidence({ dnsSrv: [srv({ answers: [] })] }), status: 'inapplicable' },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
