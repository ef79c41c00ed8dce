const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'], ['gt', '>'], ['amp', '&'], ['quot', '"'], ['apos', '\''], ['nbsp', ' '], ['ensp', ' '], ['emsp', ' '],
  ['thinsp', ' '], ['ndash', '–'], ['mdash', '—'], ['hellip', '…'], ['copy', '©'], ['reg', '®'], ['trade', '™'],
  ['bull', '•'], ['middot', '·'], ['lsquo', '‘'], ['rsquo', '’'], ['ldquo', '“'], ['rdquo', '”'], ['laquo', '«'], ['raquo', '»'],
  ['zwnj', ''], ['zwj', ''], ['shy', ''], ['lrm', ''], ['rlm', ''],
]);

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;

/**
 * Replaces HTML entities, named and numbered, once (`&amp;lt;` becomes `&lt;`). What is none stays as it is. Where the line
 * holds a plain quotation mark, `&quot;` stays: the line is then raw JSON or XML, and the mark would end its string.
 */
export function decodeEntities(line: string): string {
  const keepsQuotes = line.includes('"');
  return line.replace(entity, (whole, dec: string | undefined, hex: string | undefined, name: string | undefined) => {
    const text = name === undefined ? fromCodePoint(dec, hex) : named.get(name.toLowerCase()) ?? whole;
    return text === '"' && keepsQuotes ? whole : text;
  });
}

function fromCodePoint(dec: string | undefined, hex: string | undefined): string {
  const point = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
  const isText = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  // A line break from an entity would make two lines of one behind the back of whoever counts them.
  return isText && point !== 10 && point !== 13 ? String.fromCodePoint(point) : ' ';
}

const tag = /<\/?(br|pre|p|div|span|code|b|i|em|strong|tt|li|ul|ol|td|th|tr|table|tbody|thead|font|blockquote|samp|kbd|html|body|h[1-6]|a|u|small|hr|section|article)(?:\s[^<>]{0,400})?\s?\/?>/gi;
const breaks = /^(?:br|p|div|li|tr|hr|h[1-6])$/i;

/**
 * Takes HTML tags out of a line; tags that break lines leave `\n`, cells of a table a blank. Only elements of HTML are
 * tags: `<removed>` and `<Product activation successful>` stay.
 */
export function stripTags(line: string): string {
  return line.replace(tag, (whole, name: string) => {
    if (breaks.test(name)) return '\n';
    return /^t[dh]$/i.test(name) && !whole.startsWith('</') ? ' ' : '';
  });
}
