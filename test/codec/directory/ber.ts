/** BER by hand, for messages as a directory sends them and as one must not. */

export const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.from([tag, ...length, ...content]);
};

export const octets = (text: string | Uint8Array): Buffer => element(0x04, typeof text === 'string' ? Buffer.from(text) : text);
export const integer = (value: number): Buffer => element(0x02, Buffer.from([value]));
export const message = (id: number, operation: Uint8Array, ...more: Uint8Array[]): Buffer => element(0x30, integer(id), operation, ...more);

/** A result of a bind (0x61) or search (0x65) with its code and the server's words. */
export const result = (id: number, operation: 0x61 | 0x65 | 0x78, code: number, words = ''): Buffer =>
  message(id, element(operation, element(0x0a, Buffer.from([code])), octets(''), octets(words)));

export const entry = (id: number, name: string, attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>>): Buffer =>
  message(id, element(0x64, octets(name), element(0x30, ...Object.entries(attributes).map(([type, values]) =>
    element(0x30, octets(type), element(0x31, ...values.map(octets)))))));
