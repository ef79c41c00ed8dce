import { describe, expect, it } from 'vitest';
import { childOf, localName, readXml } from '../../src/codec/xml.ts';

describe('readXml', () => {
  it('gives names, attributes, text and children', () => {
    const reading = readXml('<a:x y="1"><b>two &amp; <![CDATA[<3>]]></b><b/></a:x>');
    expect(reading.ok && localName(reading.value)).toBe('x');
    expect(reading.ok && reading.value.attributes.get('y')).toBe('1');
    expect(reading.ok && childOf(reading.value, 'b')?.text).toBe('two & <3>');
    expect(reading.ok && reading.value.children.length).toBe(2);
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'no document type'],
    ['too many levels', '<a>'.repeat(100), 'at most 64 levels'],
    ['an entity that is not XML’s own', '<a>&b;</a>', 'well-formed XML'],
    ['elements that cross', '<a><b></a></b>', 'well-formed XML'],
    ['nothing', '', 'an element'],
  ])('refuses %s', (_, text, wanted) => {
    const reading = readXml(text);
    expect(reading.ok ? null : reading.wanted).toContain(wanted.replace('an element', ''));
    expect(reading.ok).toBe(false);
  });

  it('bounds length and number of elements', () => {
    expect(readXml('<a>bcd</a>', { length: 5, nodes: 10, depth: 10 })).toMatchObject({ ok: false, partial: null });
    expect(readXml('<a><b/><b/><b/></a>', { length: 500, nodes: 3, depth: 10 })).toMatchObject({ ok: false, wanted: 'at most 3 elements' });
  });

  it('of cut XML gives what was read, and of an open element nothing after its last comma', () => {
    const reading = readXml('<a><b>whole</b><c>one, two, thr');
    expect(reading.ok ? null : reading.partial?.children.map((c) => c.text)).toEqual(['whole', 'one, two,']);
  });
});
