import type { WmiRow } from '../../../model/windows.ts';
import type { EventRecord, MachineState } from '../state.ts';
import { fullNameOf } from '../state.ts';
import { cimDatetime } from './cim-values.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

type Subject = { event: EventRecord; number: number; computer: string };

/** The KMS events are Information on failures too; what fails outright is an error. Source: message table of sppsvc.exe. */
const isError = ({ event: { id } }: Subject): boolean => (id >= 8196 && id <= 8233) || (id >= 12291 && id <= 12293);

const eventReaders: Readers<Subject> = {
  Logfile: ({ event }) => event.log,
  RecordNumber: ({ number }) => number,
  EventCode: ({ event }) => event.id,
  // The two bits of severity stand above the number: information 1, error 3.
  EventIdentifier: (s) => s.event.id + (isError(s) ? 0xc000_0000 : 0x4000_0000),
  EventType: (s) => (isError(s) ? 1 : 3),
  Type: (s) => (isError(s) ? 'Error' : 'Information'),
  SourceName: ({ event }) => event.provider,
  InsertionStrings: ({ event }) => event.strings,
  Message: () => null,
  TimeGenerated: ({ event }) => cimDatetime(event.at),
  TimeWritten: ({ event }) => cimDatetime(event.at),
  ComputerName: ({ computer }) => computer,
  User: () => null,
};

function* rows(machine: MachineState, columns: readonly string[]): Iterable<WmiRow> {
  const computer = fullNameOf(machine);
  for (let at = machine.events.length - 1; at >= 0; at--) {
    const event = machine.events[at];
    if (event !== undefined) yield rowOf(eventReaders, { event, number: at + 1, computer }, columns);
  }
}

/** Win32_NTLogEvent: every event of every log, newest first. */
export const eventView: View = (machine, _now, columns) => rows(machine, columns);
