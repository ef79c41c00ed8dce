import { subjectOf } from './run-state.ts';
import type { RecentRequest } from './session-effects.ts';
import type { FieldScreen, State } from './shape.ts';

/** A row of the start screen and what choosing it does. */
export type Choice = { title: string; says: string; opens: Exclude<FieldScreen, 'account' | 'host'> | 'paste' | 'demo' | 'run' | RecentRequest };

/** The start screen's rows, in order. */
export function choicesOf(state: State): Choice[] {
  const fixed: Choice[] = [
    { title: 'A machine', says: 'this one, by WinRM, by SSH', opens: 'machine' },
    { title: 'Something saved', says: 'a file with slmgr, ospp or events', opens: 'file' },
    { title: 'Something to paste', says: 'paste now, whatever is chosen here', opens: 'paste' },
    { title: 'Only a domain', says: 'DNS and network, as seen from here', opens: 'domain' },
    { title: 'A code or words', says: '0xC004F074, “laptop not activated”', opens: 'code' },
    { title: 'Nothing yet', says: 'a demonstration: see a fault found', opens: 'demo' },
  ];
  const recent = state.recent.map((r): Choice => ({ title: r.label, says: `${r.said}  ${r.when}`, opens: r }));
  const open: Choice[] = state.run === null ? [] : [{ title: 'Back to', says: subjectOf(state.run), opens: 'run' }];
  return [...fixed, ...recent, ...open];
}
