import type { WmiRow } from '../../model/windows.ts';
import { RowBuilder } from './row-builder.ts';
import { ScanStop, scanXml } from './scan-xml.ts';
import type { ScanLimits, XmlSink } from './scan-xml.ts';
import { attribute, childOf, descend, TreeBuilder, trimmedText } from './soap-element.ts';
import type { SoapElement } from './soap-element.ts';

/** What a message says, request or answer. What its header lacks is null; names and values of selectors and options as they stand. */
export type SoapEnvelope = {
  action: string | null;
  /** With its `uuid:`. */
  messageId: string | null;
  relatesTo: string | null;
  to: string | null;
  resourceUri: string | null;
  selectors: ReadonlyMap<string, string>;
  options: ReadonlyMap<string, string>;
  /** As written: `PT60.000S`. */
  operationTimeout: string | null;
  maxEnvelopeBytes: number | null;
  /** The elements of the body in order; none where it is empty. Items of an enumeration are left out of it. */
  body: readonly SoapElement[];
  /** Items that were handed over as rows. */
  rows: number;
};

export type EnvelopeReading = { ok: true; value: SoapEnvelope } | { ok: false; at: number; wanted: string };

export type EnvelopeOptions = {
  /** Takes the items of an EnumerateResponse or PullResponse one by one; without it they are passed over. */
  onRow?: (row: WmiRow) => void;
  /** Rows in this message at most; a million unless said. */
  mostRows?: number;
  limits?: ScanLimits;
};

const enumerations: ReadonlySet<string> = new Set(['EnumerateResponse', 'PullResponse']);
const itemsDepth = 4;
/** Elements besides those of items: they are kept as a tree. */
const mostElements = 100_000;

/** Hands the items of an enumeration to the row builder as they come, and all else to a tree. */
class EnvelopeSink implements XmlSink {
  readonly tree = new TreeBuilder();
  rows = 0;
  private readonly path: string[] = [];
  private readonly rowBuilder: RowBuilder;
  private inItems = false;
  private depth = 0;
  private kept = 0;

  constructor({ onRow = () => undefined, mostRows = 1_000_000 }: EnvelopeOptions) {
    this.rowBuilder = new RowBuilder((row) => {
      this.rows += 1;
      if (this.rows > mostRows) throw new ScanStop(`at most ${mostRows} rows`);
      onRow(row);
    });
  }

  open(name: string, attributes: string): void {
    this.depth += 1;
    if (this.inItems) {
      this.rowBuilder.open(name, attributes);
      return;
    }
    if (this.depth === 1 && name !== 'Envelope') throw new ScanStop('a SOAP envelope');
    this.kept += 1;
    if (this.kept > mostElements) throw new ScanStop(`at most ${mostElements} elements besides items`);
    this.tree.open(name, attributes);
    if (this.depth < itemsDepth) this.path[this.depth - 1] = name;
    else if (this.depth === itemsDepth && name === 'Items') this.inItems = this.path[1] === 'Body' && enumerations.has(this.path[2] ?? '');
  }

  text(text: string): void {
    if (this.inItems) this.rowBuilder.text(text);
    else this.tree.text(text);
  }

  close(): void {
    if (this.inItems && this.depth > itemsDepth) {
      this.rowBuilder.close();
    } else {
      this.inItems = false;
      this.tree.close();
    }
    this.depth -= 1;
  }
}

const named = (set: SoapElement | null): Map<string, string> =>
  new Map((set?.children ?? []).map((child) => [attribute(child, 'Name') ?? '', child.text.trim()]));

/**
 * Reads a SOAP message of WS-Management. Depth, elements, length and rows are bounded; document types and entities are
 * refused. Whether it is a fault is for whoever asks: `readFault`. Never throws.
 */
export function readEnvelope(text: string, options: EnvelopeOptions = {}): EnvelopeReading {
  const sink = new EnvelopeSink(options);
  const scan = scanXml(text, sink, options.limits);
  if (!scan.ok) return scan;
  const root = sink.tree.root;
  const body = childOf(root, 'Body');
  if (body === null) return { ok: false, at: text.length, wanted: 'a SOAP body' };
  const header = childOf(root, 'Header');
  const told = (name: string): string | null => trimmedText(childOf(header, name));
  const size = Number(told('MaxEnvelopeSize') ?? Number.NaN);
  return {
    ok: true,
    value: {
      action: told('Action'), messageId: told('MessageID'), relatesTo: told('RelatesTo'), to: told('To'), resourceUri: told('ResourceURI'),
      selectors: named(descend(header, 'SelectorSet')), options: named(descend(header, 'OptionSet')),
      operationTimeout: told('OperationTimeout'), maxEnvelopeBytes: Number.isSafeInteger(size) ? size : null,
      body: body.children, rows: sink.rows,
    },
  };
}
