import type { Document, Node, YAMLError } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { cleanText } from '../../model/clean.ts';
import type { ScenarioPath, ScenarioProblem } from './scenario-place.ts';
import { mostProblems, pathInWords } from './scenario-place.ts';
import { beyondBounds } from './yaml-bounds.ts';

/** The content of a YAML or JSON text and where each part of it stands, or what is wrong with the text. */
export type YamlDocument = { ok: true; value: unknown; placeOf: PlaceOf; sourceOf: (path: ScenarioPath) => string | null } | { ok: false; problems: ScenarioProblem[] };

/** Line and column, from 1, of a value, or of its key; where there is none at the path, of the nearest that holds it. */
export type PlaceOf = (path: ScenarioPath, part: 'key' | 'value') => { line: number; column: number };

const mostAliases = 100;
const mostNodes = 100_000;
const deepest = 64;

/** Names that mean something to every JavaScript object; no scenario has them. */
const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads YAML 1.2 (or JSON, which is YAML). Without custom tags, with aliases bounded; never throws. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const beyond = beyondBounds(text);
  if (beyond !== null) return { ok: false, problems: [{ ...placeIn(text, beyond.at), message: beyond.message }] };
  const doc: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: true, version: '1.2', merge: false, logLevel: 'error' });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: ScenarioProblem[] = [];
  for (const error of [...doc.errors, ...doc.warnings].slice(0, mostProblems)) problems.push({ ...at(error.pos[0]), message: sentenceOf(error) });
  if (doc.directives?.yaml.explicit === true && doc.directives.yaml.version !== '1.2') problems.push({ line: 1, column: 1, message: 'The file asks for another YAML than 1.2.' });
  if (problems.length > 0) return { ok: false, problems };
  const content = contentOf(doc, (node, message) => problems.push({ ...at(node?.range?.[0] ?? 0), message }));
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) };
  if (content === null) return { ok: false, problems: [{ line: 1, column: 1, message: 'The file is empty.' }] };
  return {
    ok: true, value: content,
    placeOf: (path, part) => at(nodeAt(doc, path, part)?.range?.[0] ?? 0),
    sourceOf: (path) => {
      const node = nodeAt(doc, path, 'value');
      return isScalar(node) && typeof node.source === 'string' ? node.source : null;
    },
  };
}

const sentenceOf = ({ message, code }: YAMLError): string =>
  (code === 'DUPLICATE_KEY' ? 'This key stands here twice.' : `This is not YAML: ${cleanText(message).split('\n')[0]?.slice(0, 200).replace(/\.$/, '') ?? ''}.`);

function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - start + 1 };
}

/** Plain values of a document; objects have no prototype. Trouble is told once for each place, and bounded. */
function contentOf(doc: Document, refuse: (node: Node | null, message: string) => void): unknown {
  let nodes = 0;
  let aliases = 0;
  let isTooMuch = false;
  const plain = (node: unknown, path: ScenarioPath): unknown => {
    if (isTooMuch) return null;
    nodes += 1;
    if (nodes > mostNodes || path.length > deepest) {
      isTooMuch = true;
      refuse(node as Node, nodes > mostNodes ? 'The file grows beyond all bounds where its aliases are followed.' : 'The file is nested too deeply here.');
      return null;
    }
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > mostAliases) {
        isTooMuch = true;
        refuse(node, `The file has more than ${mostAliases} aliases.`);
        return null;
      }
      return plain(node.resolve(doc), path);
    }
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    if (isSeq(node)) return node.items.map((item, i) => plain(item, [...path, i]));
    if (!isMap(node)) return null;
    const object = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (reservedKeys.has(name)) refuse(key as Node, `${pathInWords([...path, name])} is no key that is known here.`);
      else object[name] = plain(value, [...path, name]);
    }
    return object;
  };
  return plain(doc.contents, []);
}

/** The node at a path; where the path goes on and the content does not, the last one on the way. */
function nodeAt(doc: Document, path: ScenarioPath, part: 'key' | 'value'): Node | null {
  let node = resolved(doc, doc.contents);
  let last: Node | null = node;
  for (const step of path) {
    let key: Node | null = null;
    let next: Node | null = null;
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
      if (pair === undefined) return last;
      key = pair.key as Node;
      next = resolved(doc, pair.value as Node | null);
    } else if (isSeq(node) && typeof step === 'number') next = resolved(doc, (node.items[step] ?? null) as Node | null);
    if (key === null && next === null) return last;
    last = part === 'key' ? key ?? next : next ?? key;
    node = next;
  }
  return last;
}

const resolved = (doc: Document, node: Node | null): Node | null => (isAlias(node) ? (node.resolve(doc) as Node | undefined) ?? null : node);
