import check from '../../../checks/host/service-runs.ts';
import type { WindowsService } from '../../../src/model/evidence.ts';
import { evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const sppsvc = (but: Partial<WindowsService>) => hostBody({ services: [{ name: 'sppsvc', state: 'running', startMode: 'auto', ...but }] });

checkTable(check, [
  { rule: 'a running service listens', on: hostBody(), status: 'pass', tags: ['HOST_SERVICE_RUNNING'] },
  { rule: 'letter case of name and state does not matter', on: sppsvc({ name: 'SPPSVC', state: 'Running' }), status: 'pass', tags: ['HOST_SERVICE_RUNNING'] },
  { rule: 'a stopped service does not listen', on: sppsvc({ state: 'stopped' }), status: 'fail', tags: ['HOST_SERVICE_STOPPED'], says: [/is stopped \(start type auto\)/] },
  { rule: 'a disabled service of unknown state does not listen', on: sppsvc({ state: null, startMode: 'disabled' }), status: 'fail', tags: ['HOST_SERVICE_STOPPED'] },
  { rule: 'a disabled service that still runs will not come back', on: sppsvc({ startMode: 'disabled' }), status: 'warn', tags: ['HOST_SERVICE_DISABLED', 'HOST_SERVICE_RUNNING'] },
  { rule: 'a service that is starting is not stopped', on: sppsvc({ state: 'start pending' }), status: 'pass', tags: [] },
  { rule: 'a list without the service says nothing', on: hostBody({ services: [] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.services'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
