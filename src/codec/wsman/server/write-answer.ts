import { escapeXml } from '../escape-xml.ts';
import { anonymousRole, namespaces as ns } from '../names.ts';

/** Which request an answer is to, and what it is called itself; ids are UUIDs without `uuid:` for our own, as it came for the other's. */
export type AnswerContext = { messageId: string; relatesTo: string | null };

const prefixes = [['s', ns.soap], ['a', ns.addressing], ['n', ns.enumeration], ['w', ns.wsman], ['x', ns.transfer], ['rsp', ns.shell], ['p', ns.microsoft]]
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');

/** An answer with its headers in the order in which Windows writes them. `body` is XML, its texts already escaped. */
export const writeAnswer = ({ messageId, relatesTo }: AnswerContext, action: string, body: string): string =>
  `<s:Envelope xml:lang="en-US"${prefixes}><s:Header>`
  + `<a:Action>${escapeXml(action)}</a:Action><a:MessageID>uuid:${messageId}</a:MessageID><a:To>${anonymousRole}</a:To>`
  + `${relatesTo === null ? '' : `<a:RelatesTo>${escapeXml(relatesTo)}</a:RelatesTo>`}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

/** What a service says of itself. `productVersion` as Windows writes it: `OS: 10.0.20348 SP: 0.0 Stack: 3.0`. */
export const writeIdentity = (productVersion: string): string =>
  `<s:Envelope xml:lang="en-US" xmlns:s="${ns.soap}"><s:Header/><s:Body><wsmid:IdentifyResponse xmlns:wsmid="${ns.identity}">`
  + `<wsmid:ProtocolVersion>${ns.wsman}</wsmid:ProtocolVersion><wsmid:ProductVendor>Microsoft Corporation</wsmid:ProductVendor>`
  + `<wsmid:ProductVersion>${escapeXml(productVersion)}</wsmid:ProductVersion></wsmid:IdentifyResponse></s:Body></s:Envelope>`;
