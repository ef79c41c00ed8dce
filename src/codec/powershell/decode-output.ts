/**
 * What PowerShell writes into a pipe depends on its version, its console and its culture: UTF-8, UTF-16 with or without a
 * byte-order mark, or the machine's old code page (850 in a western European console, 1252 where a script set it).
 */

/** The upper half of code page 850. Source: the Unicode Consortium's mapping table CP850.TXT. */
const upper850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** Bytes with which code page 850 writes letters and 1252 punctuation and symbols, and the other way round. */
const lettersOf850 = (byte: number): boolean => byte >= 0x80 && byte <= 0xa5;
const lettersOf1252 = (byte: number): boolean => byte >= 0xc0;

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  const sample = Math.min(bytes.length, 4096);
  for (let at = 0; at < sample; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd < 2) return null;
  // What our scripts print is ASCII: nearly every second byte is zero.
  if (odd > sample * 0.3 && odd > even * 4) return 'utf-16le';
  return even > sample * 0.3 && even > odd * 4 ? 'utf-16be' : null;
}

function decodeCodePage(bytes: Uint8Array): string {
  let as850 = 0;
  let as1252 = 0;
  for (const byte of bytes) {
    if (lettersOf850(byte)) as850 += 1;
    else if (lettersOf1252(byte)) as1252 += 1;
  }
  if (as1252 > as850) return new TextDecoder('windows-1252').decode(bytes);
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upper850[byte - 0x80] ?? '';
  return text;
}

/** The text in what a PowerShell process wrote. Any bytes are fine: what is in no encoding known here loses its letters outside ASCII. */
export function decodeOutput(bytes: Uint8Array): string {
  const order = utf16Order(bytes);
  if (order !== null) return new TextDecoder(order).decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeCodePage(bytes);
  }
}
