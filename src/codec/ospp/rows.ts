import type { OsppField } from './labels.ts';
import type { LogicalLine } from './logical-lines.ts';

/** The lines of one product, or of one lone error, in the order found. */
export type OsppRow = {
  /** First line, counted from 0. */
  line: number;
  /** `act`: an attempt to activate; `status`: a product's state; `history`: one event; `word`: no product, no error (a CMID, "no keys"). */
  kind: 'act' | 'status' | 'history' | 'word';
  /** True for the first row of a command's output. */
  first: boolean;
  fields: Map<OsppField, string>;
  activated: boolean;
  noKeys: boolean;
};

type Draft = OsppRow & { attempt: boolean; errorBeforeKey: boolean };

/** Fields of which each begins a new row where the row at hand has it already. */
const rowStarts: ReadonlySet<OsppField> = new Set<OsppField>(['productId', 'skuId', 'name', 'eventTime']);
/** Fields that a row holds once; a second one belongs to the next row although no dashes stand between. */
const once: ReadonlySet<OsppField> = new Set<OsppField>(['status', 'errorCode', 'lastFive', 'remainingGrace', 'description']);
const ofProduct: readonly OsppField[] = ['skuId', 'name', 'description', 'lastFive', 'status', 'remainingGrace', 'activationType'];

const newDraft = (line: number, first: boolean): Draft => ({
  line, kind: 'word', first, fields: new Map(), activated: false, noKeys: false, attempt: false, errorBeforeKey: false,
});

/**
 * Cuts lines into rows: at dashes, at "attempting to activate", at PRODUCT ID, SKU ID or LICENSE NAME where the row has
 * that field already, so that rows without dashes between them, and a row whose beginning is missing, are rows too.
 */
export function* readRows(lines: Iterable<LogicalLine>): Generator<OsppRow> {
  let draft: Draft | null = null;
  let first = true;
  for (const line of lines) {
    if (line.kind === 'remark' || line.kind === 'blank' || line.kind === 'text') continue;
    const ends = line.kind === 'processing' || line.kind === 'exiting' || line.kind === 'separator' || line.kind === 'attempt';
    if (draft !== null && (ends || (line.kind === 'field' && beginsRow(draft, line.field)))) {
      yield finish(draft);
      draft = null;
    }
    if (line.kind === 'processing' || line.kind === 'exiting') first = true;
    if (line.kind === 'processing' || line.kind === 'exiting' || line.kind === 'separator') continue;
    if (draft === null) {
      draft = newDraft(line.line, first);
      first = false;
    }
    if (line.kind === 'attempt') draft.attempt = true;
    else if (line.kind === 'activated') draft.activated = true;
    else if (line.kind === 'noKeys') draft.noKeys = true;
    else if (line.kind === 'field') {
      if (line.field === 'errorCode' && !draft.fields.has('lastFive')) draft.errorBeforeKey = true;
      if (!draft.fields.has(line.field)) draft.fields.set(line.field, line.value);
    }
  }
  if (draft !== null) yield finish(draft);
}

function beginsRow(draft: Draft, field: OsppField): boolean {
  if (draft.fields.size === 0) return false;
  if (once.has(field)) return draft.fields.has(field);
  if (!rowStarts.has(field)) return false;
  if (draft.fields.has(field) || draft.activated) return true;
  // PRODUCT ID, SKU ID, LICENSE NAME stand in this order at the head: any after a later field is a new row's.
  return [...draft.fields.keys()].some((f) => f !== 'productId' && f !== 'skuId' && f !== 'eventId' && f !== 'searchedMachine');
}

function finish(draft: Draft): OsppRow {
  return { line: draft.line, kind: kindOf(draft), first: draft.first, fields: draft.fields, activated: draft.activated, noKeys: draft.noKeys };
}

function kindOf({ fields, attempt, activated, errorBeforeKey }: Draft): OsppRow['kind'] {
  if (fields.has('errorAndHost') || fields.has('eventMessage') || fields.has('eventTime')) return 'history';
  if (attempt || activated) return 'act';
  if (fields.has('status') || fields.has('remainingGrace') || fields.has('activationType')) return 'status';
  // In /dstatus the error stands before the key's last five characters, in /act after them; alone it is what /act printed.
  if (fields.has('errorCode')) return errorBeforeKey && fields.has('lastFive') ? 'status' : 'act';
  return ofProduct.some((f) => fields.has(f)) || hasKmsClientField(fields) ? 'status' : 'word';
}

/** Fields of a KMS client's own block under a /dstatus row. */
export const kmsClientFields: readonly OsppField[] = [
  'dnsAutoDiscovery', 'discoveredHost', 'configuredHost', 'activationInterval', 'renewalInterval', 'hostCaching', 'lookupDomain',
];

const hasKmsClientField = (fields: ReadonlyMap<OsppField, string>): boolean => kmsClientFields.some((f) => fields.has(f));
