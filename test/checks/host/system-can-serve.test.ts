import check from '../../../checks/host/system-can-serve.ts';
import { evidence, hostBody, hostProduct, officeProduct, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

const waiting = product({ licenseStatus: 'notification', graceMinutesRemaining: 0 });
const waitingServer = { ...waiting, name: 'Windows(R), ServerStandard edition' };
const windows = (year: string, build: string) => ({ machine: { caption: `Microsoft Windows Server ${year} Standard`, build, editionId: 'ServerStandard' } });
const client = (build: string) => ({ licensingProducts: [waiting], machine: { build } });
const server = (build: string) => ({ licensingProducts: [waitingServer], machine: { build } });
const waitingOffice = officeProduct({ licenseStatus: 'notification', graceMinutesRemaining: 0 });
const ten = { machine: { caption: 'Microsoft Windows 10 Enterprise', build: '19045', editionId: 'Enterprise' } };

checkTable(check, [
  { rule: 'a host of the client’s own generation can serve', on: withHost(windows('2022', '20348'), client('22631')), status: 'pass', tags: ['HOST_SYSTEM_FITS'] },
  { rule: 'a host on a client system activates no servers', on: withHost(ten, server('20348')), status: 'fail', tags: ['HOST_IS_CLIENT_OS'] },
  { rule: 'a host on a client system does activate clients', on: withHost(ten, client('19045')), status: 'pass', tags: ['HOST_SYSTEM_FITS'] },
  { rule: 'Azure Edition cannot be a host', on: hostBody({ machine: { caption: 'Microsoft Windows Server 2022 Datacenter Azure Edition', editionId: 'ServerTurbine' } }), status: 'fail', tags: ['HOST_IS_AZURE_EDITION'] },
  { rule: 'Windows Server 2012 R2 can hold no key that covers Windows 11', on: withHost(windows('2012 R2', '9600'), client('22631')), status: 'fail', tags: ['HOST_OS_TOO_OLD'], says: [/Windows 11/] },
  { rule: 'Windows Server 2016 can hold no key for Windows Server 2025', on: withHost(windows('2016', '14393'), server('26100')), status: 'fail', tags: ['HOST_OS_TOO_OLD'] },
  { rule: 'Windows Server 2012 can hold no key for Windows Server 2019', on: withHost(windows('2012', '9200'), server('17763')), status: 'fail', tags: ['HOST_OS_TOO_OLD'] },
  { rule: 'Windows Server 2016 can serve Windows 11 with a 2022 key', on: withHost(windows('2016', '14393'), client('22631')), status: 'pass', tags: ['HOST_SYSTEM_FITS'] },
  { rule: 'Windows Server 2019 needs an update before it serves Windows Server 2022', on: withHost(windows('2019', '17763'), server('20348')), status: 'pass', tags: ['HOST_NEEDS_UPDATE'], says: [/KB5003646/] },
  { rule: 'Windows 8 is beyond the table, so nothing is said', on: withHost(windows('2012 R2', '9600'), client('9200')), status: 'pass', tags: [] },
  { rule: 'no Office host licence of 2019 or later goes onto Windows Server 2008 R2', on: withHost({ ...windows('2008 R2', '7601'), licensingProducts: [hostProduct()] }, { licensingProducts: [product(), waitingOffice] }), status: 'fail', tags: ['HOST_OS_TOO_OLD_FOR_OFFICE'], says: [/Windows Server 2016 or/] },
  { rule: 'one that stands there nevertheless is told without a client too', on: hostBody({ ...windows('2008 R2', '7601'), licensingProducts: [hostProduct(), hostProduct({ application: 'office', name: 'Office 21, Office21KMSHost2021VL_KMS_Host edition' })] }), status: 'fail', tags: ['HOST_OS_TOO_OLD_FOR_OFFICE'] },
  { rule: 'an Office host key of 2016 does', on: hostBody({ ...windows('2008 R2', '7601'), licensingProducts: [hostProduct(), hostProduct({ application: 'office', name: 'Office 16, OfficeKMSHostVL_KMS_Host edition' })] }), status: 'pass', tags: [] },
  ...([
    ['Office 2024 wants Windows Server 2022', '24', windows('2019', '17763'), /needs Windows Server 2022 or Windows 10 at least/],
    ['Office 2021 wants Windows Server 2016', '21', windows('2012 R2', '9600'), /needs Windows Server 2016 or Windows 10 at least/],
    ['Office 2019 wants Windows 8.1 where the host is a client system', '19', { machine: { caption: 'Microsoft Windows 8 Enterprise', build: '9200', editionId: 'Enterprise' } }, /Windows 8\.1 at least/],
  ] as const).map(([rule, office, system, says]) => ({ rule: `${rule} beneath its host licence`, on: hostBody({ ...system, licensingProducts: [hostProduct({ application: 'office', name: `Office ${office}, Office${office}KMSHostVL_KMS_Host edition` })] }), status: 'fail' as const, tags: ['HOST_OS_TOO_OLD_FOR_OFFICE'], says: [says] })),
  ...([
    ['Office 2024 stands on Windows Server 2022', '24', windows('2022', '20348')],
    ['Office 2024 stands on Windows 10', '24', ten],
    ['Office 2021 stands on Windows Server 2016', '21', windows('2016', '14393')],
    ['Office 2019 stands on Windows Server 2012', '19', windows('2012', '9200')],
    ['where the kind of system is not known only what is older than both is too old', '24', { machine: { caption: null, build: '17763', editionId: null } }],
  ] as const).map(([rule, office, system]) => ({ rule, on: hostBody({ ...system, licensingProducts: [hostProduct({ application: 'office', name: `Office ${office}, Office${office}KMSHostVL_KMS_Host edition` })] }), status: 'pass' as const, tags: [] })),
  { rule: 'where the host’s keys were not seen nothing is said of Office', on: withHost({ ...windows('2008 R2', '7601'), licensingProducts: 'not-asked' }, { licensingProducts: [product(), waitingOffice] }), status: 'unknown', tags: [], missing: ['host.licensingProducts'] },
  { rule: 'what the client needs is not known where its products were not seen', on: withHost(windows('2022', '20348'), { licensingProducts: 'not-asked' }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'a client that is licensed shows that it was served', on: withHost(windows('2012 R2', '9600'), { machine: { build: '22631' } }), status: 'pass', tags: [] },
  { rule: 'a build alone does not tell a server from a client', on: withHost({ machine: { caption: null, editionId: null, build: '9600' } }, server('20348')), status: 'pass', tags: [] },
  { rule: 'a machine that told nothing says nothing', on: withHost({ machine: { caption: null, build: null } }, client('22631')), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.machine'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
