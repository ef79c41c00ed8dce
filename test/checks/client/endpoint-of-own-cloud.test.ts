import check from '../../../checks/client/endpoint-of-own-cloud.ts';
import { emptyInstanceMetadata } from '../../../src/model/evidence.ts';
import type { InstanceMetadata } from '../../../src/model/evidence.ts';
import { evidence, kmsClient, product, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const using = (host: string) => [product({ kmsClient: kmsClient({ configuredHost: host }) })];
const runsIn = (cloud: InstanceMetadata['cloud'], environment: string | null = null): InstanceMetadata => ({ ...emptyInstanceMetadata(), cloud, environment });
const azure = 'azkms.core.windows.net';

checkTable(check, [
  { rule: 'Azure’s endpoint on a machine of Azure is in its place', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn('azure') }), status: 'pass', tags: ['ENDPOINT_OF_ITS_CLOUD'] },
  { rule: 'so it is where the metadata service names the very Azure', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn('azure', 'AzurePublicCloud') }), status: 'pass', tags: ['ENDPOINT_OF_ITS_CLOUD', 'ENDPOINT_OF_ITS_AZURE'] },
  { rule: 'public Azure’s endpoint in Azure Government is the wrong one', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn('azure', 'AzureUSGovernmentCloud') }), status: 'fail', tags: ['ENDPOINT_OF_OTHER_AZURE', 'ENDPOINT_OF_ITS_CLOUD'], says: ['AzureUSGovernmentCloud', 'AzurePublicCloud'] },
  { rule: 'the endpoint of Azure China by its address is known as such', on: evidence({ licensingProducts: using('159.27.28.100'), instanceMetadata: runsIn('azure', 'AzureChinaCloud') }), status: 'pass', tags: ['ENDPOINT_OF_ITS_CLOUD', 'ENDPOINT_OF_ITS_AZURE'] },
  { rule: 'a machine that came home from Azure is told so', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn(null) }), status: 'fail', tags: ['ENDPOINT_OF_OTHER_CLOUD'], says: ['in no cloud that is known here'] },
  { rule: 'and one that went to AWS', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn('aws') }), status: 'fail', tags: ['ENDPOINT_OF_OTHER_CLOUD'], says: ['in AWS'] },
  { rule: 'an endpoint that answers is in its place whatever the firmware says: Azure VMware Solution', on: evidence({ licensingProducts: using(azure), instanceMetadata: runsIn(null), tcp: [tcpProbe({ host: azure })] }), status: 'pass' },
  { rule: 'that the AWS endpoint is misplaced cannot be told of a machine whose firmware is silent: older EC2 machines are like that', on: evidence({ licensingProducts: using('169.254.169.250'), instanceMetadata: runsIn(null) }), status: 'unknown', missing: ['instanceMetadata'] },
  { rule: 'where nobody read the firmware it cannot be told', on: evidence({ licensingProducts: using(azure), instanceMetadata: 'denied' }), status: 'unknown', missing: ['instanceMetadata'] },
  { rule: 'a machine with a host of the organisation’s own is none of its business', on: evidence({ instanceMetadata: runsIn('azure') }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
