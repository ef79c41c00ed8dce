/** What XML 1.0 has no way to write at all: control characters, halves of surrogate pairs, two non-characters. */
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

/** A text as the value of an XML attribute, between double quotes; what XML cannot hold is left out. */
export const attributeText = (text: string): string => text.replace(unwritable, '').replace(/[&<>"\n\r\t]/g, (sign) => escapes[sign] ?? sign);

/** A text as the content of an XML element; its line breaks stay. What XML cannot hold is left out. */
export const elementText = (text: string): string => text.replace(unwritable, '').replace(/[&<>\r]/g, (sign) => escapes[sign] ?? sign);
