import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hops, hopsOf } from '../../src/ui/hops.ts';
import { allCheckRows, receive, startRun, type CheckRow } from '../../src/ui/run-state.ts';
import type { ShownStatus } from '../../src/ui/theme.ts';
import { storyEvents } from './story.ts';

const row = (id: string, status: ShownStatus): CheckRow =>
  ({ key: `check:${id}`, check: { id, title: id, area: 'x', looksAt: [] }, status, result: null });
const statusOf = (label: string, rows: CheckRow[]): ShownStatus | undefined => hopsOf(rows).find((h) => h.label === label)?.status;

describe('the hops', () => {
  it('follow the way of an activation', () => {
    expect(hopsOf([]).map((h) => h.label)).toEqual(['key', 'suffix', 'resolver', 'SRV', 'address', 'port', 'RPC', 'host', 'count', 'clock', 'licence']);
  });
  it('name checks that there are', () => {
    const ids = readdirSync(new URL('../../checks', import.meta.url), { recursive: true, encoding: 'utf8' }).map((f) => f.replaceAll('\\', '/').replace(/\.ts$/, ''));
    const named = hops.flatMap((hop) => [...hop.checks, ...(hop.except ?? [])]);
    expect(named.filter((p) => !ids.some((id) => (p.endsWith('*') ? id.startsWith(p.slice(0, -1)) : id === p)))).toEqual([]);
  });
  it('break where any of their checks fails', () => {
    expect(statusOf('RPC', [row('network/rpc-accepted', 'fail'), row('network/rpc-answers', 'pass')])).toBe('fail');
  });
  it('are not passed while evidence may still come, and not failed by what was not seen', () => {
    expect(statusOf('clock', [row('clock/a', 'pass'), row('clock/b', 'waiting')])).toBe('waiting');
    expect(statusOf('clock', [row('clock/a', 'pass'), row('clock/b', 'unknown')])).toBe('pass');
    expect(statusOf('clock', [row('clock/b', 'unknown')])).toBe('unknown');
    expect(statusOf('clock', [])).toBe('unknown');
  });
  it('keep the count apart from the host', () => {
    const rows = [row('host/activated', 'pass'), row('host/count-reaches-threshold', 'fail')];
    expect([statusOf('host', rows), statusOf('count', rows)]).toEqual(['pass', 'fail']);
  });
  it('are drawn from the checks of a run', () => {
    const run = storyEvents().reduce(receive, startRun(1, { kind: 'demo' }));
    expect(hopsOf(allCheckRows(run)).filter((h) => h.status === 'fail').map((h) => h.label)).toEqual(['SRV', 'licence']);
  });
});
