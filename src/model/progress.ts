import type { EvidenceKind, Evidence } from './evidence.ts';

/** What happens while evidence is gathered; the session and the progress on standard error both read it. */
export type ProgressEvent =
  | { type: 'started'; step: string; kind: EvidenceKind | null; label: string; at: number }
  | { type: 'finished'; step: string; kind: EvidenceKind | null; label: string; at: number; outcome: string }
  /** Evidence as far as it is known now; later events replace it. */
  | { type: 'evidence'; evidence: Evidence };
