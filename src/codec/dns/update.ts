import type { ResourceRecord } from './record.ts';

/** What must hold before an update is made: the five kinds of RFC 2136 §2.4. */
export type Prerequisite =
  | { kind: 'name-in-use'; name: string }
  | { kind: 'name-not-in-use'; name: string }
  | { kind: 'records-exist'; name: string; type: string }
  | { kind: 'records-missing'; name: string; type: string }
  /** The records of that name and type are these and no others; the TTL does not count. */
  | { kind: 'records-equal'; name: string; type: string; records: readonly ResourceRecord[] };

/** A change of a zone (RFC 2136 §2.5). */
export type Change =
  | { kind: 'add'; record: ResourceRecord }
  /** A record of a type that no zone of ours can hold is to be added. */
  | { kind: 'add-unknown'; name: string; type: string }
  | { kind: 'delete-type'; name: string; type: string }
  | { kind: 'delete-name'; name: string }
  | { kind: 'delete-record'; record: ResourceRecord };

/** A dynamic update of one zone, all of it or nothing. */
export type DnsUpdate = { zone: string; prerequisites: readonly Prerequisite[]; changes: readonly Change[] };
