import check from '../../../checks/network/ipv6-path.ts';
import { evidence, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const six = { address: 'fd00::11' };

checkTable(check, [
  { rule: 'both ways open are in order', on: evidence({ tcp: [tcpProbe(), tcpProbe(six)] }), status: 'pass', tags: [] },
  { rule: 'an IPv6 address that swallows everything slows each attempt', on: evidence({ tcp: [tcpProbe(), tcpProbe({ ...six, outcome: 'timeout' })] }), status: 'warn', tags: ['IPV6_BLACK_HOLE'], says: [/fd00::11 does not answer/] },
  { rule: 'several silent addresses of a host are one fact', on: evidence({ tcp: [tcpProbe(), tcpProbe({ ...six, outcome: 'timeout' }), tcpProbe({ address: 'fd00::12', outcome: 'timeout' })] }), status: 'warn', tags: ['IPV6_BLACK_HOLE'] },
  { rule: 'a machine without IPv6 is told at once and goes on with IPv4', on: evidence({ tcp: [tcpProbe(), tcpProbe({ ...six, outcome: 'unreachable', cause: 'ENETUNREACH' })] }), status: 'pass', tags: [] },
  { rule: 'a host that is dead over IPv4 too is port-open’s to tell', on: evidence({ tcp: [tcpProbe({ outcome: 'timeout' }), tcpProbe({ ...six, outcome: 'timeout' })] }), status: 'pass', tags: [] },
  { rule: 'what the operator’s desk lacks the client need not lack', on: evidence({ tcp: [tcpProbe(), tcpProbe(six), tcpProbe({ vantage: 'operator' }), tcpProbe({ ...six, vantage: 'operator', outcome: 'timeout' })] }), status: 'pass', tags: [] },
  { rule: 'an estate of one protocol has nothing to compare', on: evidence({ tcp: [tcpProbe(six)] }), status: 'inapplicable' },
  { rule: 'unseen probes cannot be told', on: evidence({ tcp: 'not-asked' }), status: 'unknown', missing: ['tcp'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
