import type { Machine } from '../model/evidence.ts';
import table from './data/windows-lifecycle.tsv';

/** When a Windows version gets its last updates. `end` is a day (`2027-01-12`), `source` Microsoft's page. */
export type WindowsEnd = { name: string; end: string; source: string };

/** Editions that share a date. */
type Editions = 'server' | 'ltsc' | 'enterprise' | 'pro';

/** The day on which the table was last compared with Microsoft's pages. */
export const lifecycleAsOf = /^# Table as of\t(\S+)$/m.exec(table)?.[1] ?? '';

/** Every row of the table, in its order. */
export const lifecycleRows = (): readonly LifecycleRow[] => (read ??= readRows());

type LifecycleRow = WindowsEnd & { build: string; editions: string };
let read: LifecycleRow[] | null = null;

const readRows = (): LifecycleRow[] =>
  table.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [build = '', editions = '', name = '', end = '', source = ''] = line.split('\t');
    return { build, editions, name, end, source };
  });

/** The end of a machine's Windows; null where its build or edition is not known, or the table does not have them. */
export function windowsEndOf({ build, editionId }: Pick<Machine, 'build' | 'editionId'>): WindowsEnd | null {
  const editions = editionsOf(editionId);
  if (build === null || editions === null) return null;
  return lifecycleRows().find((row) => row.build === build && row.editions === editions) ?? null;
}

/** IoT Enterprise LTSC has dates of its own, and Azure Edition is serviced in a way of its own: neither is in the table. */
function editionsOf(editionId: string | null): Editions | null {
  if (editionId === null) return null;
  if (/^IoTEnterpriseS/i.test(editionId) || /^ServerTurbine|AzureEdition/i.test(editionId)) return null;
  if (/^EnterpriseS(?:N|Eval|NEval)?$/i.test(editionId)) return 'ltsc';
  if (/^ServerRdsh$|^(?:IoT)?Enterprise(?:N|G|GN|K|Eval|NEval)?$|^Education(?:N)?$/i.test(editionId)) return 'enterprise';
  if (/^Server/i.test(editionId)) return 'server';
  return /^(?:Professional|Core|Home|Ultimate|Starter)/i.test(editionId) ? 'pro' : null;
}
