import { cleanText } from '../../model/clean.ts';

/**
 * Standard error of PowerShell for people. In some calls it is CLIXML, PowerShell's serialised objects, progress records
 * among them ([MS-PSRP] 2.2.5); else plain lines.
 */

const mostLooked = 64 * 1024;
const mostSaid = 300;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Texts of CLIXML write control characters as `_x000A_`, and the five characters of XML as entities. */
const plain = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (_all, name: string) => entities[name] ?? '').replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function errorsInClixml(text: string): string {
  return [...text.matchAll(/<S S="Error">([^<]*)<\/S>/g)].map(([, said = '']) => plain(said)).join('');
}

/** What PowerShell complained of, on one line and cut to 300 characters; null where it complained of nothing. Never throws. */
export function readErrorOutput(text: string): string | null {
  const start = text.slice(0, mostLooked);
  const said = start.includes('#< CLIXML') ? errorsInClixml(start) : start;
  // The place in the script and the ids behind it say nothing to people.
  const lines = said.split(/\r?\n/).map((line) => cleanText(line).trim()).filter((line) => line !== '' && !/^(?:\+|~|At line:|In Zeile:|Line \|)/.test(line));
  const whole = lines.join(' ');
  if (whole === '') return null;
  return whole.length > mostSaid ? `${whole.slice(0, mostSaid - 3)}...` : whole;
}
