/** One field of the comma-separated Info string of events 12288 to 12290. */
type EventField = { position: number; name: string; meaning: string };

/** What is known about one event of the Software Protection Platform. */
export type EventFacts = {
  providers: readonly string[];
  log: string;
  /** Who writes it: `KMS client`, `KMS host`, `ADBA client`, `any` … */
  loggedBy: string;
  level: string | null;
  versions: string;
  meaning: string;
  strings: readonly string[];
  fields: readonly EventField[];
  /** How to read its values. */
  reading: readonly string[];
  notes: readonly string[];
  /** Where guides or Microsoft's own pages say something else, and which is believed. */
  disputed: readonly string[];
  causes: readonly { cause: string; text: string }[];
  sources: readonly string[];
  confidence: string;
};

/** A bit of the status flags in events 12288 and 12289. */
export type EventFlag = { bit: string; name: string; kind: string };

export type EventTable = {
  flags: readonly EventFlag[];
  flagsSource: string;
  rules: readonly string[];
  events: Readonly<Record<string, EventFacts>>;
};

/**
 * The table of licensing events. Sources: the message table of sppsvc.exe, Microsoft's table of KMS events (Volume
 * Activation, Table 11), the Volume Activation 2.0 Operations Guide, and those that each row names.
 */
export async function loadEventTable(): Promise<EventTable> {
  return (await import('./data/events.json')).default;
}

/** The facts about an event id, or null where no table holds it. */
export async function loadEventFacts(id: number): Promise<EventFacts | null> {
  const { events } = await loadEventTable();
  return Object.hasOwn(events, String(id)) ? (events[String(id)] ?? null) : null;
}
