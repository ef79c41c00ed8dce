/**
 * LDAP messages (RFC 4511 §4.1.1) out of a stream, measured before a library reads them: ldapts believes the lengths
 * inside a message, loops for ever over some that cannot be, and keeps all that a server cares to send.
 */

/** Octets of one message, of all of a connection, and how many messages: an activation object takes about one kilobyte. */
export const ldapLimits = { messageOctets: 256 * 1024, totalOctets: 2 * 1024 * 1024, messages: 1000 } as const;

const maxDepth = 8;
const tag = { integer: 0x02, octets: 0x04, sequence: 0x30, set: 0x31, entry: 0x64, controls: 0xa0 } as const;

type Element = { tag: number; from: number; end: number };

/** The element at `at`: definite lengths of at most four octets. `partial` where it does not end before `limit`. */
function elementAt(bytes: Uint8Array, at: number, limit: number): Element | 'partial' | null {
  const first = bytes[at + 1];
  if (at + 2 > limit || first === undefined) return 'partial';
  if (first < 0x80) return at + 2 + first > limit ? 'partial' : { tag: bytes[at] ?? 0, from: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return null;
  if (at + 2 + count > limit) return 'partial';
  let length = 0;
  for (let n = 0; n < count; n++) length = length * 256 + (bytes[at + 2 + n] ?? 0);
  const from = at + 2 + count;
  return length > ldapLimits.messageOctets ? null : from + length > limit ? 'partial' : { tag: bytes[at] ?? 0, from, end: from + length };
}

/** The elements that fill this span exactly; null where they do not. */
function childrenOf(bytes: Uint8Array, { from, end }: Element): Element[] | null {
  const children: Element[] = [];
  for (let at = from; at < end;) {
    const child = elementAt(bytes, at, end);
    if (child === null || child === 'partial') return null;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** Whether every constructed element (bit 6) is filled by its elements, to a sane depth. */
function nests(bytes: Uint8Array, element: Element, depth: number): boolean {
  if ((element.tag & 0x20) === 0) return true;
  const children = depth < maxDepth ? childrenOf(bytes, element) : null;
  return children !== null && children.every((child) => nests(bytes, child, depth + 1));
}

/** A name and attributes, each a type and a set of values (RFC 4511 §4.5.2). */
function isEntry(bytes: Uint8Array, operation: Element): boolean {
  const [name, attributes, ...more] = childrenOf(bytes, operation) ?? [];
  if (name?.tag !== tag.octets || attributes?.tag !== tag.sequence || more.length > 0) return false;
  return (childrenOf(bytes, attributes) ?? []).every((attribute) => {
    const [type, values, ...rest] = attribute.tag === tag.sequence ? childrenOf(bytes, attribute) ?? [] : [];
    return type?.tag === tag.octets && values?.tag === tag.set && rest.length === 0
      && (childrenOf(bytes, values) ?? []).every((value) => value.tag === tag.octets);
  });
}

/** The message without its controls, of which we asked for none; null where it is none that we can want. */
function checkedMessage(bytes: Uint8Array, whole: Element): Uint8Array | null {
  const parts = childrenOf(bytes, whole);
  const [id, operation, controls] = parts ?? [];
  if (parts === null || parts.length > 3 || id === undefined || operation === undefined || (controls !== undefined && controls.tag !== tag.controls)) return null;
  if (id.tag !== tag.integer || id.end - id.from < 1 || id.end - id.from > 4 || !nests(bytes, operation, 0)) return null;
  if (operation.tag === tag.entry && !isEntry(bytes, operation)) return null;
  const content = bytes.subarray(whole.from, operation.end);
  const length = [content.length >>> 16, (content.length >>> 8) & 0xff, content.length & 0xff];
  return Uint8Array.from([tag.sequence, 0x83, ...length, ...content]);
}

export type LdapFrames = {
  /** The whole messages that these octets complete, or why the stream cannot be read on. */
  push(chunk: Uint8Array): { ok: true; messages: Uint8Array[] } | { ok: false; wanted: string };
};

/** Reads any stream of octets as LDAP messages; bounded in memory and linear in time. Once it failed it stays failed. */
export function readLdapFrames(): LdapFrames {
  let held: Uint8Array[] = [];
  let heldLength = 0;
  /** Octets that the message under way needs; looked for anew when they are there. */
  let needed = 2;
  let total = 0;
  let count = 0;
  let failure: string | null = null;
  const fail = (wanted: string): { ok: false; wanted: string } => {
    failure = wanted;
    held = [];
    return { ok: false, wanted };
  };
  return {
    push(chunk) {
      if (failure !== null) return { ok: false, wanted: failure };
      total += chunk.length;
      if (total > ldapLimits.totalOctets) return fail(`no more than ${ldapLimits.totalOctets} octets`);
      held.push(chunk);
      heldLength += chunk.length;
      if (heldLength < needed) return { ok: true, messages: [] };
      const bytes = held.length === 1 ? chunk : Buffer.concat(held);
      const messages: Uint8Array[] = [];
      let at = 0;
      needed = 2;
      while (at < bytes.length) {
        if (bytes[at] !== tag.sequence) return fail('a message of LDAP');
        const whole = elementAt(bytes, at, bytes.length);
        if (whole === null) return fail(`a message of at most ${ldapLimits.messageOctets} octets`);
        if (whole === 'partial') {
          const header = elementAt(bytes, at, at + ldapLimits.messageOctets + 6);
          if (bytes.length - at >= 6 && header !== null && header !== 'partial') needed = header.end - at;
          else needed = bytes.length - at + 1;
          break;
        }
        const message = checkedMessage(bytes, whole);
        count += 1;
        if (message === null) return fail('a message whose parts fit');
        if (count > ldapLimits.messages) return fail(`no more than ${ldapLimits.messages} messages`);
        messages.push(message);
        at = whole.end;
      }
      held = at < bytes.length ? [bytes.subarray(at)] : [];
      heldLength = bytes.length - at;
      return { ok: true, messages };
    },
  };
}
