import { describe, expect, it } from 'vitest';
import { newestOf, requestLog } from '../../../checks/host/request-log.ts';
import { ago, event } from '../../evidence-builder.ts';
import { clientNumber, logged } from '../host-log.ts';

describe('requestLog', () => {
  it('puts together what one client asks for one product, in the order of the log', () => {
    const one = logged({ ...clientNumber(1), time: ago({ days: 3 }) });
    const another = logged({ ...clientNumber(2), time: ago({ days: 2 }) });
    const again = logged({ ...clientNumber(1), time: ago({ days: 1 }) });
    const { series } = requestLog([one, another, again]);
    expect(series.map((s) => [s.machine, s.requests.map((r) => r.kms)])).toEqual([['ws-0001', [one.kms, again.kms]], ['ws-0002', [another.kms]]]);
  });

  it.each(['cmid', 'clientName', 'activationId'] as const)('keeps apart, and finds again, requests with another %s', (field) => {
    const changed = { [field]: 'other.contoso.test' };
    const { series } = requestLog([logged(), logged(changed), logged(), logged(changed)]);
    expect(series.map((s) => s.requests.map((r) => r.place))).toEqual([[0, 2], [1, 3]]);
  });

  it('keeps apart products that need another count', () => {
    expect(requestLog([logged({ requiredCount: 25 }), logged({ requiredCount: 5 })]).series).toHaveLength(2);
  });

  it('knows the times between which it holds requests, and no other event', () => {
    const log = [event(12294, { time: ago({ days: 9 }) }), logged({ time: ago({ days: 1 }) }), { ...logged(), time: null }, logged({ time: ago({ days: 4 }) })];
    const { requests, oldest, newest } = requestLog(log);
    expect([requests.length, oldest, newest]).toEqual([3, Date.parse(ago({ days: 4 })), Date.parse(ago({ days: 1 }))]);
  });

  it('knows no times where the log tells none', () => {
    expect(requestLog([{ ...logged(), time: null }])).toMatchObject({ oldest: null, newest: null });
  });
});

describe('newestOf', () => {
  it('takes the last in the log of those of one time', () => {
    expect(newestOf(requestLog([logged({ resultCode: '0xC004F042' }), logged()]).requests)).toMatchObject({ place: 1 });
  });
  it('takes the newest by time, wherever it stands', () => {
    expect(newestOf(requestLog([logged({ time: ago({ days: 1 }) }), logged({ time: ago({ days: 2 }) })]).requests)).toMatchObject({ place: 0 });
  });
  it('takes the last where no time is known', () => {
    const untimed = { ...logged(), time: null };
    expect(newestOf(requestLog([untimed, untimed, untimed]).requests)).toMatchObject({ place: 2 });
  });
  it('finds none among none', () => {
    expect(newestOf([])).toBeNull();
  });
});
