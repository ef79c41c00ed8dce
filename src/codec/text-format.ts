import type {
  ActivationAttempt, AddressLookup, LicensingProduct, LicensingService, Machine, SrvLookup, WindowsEvent, WindowsService,
} from '../model/evidence.ts';
import type { ReadingNote } from '../model/reading.ts';

/** The text formats that people paste, each with a codec of its own. */
export type FormatId = 'slmgr' | 'ospp' | 'cim-list' | 'cim-json' | 'event-text' | 'event-xml' | 'event-json' | 'nslookup' | 'resolve-dnsname';

/**
 * What one piece of text (one command's output, one event) says. Only what stands there: no member is guessed,
 * and members that the piece says nothing about are empty or absent.
 */
export type Fragment = {
  format: FormatId;
  /** What printed it, for people: `slmgr /dlv`, `ospp /dstatus`, `nslookup`. */
  by: string;
  /** First line of the piece in the pasted text, counted from 1. */
  line: number;
  /** The machine that the piece names as its own (an event's Computer, a prompt), or null. */
  computer: string | null;
  products: LicensingProduct[];
  attempts: ActivationAttempt[];
  events: WindowsEvent[];
  dnsSrv: SrvLookup[];
  addresses: AddressLookup[];
  services: WindowsService[];
  service: Partial<LicensingService> | null;
  machine: Partial<Machine> | null;
  notes: ReadingNote[];
};

export const emptyFragment = (format: FormatId, by: string, line: number): Fragment => ({
  format, by, line, computer: null, products: [], attempts: [], events: [], dnsSrv: [], addresses: [], services: [],
  service: null, machine: null, notes: [],
});

/**
 * A codec of one line-oriented format. The segmenter cleans the text (quotes, fences, entities, control characters),
 * asks `startsAt` of each line, and hands every run of lines to `read`.
 */
export type TextFormat = {
  id: FormatId;
  /** True where a piece of this format begins at `lines[at]`. May look at a few lines around it; must be cheap. */
  startsAt(lines: readonly string[], at: number): boolean;
  /** Reads `lines[from..to)`. Never throws; returns [] when nothing in it is of this format. */
  read(lines: readonly string[], from: number, to: number): Fragment[];
};
