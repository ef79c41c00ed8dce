/** Code page 850, from 128 on. Source: Unicode's VENDORS/MICSFT/PC/CP850.TXT. */
const codePage850 = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const of850 = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => (octet < 128 ? String.fromCharCode(octet) : codePage850[octet - 128] ?? '')).join('');

/** Text of mostly Latin letters in UTF-16 has a zero in every second octet. */
function zerosAt(octets: Uint8Array, parity: 0 | 1): boolean {
  const length = Math.min(octets.length & ~1, 512);
  let zeros = 0;
  for (let at = parity; at < length; at += 2) if (octets[at] === 0) zeros += 1;
  return length >= 4 && zeros * 4 > length;
}

/**
 * What a Windows console program wrote: UTF-8 where it is that, UTF-16 by its mark or its zeros, else code page 850, which
 * Western European consoles start with. A mark at the start is taken off.
 */
export function decodeConsole(octets: Uint8Array): string {
  const [first, second] = octets;
  if ((first === 0xff && second === 0xfe) || zerosAt(octets, 1)) return new TextDecoder('utf-16le').decode(octets);
  if ((first === 0xfe && second === 0xff) || zerosAt(octets, 0)) return new TextDecoder('utf-16be').decode(octets);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return of850(octets);
  }
}
