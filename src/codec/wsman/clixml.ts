import { cleanText } from '../../model/clean.ts';
import { scanXml } from './scan-xml.ts';

/** Of more than this the start says enough. */
const mostRead = 1024 * 1024;

const escapes = /_x([0-9A-Fa-f]{4})_/g;

/**
 * What powershell.exe wrote to standard error, in words: of CLIXML the error records' text alone, without progress,
 * warnings and verbose output; any other text as it is. Null where nothing is left. Source: [MS-PSRP] 2.2.5.
 */
export function errorTextOf(whole: string): string | null {
  const stderr = whole.slice(0, mostRead);
  const start = stderr.indexOf('#< CLIXML');
  const text = start === -1 ? stderr : `${stderr.slice(0, start)}${errorsOf(stderr.slice(stderr.indexOf('<', start + 2)))}`;
  const plain = cleanText(text).replace(/\s+/g, ' ').trim();
  return plain === '' ? null : plain;
}

function errorsOf(xml: string): string {
  let errors = '';
  let path = '';
  let isError = false;
  // What was read before the text broke off is still said.
  scanXml(xml, {
    open(name, attributes) {
      path = name;
      isError = name === 'S' && /\bS\s*=\s*["']Error["']/.test(attributes);
    },
    text(text) {
      if (isError && path === 'S') errors += text.replace(escapes, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    },
    close() { isError = false; },
  });
  return errors;
}
