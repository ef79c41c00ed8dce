import check from '../../../checks/dns/resolvers-agree.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const other = { resolver: '10.0.0.6' };
const none = { rcode: 'NXDOMAIN', answers: [] };
const targets = (...names: string[]) => names.map((target) => ({ priority: 0, weight: 0, port: 1688, target, ttl: 600 }));

checkTable(check, [
  { rule: 'two servers with the same record agree', on: evidence({ dnsSrv: [srv(), srv(other)] }), status: 'pass', tags: ['SRV_RESOLVERS_AGREE'] },
  { rule: 'the order of the answers and their letter case do not matter', on: evidence({ dnsSrv: [srv({ answers: targets('a.test', 'b.test') }), srv({ ...other, answers: targets('B.test.', 'A.test') })] }), status: 'pass', tags: ['SRV_RESOLVERS_AGREE'] },
  { rule: 'a server that lacks the record is named', on: evidence({ dnsSrv: [srv(), srv({ ...other, ...none })] }), status: 'warn', tags: ['SRV_RESOLVERS_DISAGREE', 'RESOLVERS_OF_ONE_NETWORK'], says: [/10\.0\.0\.5 has it, 10\.0\.0\.6 does not/] },
  { rule: 'a public resolver cannot know the record', on: evidence({ dnsSrv: [srv(), srv({ resolver: '8.8.8.8', ...none })] }), status: 'warn', tags: ['SRV_RESOLVERS_DISAGREE', 'PUBLIC_RESOLVER_LACKS_RECORD'] },
  { rule: 'a home router that lacks the record is of another network than a server that has it', on: evidence({ dnsSrv: [srv({ resolver: '192.168.178.1', ...none }), srv()] }), status: 'warn', tags: ['SRV_RESOLVERS_DISAGREE', 'RESOLVERS_OF_TWO_NETWORKS'] },
  { rule: 'two servers of one large block may be anywhere in it', on: evidence({ dnsSrv: [srv({ resolver: '10.7.0.53', ...none }), srv()] }), status: 'warn', tags: ['SRV_RESOLVERS_DISAGREE'] },
  { rule: 'different hosts on different servers are told', on: evidence({ dnsSrv: [srv(), srv({ ...other, answers: targets('old.contoso.test') })] }), status: 'warn', tags: ['SRV_TARGETS_DISAGREE'], says: [/old\.contoso\.test:1688/] },
  { rule: 'a difference past the fourth host is a difference', on: evidence({ dnsSrv: [srv({ answers: targets('a', 'b', 'c', 'd', 'e') }), srv({ ...other, answers: targets('a', 'b', 'c', 'd', 'f') })] }), status: 'warn', tags: ['SRV_TARGETS_DISAGREE'] },
  { rule: 'servers of different zones are not compared', on: evidence({ dnsSrv: [srv(), srv({ ...other, ...none, name: '_vlmcs._tcp.home.lan' })] }), status: 'pass', tags: [] },
  { rule: 'a silent server disagrees with nobody', on: evidence({ dnsSrv: [srv(), srv({ vantage: 'operator' }), srv({ ...other, rcode: null, outcome: 'timeout', answers: [] })] }), status: 'pass', tags: [] },
  { rule: 'client and operator who see different things are a fact, not a fault of its own', on: evidence({ dnsSrv: [srv(none), srv({ vantage: 'operator' })] }), status: 'pass', tags: ['SRV_VANTAGES_DISAGREE'] },
  { rule: 'a client whose host is set by hand does not care', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'kms1' }) })], dnsSrv: [srv(), srv({ ...other, ...none })] }), status: 'inapplicable' },
  { rule: 'one answer cannot disagree', on: evidence({ dnsSrv: [srv()] }), status: 'inapplicable' },
  { rule: 'unseen lookups cannot be told', on: evidence({ dnsSrv: 'timeout' }), status: 'unknown', missing: ['dnsSrv'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
