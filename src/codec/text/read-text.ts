import type { ReadingNote } from '../../model/reading.ts';
import { cimJsonFormat, cimListFormat } from '../cim/index.ts';
import { nslookupFormat, resolveDnsNameFormat } from '../dns-tools/index.ts';
import { eventJsonFormat, eventTextFormat, eventXmlFormat } from '../events/index.ts';
import { osppFormat } from '../ospp/index.ts';
import { readStrayErrors, slmgrFormat } from '../slmgr/index.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { readWith } from './read-with.ts';

/** Every format, in the order in which they may claim a line; slmgr is last, since its labels are the most ordinary words. */
const formats: readonly TextFormat[] = [
  osppFormat, cimListFormat, cimJsonFormat, eventTextFormat, eventXmlFormat, eventJsonFormat, nslookupFormat,
  resolveDnsNameFormat, slmgrFormat,
];

/**
 * Reads a pasted text: takes off what mail, Markdown, HTML, shells and consoles put around and into it, cuts it into pieces of
 * the known formats, and reads each. Fragments come in the order of the text, with line numbers of the text as pasted; notes
 * say what a person should know of the reading. Text that holds nothing known gives no fragments. Never throws; time and
 * memory are in proportion to the text.
 */
export const readText = (text: string): { fragments: Fragment[]; notes: ReadingNote[] } =>
  readWith(text, formats, readStrayErrors);
