import { SaxesParser } from 'saxes';

/** An XML element: its text is that of its own text nodes and CDATA sections, joined. */
export type XmlNode = { name: string; attributes: ReadonlyMap<string, string>; text: string; children: XmlNode[] };

/** Bounds of what is read, in UTF-16 units, elements and levels. */
export type XmlLimits = { length: number; nodes: number; depth: number };

/**
 * The tree, or where reading stopped, what was wanted there, and what stood before that place. An element that was still
 * open there keeps its text up to the last comma alone: what stands after it may be half a word or half a number.
 */
export type XmlReading =
  | { ok: true; value: XmlNode }
  | { ok: false; at: number; wanted: string; partial: XmlNode | null };

const usual: XmlLimits = { length: 4 * 1024 * 1024, nodes: 100_000, depth: 64 };

class Refusal extends Error {}

/**
 * Reads one XML document into a tree. Namespaces are left as prefixes in the names. Document types, and so entities of
 * one's own, are refused; length, number of elements and depth are bounded, so that hostile input costs no more than
 * honest input. Malformed or cut XML gives what was read before the place. Never throws.
 */
export function readXml(text: string, limits: XmlLimits = usual): XmlReading {
  if (text.length > limits.length) return { ok: false, at: limits.length, wanted: `at most ${limits.length} characters`, partial: null };
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: XmlNode[] = [];
  let root: XmlNode | null = null;
  let nodes = 0;
  parser.on('doctype', () => { throw new Refusal('no document type'); });
  parser.on('opentagstart', () => {
    nodes += 1;
    if (nodes > limits.nodes) throw new Refusal(`at most ${limits.nodes} elements`);
    if (open.length >= limits.depth) throw new Refusal(`at most ${limits.depth} levels`);
  });
  parser.on('opentag', (tag) => {
    const node: XmlNode = { name: tag.name, attributes: new Map(Object.entries(tag.attributes)), text: '', children: [] };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const addText = (t: string): void => {
    const node = open.at(-1);
    if (node !== undefined) node.text += t;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => { open.pop(); });
  // At the end of cut XML the parser still holds text that it hands out only where errors do not stop it.
  let atEnd = false;
  let failure: Error | null = null;
  parser.on('error', (error) => {
    failure ??= error;
    if (!atEnd) throw error;
  });
  try {
    parser.write(text);
    atEnd = true;
    parser.close();
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error('unreadable');
  }
  if (failure !== null) return stopped(failure, Math.min(parser.position, text.length), root, open);
  return root === null ? { ok: false, at: text.length, wanted: 'an element', partial: null } : { ok: true, value: root };
}

function stopped(failure: Error, at: number, partial: XmlNode | null, open: readonly XmlNode[]): XmlReading {
  for (const node of open) node.text = node.text.slice(0, node.text.lastIndexOf(',') + 1);
  return { ok: false, at, wanted: failure instanceof Refusal ? failure.message : 'well-formed XML', partial };
}

/** The name without its prefix: `Event` of `e:Event`. */
export const localName = (node: XmlNode): string => node.name.slice(node.name.indexOf(':') + 1);

/** The first child of this local name, or null. */
export const childOf = (node: XmlNode | null, name: string): XmlNode | null =>
  node?.children.find((c) => localName(c) === name) ?? null;
