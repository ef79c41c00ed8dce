import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readXml } from '../../../src/codec/xml.ts';
import type { XmlNode } from '../../../src/codec/xml.ts';
import { readAnswer } from '../../../src/codec/wsman/answer.ts';
import { readEnvelope } from '../../../src/codec/wsman/envelope.ts';
import { escapeXml } from '../../../src/codec/wsman/escape-xml.ts';
import { readIdentity } from '../../../src/codec/wsman/identity.ts';
import { attributeOf, resolveReferences, scanXml } from '../../../src/codec/wsman/scan-xml.ts';
import { readCommandId, readReceived, readShellId } from '../../../src/codec/wsman/shell-answers.ts';
import { TreeBuilder } from '../../../src/codec/wsman/soap-element.ts';
import type { SoapElement } from '../../../src/codec/wsman/soap-element.ts';
import { readEnumerationPage, readInstance, readMethodOutput } from '../../../src/codec/wsman/wmi-answers.ts';
import { fragment, identity, instance, methodOutput, page, received, wsmanFault } from './soap.ts';

function treeOf(text: string): { ok: boolean; root: SoapElement | null; wanted: string | null } {
  const tree = new TreeBuilder();
  const scan = scanXml(text, tree);
  return { ok: scan.ok, root: tree.root, wanted: scan.ok ? null : scan.wanted };
}

type Plain = { name: string; text: string; children: Plain[] };
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const plainOf = ({ name, text, children }: XmlNode | SoapElement): Plain => ({ name: local(name), text, children: children.map(plainOf) });

const samples = [
  page('first', { items: [instance('A', '<p:X>1 &lt; 2</p:X><p:Y xsi:nil="true"/>')], context: 'uuid:A' }), page('later', { items: [fragment('<X/><X>&#x20AC;</X>')] }),
  wsmanFault(5, 'No.', { inner: { code: 5, words: 'No!' } }), identity('10.0.20348'), methodOutput('EnumValues', '<p:ReturnValue>0</p:ReturnValue>'), received([['stdout', 'text']], 0),
  '<?xml version="1.0"?><!-- a --><s:Envelope a="1" b = \'2 > 1\'><s:Body ><![CDATA[<&]]>x</s:Body ></s:Envelope>\n<!-- end -->',
];

describe('the scan of SOAP', () => {
  test('gives the tree that saxes gives, of whatever saxes takes', () => {
    for (const text of samples) {
      const saxes = readXml(text);
      expect(saxes.ok && plainOf(saxes.value)).toEqual(plainOf(treeOf(text).root ?? { name: '', attributes: '', text: '', children: [] }));
    }
  });

  const name = fc.constantFrom('a', 'b:c', 'w:Items', 'Ж');
  const tree = fc.letrec<{ node: string }>((tie) => ({
    node: fc.tuple(name, fc.array(fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme', maxLength: 8 }).map(escapeXml), tie('node')), { maxLength: 4 }), fc.string({ maxLength: 6 }))
      .map(([tag, inner, value]) => (inner.length === 0 ? `<${tag} k="${escapeXml(value)}"/>` : `<${tag} k='${escapeXml(value)}'>${inner.join('')}</${tag}>`)),
  })).node;

  test('agrees with saxes on documents of any making', () => {
    fc.assert(fc.property(tree, (text) => {
      const saxes = readXml(text);
      const own = treeOf(text);
      expect(own.ok).toBe(true);
      expect(saxes.ok && own.root !== null && plainOf(own.root)).toEqual(saxes.ok && plainOf(saxes.value));
    }), { numRuns: 200 });
  });

  test.each([
    '<a><b></a></b>', '<a>', '<a/><b/>', '</a>', '<a b></a>', '<a b=1/>', '<a b="<"/>', 'text', '<a>&nbsp;</a>', '<a>&#0;</a>', '<a>& b</a>', '<1/>', '<a', '<a b="', '<>', '<a><![CDATA[x</a>', '<a><!-- x</a>', '<a></ab>', '',
  ])('refuses what is not well-formed: %j', (text) => {
    expect(treeOf(text).ok).toBe(false);
  });

  test('refuses document types, and so bombs of entities', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`;
    expect(treeOf(bomb)).toMatchObject({ ok: false, wanted: 'no document type' });
    expect(treeOf('<a>&c;</a>')).toMatchObject({ ok: false, wanted: 'no entities but those of XML itself' });
  });

  test('refuses what is too deep, too long or of too many elements, and says which', () => {
    expect(treeOf('<a>'.repeat(200_000))).toMatchObject({ ok: false, wanted: 'at most 64 levels' });
    const limits = { length: 1000, elements: 10, depth: 64 };
    expect(scanXml(`<a>${'<b/>'.repeat(20)}</a>`, new TreeBuilder(), limits)).toMatchObject({ ok: false, wanted: 'at most 10 elements' });
    expect(scanXml(' '.repeat(2000), new TreeBuilder(), limits)).toMatchObject({ ok: false, wanted: 'at most 1000 characters' });
  });

  test('resolves references, and reads attributes by their local names', () => {
    expect(resolveReferences('&lt;&#65;&#x1F600;&amp;amp;')).toBe('<A😀&amp;');
    expect(attributeOf(' xsi:nil = "true" xmlns:nil="x" Name=\'a &quot;b&quot;\'', 'nil')).toBe('true');
    expect(attributeOf(' xmlns:Name="x" Name=\'a &quot;b&quot;\'', 'Name')).toBe('a "b"');
    expect(attributeOf('', 'Name')).toBeNull();
  });
});

const ending = '</s:Envelope>';

const readers: readonly ((text: string) => unknown)[] = [
  readAnswer, readEnvelope, readIdentity, readShellId, readCommandId, readReceived, readInstance,
  (text) => readEnumerationPage(text, { onRow: () => undefined }), (text) => readMethodOutput(text, 'EnumValues'),
];

describe('every reader of answers', () => {
  test('gives a reading and never throws, wherever an answer is cut off', () => {
    for (const text of samples) {
      for (let length = 0; length < text.indexOf(ending) + ending.length; length += 1) {
        const cut = text.slice(0, length);
        expect(readAnswer(cut).ok).toBe(false);
        expect(readers[length % readers.length]?.(cut)).toHaveProperty('ok');
      }
    }
  });

  test('gives a reading and never throws, whatever is changed in an answer', () => {
    const change = fc.record({ sample: fc.constantFrom(...samples), at: fc.nat(2000), put: fc.constantFrom('<', '>', '/', '&', '"', '\0', '<a>', '</', ']]>', '<!', 'x'), drop: fc.nat(12) });
    fc.assert(fc.property(change, ({ sample, at, put, drop }) => {
      const from = at % sample.length;
      const text = sample.slice(0, from) + put + sample.slice(from + drop);
      for (const read of readers) expect(read(text)).toHaveProperty('ok');
    }), { numRuns: 400 });
  });
});
