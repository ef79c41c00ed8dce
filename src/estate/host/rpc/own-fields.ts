/** One line of a message: its label, what its value must look like, and that in words. */
export type FieldRule = { label: string; pattern: RegExp; wanted: string };

/** Values by label, or where a message ceases to be one. `at` counts octets from the message's first. */
export type FieldReading = { ok: true; values: ReadonlyMap<string, string> } | { ok: false; at: number; wanted: string };

/** Octets of the longest message that is read; one of ours has about 250. */
const maxMessage = 2048;

const printable = /^[\u0020-\u007e]*$/;

/** The octets of a heading and its fields; null where a value does not fit its rule, and so could not be read again. */
export function writeFields(heading: string, rules: readonly FieldRule[], values: Readonly<Record<string, string | number>>): Uint8Array | null {
  let text = `${heading}\n`;
  for (const { label, pattern } of rules) {
    const value = String(values[label] ?? '');
    if (!pattern.test(value)) return null;
    text += `${label}: ${value}\n`;
  }
  return new TextEncoder().encode(text);
}

/** Reads a heading and then each field once, in the order of the rules, and nothing behind them. Never throws. */
export function readFields(heading: string, rules: readonly FieldRule[], bytes: Uint8Array): FieldReading {
  if (bytes.length > maxMessage) return { ok: false, at: maxMessage, wanted: `end of a message of at most ${maxMessage} octets` };
  if (!beginsWith(heading, bytes)) return { ok: false, at: 0, wanted: `line "${heading}"` };
  // Latin-1: one character an octet, so that a place in the text is a place in the octets.
  const text = String.fromCharCode(...bytes);
  const values = new Map<string, string>();
  let at = heading.length + 1;
  for (const { label, pattern, wanted } of rules) {
    const end = text.indexOf('\n', at);
    if (end === -1 || !text.startsWith(`${label}: `, at)) return { ok: false, at, wanted: `line "${label}: …"` };
    const value = text.slice(at + label.length + 2, end);
    if (!printable.test(value) || !pattern.test(value)) return { ok: false, at: at + label.length + 2, wanted };
    values.set(label, value);
    at = end + 1;
  }
  return at === text.length ? { ok: true, values } : { ok: false, at, wanted: 'end of the message' };
}

/** Whether a message's first line is this heading. Looks no further. */
export const beginsWith = (heading: string, bytes: Uint8Array): boolean =>
  bytes.length > heading.length && `${heading}\n`.split('').every((c, n) => bytes[n] === c.charCodeAt(0));
