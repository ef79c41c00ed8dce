import check from '../../../checks/network/cloud-endpoint-reached.ts';
import type { TcpProbe } from '../../../src/model/evidence.ts';
import { evidence, kmsClient, onlyEvidence, product, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const using = (host: string) => [product({ kmsClient: kmsClient({ configuredHost: host }) })];
const azure = 'azkms.core.windows.net';
const way = (but: Partial<TcpProbe> = {}) => [tcpProbe({ host: 'activation-v2.sls.microsoft.com', address: '203.0.113.44', port: 443, ...but })];
const dead = (host: string) => [tcpProbe({ host, outcome: 'timeout' })];

checkTable(check, [
  { rule: 'an endpoint that is reached is in order', on: evidence({ licensingProducts: using(azure), tcp: [tcpProbe({ host: azure })] }), status: 'pass', tags: ['AZURE_KMS_NAMED'] },
  { rule: 'Azure’s endpoint out of reach is Azure’s own kind of fault', on: evidence({ licensingProducts: using(azure), tcp: dead(azure) }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED'] },
  { rule: 'the old address of Azure that is let through alone is told', on: evidence({ licensingProducts: [...using(azure), ...using('23.102.135.246')], tcp: [...dead(azure), tcpProbe({ host: '23.102.135.246', address: '23.102.135.246' })] }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED', 'AZURE_KMS_NAMED', 'AZURE_OLD_ADDRESS_REACHED'] },
  { rule: 'so it is where nothing on the machine names it and it was tried beside', on: evidence({ licensingProducts: using(azure), tcp: [...dead(azure), tcpProbe({ host: '23.102.135.246', address: '23.102.135.246' })] }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED', 'AZURE_OLD_ADDRESS_REACHED'] },
  { rule: 'a machine that gets out on 443 has a way out', on: evidence({ licensingProducts: using(azure), tcp: dead(azure), wayToMicrosoft: way() }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED', 'AZURE_WAY_OUT_OPEN'] },
  { rule: 'one that gets no answer there either seems to have none', on: evidence({ licensingProducts: using(azure), tcp: dead(azure), wayToMicrosoft: way({ outcome: 'timeout' }) }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_NO_WAY_OUT', 'AZURE_KMS_NAMED'], says: [/443 either \(timeout\)/] },
  { rule: 'a name that is not resolved is no way that is shut', on: evidence({ licensingProducts: using(azure), tcp: dead(azure), wayToMicrosoft: way({ address: null, outcome: 'unreachable' }) }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED'] },
  { rule: 'something that refuses was reached, whatever it is', on: evidence({ licensingProducts: using(azure), tcp: dead(azure), wayToMicrosoft: way({ outcome: 'reset' }) }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE', 'AZURE_KMS_NAMED'] },
  { rule: 'where KMS is reached no other way matters', on: evidence({ licensingProducts: using(azure), tcp: [tcpProbe({ host: azure })], wayToMicrosoft: way({ outcome: 'timeout' }) }), status: 'pass', tags: ['AZURE_KMS_NAMED'] },
  { rule: 'so is that of AWS', on: evidence({ licensingProducts: using('169.254.169.250'), tcp: dead('169.254.169.250') }), status: 'fail', tags: ['AWS_KMS_UNREACHABLE', 'AWS_KMS_NAMED'] },
  { rule: 'so is Google’s', on: evidence({ licensingProducts: using('kms.windows.googlecloud.com'), tcp: dead('kms.windows.googlecloud.com') }), status: 'fail', tags: ['GOOGLE_KMS_UNREACHABLE', 'GOOGLE_KMS_NAMED'] },
  { rule: 'an endpoint that the client does not use may be out of reach', on: evidence({ tcp: [tcpProbe(), ...dead(azure)] }), status: 'inapplicable' },
  { rule: 'an endpoint named by hand for a look from here counts', on: onlyEvidence({ tcp: [tcpProbe({ host: azure, vantage: 'operator', outcome: 'timeout' })] }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE'] },
  { rule: 'an endpoint in use that was not tried cannot be told', on: evidence({ licensingProducts: using(azure) }), status: 'unknown', tags: ['AZURE_KMS_NAMED'], missing: ['tcp'] },
  { rule: 'an endpoint that was tried counts where nobody saw what the machine is told to use', on: evidence({ licensingProducts: 'denied', tcp: dead(azure) }), status: 'fail', tags: ['AZURE_KMS_UNREACHABLE'] },
  { rule: 'evidence that is more than a year younger than the table of addresses is told so, a reached endpoint or not', on: evidence({ licensingProducts: using(azure), tcp: [tcpProbe({ host: azure })], machine: { time: '2027-11-29T00:00:00.000Z' } }), status: 'pass', tags: ['CLOUD_TABLE_OLD', 'AZURE_KMS_NAMED'], says: ['checked on 2026-11-28'] },
  { rule: 'a year and no more is young enough', on: evidence({ licensingProducts: using(azure), tcp: [tcpProbe({ host: azure })], machine: { time: '2027-11-27T00:00:00.000Z' } }), status: 'pass', tags: ['AZURE_KMS_NAMED'] },
  { rule: 'an organisation’s own host is no cloud’s', on: evidence(), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
