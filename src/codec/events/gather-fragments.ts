import type { LicensingProduct, WindowsEvent } from '../../model/evidence.ts';
import type { ReadingNote } from '../../model/reading.ts';
import { emptyFragment } from '../text-format.ts';
import type { FormatId, Fragment } from '../text-format.ts';
import { buildEvent } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import { readStatusCheck } from './status-check.ts';

/** Collects the events of one piece of text as a reader finds them, and hands them out machine by machine. */
export type EventGathering = {
  /** Takes an event; drafts that are none, and events that have nothing to do with licensing, are not kept. */
  add(draft: EventDraft): void;
  note(line: number, text: string): void;
  /** One fragment for each machine that the events name, in the order met; one alone where they name one or none. */
  fragments(): Fragment[];
};

type Met = { event: WindowsEvent; at: number; products: LicensingProduct[] };

const statusCheckId = 1003;

/** Of several status checks the last one stands: the service writes one at every start and every few hours. */
function lastStatusCheck(group: readonly Met[]): LicensingProduct[] {
  const checks = group.filter((m) => m.products.length > 0);
  const timeOf = (m: Met): number => Date.parse(m.event.time ?? '') || 0;
  const newest = Math.max(...checks.map(timeOf), 0);
  const latest = checks.filter((m) => timeOf(m) === newest);
  return latest.flatMap((m) => m.products);
}

const sameName = (name: string | null): string => name?.toLowerCase() ?? '';

/** A gathering for one format. `by` names what printed the text, for people. */
export function gatherEvents(format: FormatId, by: string, from: number): EventGathering {
  const met: Met[] = [];
  const notes: ReadingNote[] = [];
  let others = 0;
  return {
    add(draft) {
      const event = buildEvent(draft);
      if (event === 'other') others += 1;
      else if (event !== null) met.push({ event, at: draft.at, products: event.id === statusCheckId ? readStatusCheck([...draft.strings, draft.message ?? ''].join('\n')) : [] });
    },
    note(line, text) {
      if (notes.length < 20) notes.push({ line: line + 1, text });
    },
    fragments() {
      if (others > 0) {
        const text = others === 1
          ? 'One event that has nothing to do with licensing was left out.'
          : `${others} events that have nothing to do with licensing were left out.`;
        notes.push({ line: from + 1, text });
      }
      if (met.length === 0 && notes.length === 0) return [];
      const byMachine = Map.groupBy(met, (m) => sameName(m.event.computer));
      const named = [...byMachine.keys()].filter((k) => k !== '');
      const groups = named.length > 1 ? [...byMachine.values()] : [met];
      return groups.map((group, i) => ({
        ...emptyFragment(format, by, (group[0]?.at ?? from) + 1),
        computer: group.find((m) => m.event.computer !== null)?.event.computer ?? null,
        events: group.map((m) => m.event),
        products: lastStatusCheck(group),
        notes: i === 0 ? notes : [],
      }));
    },
  };
}
