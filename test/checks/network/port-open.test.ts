import check from '../../../checks/network/port-open.ts';
import { evidence, kmsClient, onlyEvidence, product, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const operator = { vantage: 'operator' } as const;
const timeout = { outcome: 'timeout', cause: 'ETIMEDOUT' } as const;
const other = { host: 'kms2.contoso.test', address: '10.0.0.12' };
const six = { address: 'fd00::11' };
const byHand = product({ kmsClient: kmsClient({ configuredHost: 'KMS9' }) });
const tcp = (...probes: Parameters<typeof tcpProbe>[0][]) => evidence({ tcp: probes.map(tcpProbe) });

checkTable(check, [
  { rule: 'an open port is noted for each place it was tried from', on: evidence(), status: 'pass', tags: ['PORT_OPEN_FROM_CLIENT', 'PORT_OPEN_FROM_OPERATOR'] },
  { rule: 'silence is a timeout', on: tcp(timeout), status: 'fail', tags: ['PORT_TIMEOUT', 'DEAD_HOST_IN_DNS'], says: [/10\.0\.0\.11\) does not answer on TCP 1688 when tried from the client/] },
  { rule: 'a refusal by an ICMP message comes from a firewall, not from the machine', on: tcp({ outcome: 'refused', cause: 'ECONNREFUSED (an ICMP message: a firewall rejects it)' }), status: 'fail', tags: ['PORT_REJECTED', 'DEAD_HOST_IN_DNS'] },
  { rule: 'a refusal means that the machine is there and nothing listens', on: tcp({ outcome: 'refused' }), status: 'fail', tags: ['PORT_REFUSED', 'DEAD_HOST_IN_DNS', 'PORT_TRIED_IS_1688'] },
  { rule: 'a refusal on another port may only mean that the host listens elsewhere', on: tcp({ outcome: 'refused', port: 1699 }), status: 'fail', tags: ['PORT_REFUSED', 'DEAD_HOST_IN_DNS', 'PORT_TRIED_IS_UNUSUAL'] },
  { rule: 'a dead host that the client remembers and DNS names no more is none of the record’s', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ discoveredHost: 'kms2.contoso.test' }) })], tcp: [tcpProbe(), tcpProbe({ ...other, ...timeout })] }), status: 'warn', tags: ['SRV_SOME_TARGETS_DEAD', 'PORT_OPEN_FROM_CLIENT', 'DEAD_HOST_NOT_IN_DNS'] },
  { rule: 'a dead host that DNS does not name may be one that is set by hand, where that was not looked at', on: evidence({ licensingProducts: 'denied', tcp: [tcpProbe(), tcpProbe({ ...other, ...timeout })] }), status: 'warn', tags: ['SRV_SOME_TARGETS_DEAD', 'PORT_OPEN_FROM_CLIENT', 'DEAD_HOST_NOT_IN_DNS'] },
  { rule: 'a reset is told as such', on: tcp({ outcome: 'reset' }), status: 'fail', tags: ['PORT_RESET', 'DEAD_HOST_IN_DNS'] },
  { rule: 'no way there is told with the system’s own word', on: tcp({ outcome: 'unreachable', cause: 'EHOSTUNREACH' }), status: 'fail', tags: ['PORT_UNREACHABLE', 'DEAD_HOST_IN_DNS'], says: [/EHOSTUNREACH/] },
  { rule: 'a port open to the operator and closed to the client is a fault of the path', on: tcp(timeout, operator), status: 'fail', tags: ['PORT_TIMEOUT', 'PORT_CLOSED_TO_CLIENT_ONLY', 'PORT_OPEN_FROM_OPERATOR', 'DEAD_HOST_IN_DNS'] },
  { rule: 'what the client sees counts before what the operator sees', on: tcp({}, { ...operator, ...timeout }), status: 'pass', tags: ['PORT_OPEN_FROM_CLIENT'] },
  { rule: 'a port silent to both is noted', on: tcp(timeout, { ...operator, ...timeout }), status: 'fail', tags: ['PORT_TIMEOUT', 'DEAD_HOST_IN_DNS', 'PORT_SILENT_TO_BOTH'] },
  { rule: 'one open address of a host is enough', on: tcp({ ...six, ...timeout }, {}), status: 'pass', tags: ['PORT_OPEN_FROM_CLIENT'] },
  { rule: 'an estate of IPv6 alone is in order', on: tcp(six), status: 'pass', tags: ['PORT_OPEN_FROM_CLIENT'] },
  { rule: 'of a host’s addresses the one that says most is told: without IPv6 its address is merely unreachable', on: tcp({ ...six, outcome: 'unreachable', cause: 'ENETUNREACH' }, { outcome: 'refused' }), status: 'fail', tags: ['PORT_REFUSED', 'DEAD_HOST_IN_DNS', 'PORT_TRIED_IS_1688'] },
  { rule: 'one dead host of two is a warning', on: tcp({}, { ...other, ...timeout }), status: 'warn', tags: ['SRV_SOME_TARGETS_DEAD', 'PORT_OPEN_FROM_CLIENT'], says: [/kms2\.contoso\.test cannot be reached while kms1\.contoso\.test can/] },
  { rule: 'one host with a dead second port is told with the port', on: tcp({}, { port: 1689, ...timeout }), status: 'warn', tags: ['SRV_SOME_TARGETS_DEAD', 'PORT_OPEN_FROM_CLIENT'], says: [/kms1\.contoso\.test:1689 cannot/] },
  { rule: 'two dead hosts are two faults', on: tcp(timeout, { ...other, outcome: 'refused' }), status: 'fail', tags: ['PORT_TIMEOUT', 'PORT_REFUSED', 'DEAD_HOST_IN_DNS', 'PORT_TRIED_IS_1688'] },
  { rule: 'one host in two spellings is one host', on: tcp({ host: 'KMS1.contoso.test.', ...timeout, ...six }, {}), status: 'pass', tags: ['PORT_OPEN_FROM_CLIENT'] },
  { rule: 'what the host reaches of itself proves no way to it', on: onlyEvidence({ tcp: [tcpProbe({ vantage: 'host' })] }), status: 'pass', tags: [] },
  { rule: 'a client with a host set by hand is judged by that host alone', on: evidence({ licensingProducts: [byHand], tcp: [tcpProbe(), tcpProbe({ host: 'kms9.contoso.test', ...timeout })] }), status: 'fail', tags: ['PORT_TIMEOUT'] },
  { rule: 'hosts that a client does not ask say nothing of it', on: evidence({ licensingProducts: [byHand], tcp: [tcpProbe(timeout)] }), status: 'inapplicable' },
  { rule: 'a machine that asks no KMS host needs no port', on: evidence({ licensingProducts: [product({ lastActivationType: 'ad' })], tcp: [tcpProbe(timeout)] }), status: 'inapplicable' },
  { rule: 'the network without a probe cannot be told', on: onlyEvidence({ tcp: [] }), status: 'unknown', missing: ['tcp'] },
  { rule: 'unseen probes cannot be told', on: evidence({ tcp: 'not-asked' }), status: 'unknown', missing: ['tcp'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
