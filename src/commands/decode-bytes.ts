import { isAscii } from 'node:buffer';

/** Bytes as text, with a note where letters may have been lost; or why they are no text, a clause that follows the input's name. */
export type Decoding = { ok: true; text: string; note: string | null } | { ok: false; reason: string };

/**
 * Text in UTF-8 or UTF-16 of either byte order, with and without a byte-order mark, as consoles, editors and `>` write
 * it; text in an old code page as Windows-1252. Anything else is refused, named where its first bytes tell what it is.
 */
export function decodeBytes(bytes: Buffer): Decoding {
  if (bytes.length === 0) return { ok: false, reason: 'is empty' };
  const signed = signatures.find(({ starts }) => bytes.subarray(0, starts.length).equals(starts));
  if (signed !== undefined) return { ok: false, reason: signed.reason };
  const decoded = decode(bytes);
  if (!decoded.ok) return decoded;
  return /\S/.test(decoded.text) ? decoded : { ok: false, reason: 'is empty: it holds nothing but blanks' };
}

const binary = (what: string): string => `is ${what}, not text: paste or save the text itself`;

const signatures: readonly { starts: Buffer; reason: string }[] = [
  { starts: Buffer.from('ElfFile\0'), reason: 'is an .evtx log, which this version does not read: export it as XML with wevtutil qe FILE /lf:true /f:xml' },
  { starts: Buffer.from([0x30, 0, 0, 0, 0x4c, 0x66, 0x4c, 0x65]), reason: binary('an old .evt log') },
  { starts: Buffer.from('PK\u0003\u0004'), reason: binary('a ZIP archive or an Office document') },
  { starts: Buffer.from([0x1f, 0x8b]), reason: binary('a gzip archive') },
  { starts: Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), reason: binary('a 7z archive') },
  { starts: Buffer.from('MSCF'), reason: binary('a cabinet archive') },
  { starts: Buffer.from('%PDF'), reason: binary('a PDF document') },
  { starts: Buffer.from([0x89, 0x50, 0x4e, 0x47]), reason: binary('a picture') },
  { starts: Buffer.from([0xff, 0xd8, 0xff]), reason: binary('a picture') },
  { starts: Buffer.from('GIF8'), reason: binary('a picture') },
  { starts: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), reason: binary('an old Office document') },
  { starts: Buffer.from([0x7f, 0x45, 0x4c, 0x46]), reason: binary('a program') },
  { starts: Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]), reason: binary('a packet capture') },
  { starts: Buffer.from([0x0a, 0x0d, 0x0d, 0x0a]), reason: binary('a packet capture') },
  { starts: Buffer.from('regf'), reason: binary('a registry hive') },
];

function decode(bytes: Buffer): Decoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be');
  const sample = sampleOf(bytes);
  const order = utf16Order(sample);
  if (order !== null) return decodeUtf16(bytes, order);
  const control = controlByteAt(bytes, sample);
  if (control !== null) return { ok: false, reason: `is binary, not text: byte ${control.at} of it is 0x${control.byte.toString(16).padStart(2, '0')}` };
  return decodeUtf8(bytes);
}

const sampleBytes = 64 * 1024;
const sampleOf = (bytes: Buffer): Buffer => (bytes.length <= sampleBytes ? bytes : Buffer.concat([bytes.subarray(0, sampleBytes / 2), middleOf(bytes)]));
/** Begins at an even offset, so that the bytes of UTF-16 keep their places. */
const middleOf = (bytes: Buffer): Buffer => {
  const from = Math.floor(bytes.length / 4) * 2;
  return bytes.subarray(from, from + sampleBytes / 2);
};

/** Latin text in UTF-16 has a zero in every second byte; other scripts have it in blanks, digits and codes at least. */
function utf16Order(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (!sample.includes(0)) return null;
  const zeros: [even: number, odd: number] = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  const half = sample.length / 2;
  // One zero in a handful of bytes shows nothing.
  if (even + odd < 2) return null;
  if (odd > half * 0.15 && even < half * 0.02) return 'utf-16le';
  return even > half * 0.15 && odd < half * 0.02 ? 'utf-16be' : null;
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): Decoding {
  // A text cut in the middle of a character loses that character only.
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  const sample = text.slice(0, sampleBytes);
  const at = sample.search(/[\0-\x06\x0e-\x1a\x1c-\x1f]/);
  const strange = sample.match(/[\0-\x06\x0e-\x1a\x1c-\x1f\ufffd\uffff]/g)?.length ?? 0;
  if (strange * 100 > sample.length) return { ok: false, reason: `is binary, not text: byte ${2 * Math.max(at, 0)} of it is a control character` };
  return { ok: true, text, note: null };
}

const isControl = (byte: number): boolean => byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1a && byte !== 0x1b;

/** The first control byte where there are more of them than a damaged text has; null for text. */
function controlByteAt(bytes: Buffer, sample: Buffer): { at: number; byte: number } | null {
  let count = 0;
  for (const byte of sample) if (isControl(byte)) count += 1;
  if (count === 0 || count * 100 <= sample.length) return null;
  const at = bytes.findIndex(isControl);
  return { at, byte: bytes[at] ?? 0 };
}

function decodeUtf8(bytes: Buffer): Decoding {
  // One byte a character instead of two: half the memory for nearly every input.
  if (isAscii(bytes)) return { ok: true, text: bytes.toString('latin1'), note: null };
  const text = new TextDecoder('utf-8').decode(bytes);
  const lost = count(text, /\ufffd/g);
  if (lost === 0) return { ok: true, text, note: null };
  // A few broken characters in a text that is UTF-8 elsewhere (one cut off at the end) are no other encoding.
  if (lost === 1 || lost * 10 <= count(text, /[^\0-\x7f]/g)) return { ok: true, text, note: null };
  return { ok: true, text: new TextDecoder('windows-1252').decode(bytes), note: 'is not in UTF-8 or UTF-16 and was read as Windows-1252: letters outside ASCII may be wrong' };
}

function count(text: string, pattern: RegExp): number {
  let n = 0;
  for (let m = pattern.exec(text); m !== null; m = pattern.exec(text)) n += 1;
  return n;
}
