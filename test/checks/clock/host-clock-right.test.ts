import check from '../../../checks/clock/host-clock-right.ts';
import { caseOf, evidence, hostBody, relatedHost } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const dc = (offsetMs: number) => ({ reference: 'dc1.contoso.test', vantage: 'host' as const, offsetMs });
const withHost = (clock: Parameters<typeof relatedHost>[0] & object) => caseOf(evidence(), { related: [relatedHost(clock)] });

checkTable(check, [
  { rule: 'a host that agrees with its domain controller is right', on: withHost({ clock: [dc(-150)] }), status: 'pass', tags: ['HOST_CLOCK_OK'] },
  { rule: 'a host that is hours off refuses everyone', on: withHost({ clock: [dc(-5 * 3_600_000)] }), status: 'fail', tags: ['HOST_CLOCK_OFF'], says: [/5 hours behind dc1\.contoso\.test; every client looks wrong to it/] },
  { rule: 'the subject itself is judged where it is the host', on: hostBody({ clock: [dc(9 * 3_600_000)] }), status: 'fail', tags: ['HOST_CLOCK_OFF'] },
  { rule: 'that a host agrees with itself proves nothing', on: hostBody({ clock: [{ reference: 'KMS1', vantage: 'client', offsetMs: 0 }] }), status: 'inapplicable' },
  { rule: 'the operator’s clock is not the host’s', on: hostBody({ clock: [{ reference: 'dc1', vantage: 'operator', offsetMs: 9e7 }] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.clock'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
