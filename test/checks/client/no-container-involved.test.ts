import check from '../../../checks/client/no-container-involved.ts';
import { evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const engine = { name: 'docker', state: 'running', startMode: 'auto' } as const;

checkTable(check, [
  { rule: 'an ordinary machine has neither agent nor engine', on: evidence(), status: 'pass', tags: [] },
  { rule: 'the container execution agent is in a container alone', on: evidence({ services: [{ name: 'CExecSvc', state: 'running', startMode: 'auto' }] }), status: 'pass', tags: ['CLIENT_IN_CONTAINER'] },
  { rule: 'an engine disturbs Windows 10 1909', on: evidence({ services: [engine], machine: { build: '18363' } }), status: 'pass', tags: ['CLIENT_RUNS_CONTAINERS'], says: [/build 18363/] },
  { rule: 'and no later Windows', on: evidence({ services: [engine] }), status: 'pass', tags: [] },
  { rule: 'an engine on a build that is not known is not blamed', on: evidence({ services: [engine], machine: 'not-asked' }), status: 'pass', tags: [] },
  { rule: 'a KMS host is no client', on: hostBody(), status: 'inapplicable' },
  { rule: 'services that were not seen cannot be told', on: evidence({ services: 'denied' }), status: 'unknown', missing: ['services'] },
], ['pass', 'unknown', 'inapplicable']);
