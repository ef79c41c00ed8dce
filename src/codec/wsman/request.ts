import { escapeXml } from './escape-xml.ts';
import { anonymousRole, namespaces as ns, safeEnvelopeBytes } from './names.ts';

/** What every request says of itself. `to` is the service's URL, `messageId` a UUID without `uuid:`, `timeoutMs` how long the service may take. */
export type RequestContext = { to: string; messageId: string; timeoutMs: number };

type Named = Readonly<Record<string, string>>;

export type RequestParts = {
  resourceUri: string;
  action: string;
  selectors?: Named;
  options?: Named;
  /** XML, its texts already escaped; empty for requests without one. */
  body: string;
};

const set = (outer: string, inner: string, values: Named): string => {
  const entries = Object.entries(values);
  if (entries.length === 0) return '';
  return `<w:${outer}>${entries.map(([name, value]) => `<w:${inner} Name="${escapeXml(name)}">${escapeXml(value)}</w:${inner}>`).join('')}</w:${outer}>`;
};

const prefixes = [['s', ns.soap], ['a', ns.addressing], ['n', ns.enumeration], ['w', ns.wsman], ['p', ns.microsoft], ['rsp', ns.shell]]
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');

/** A time span as WS-Management writes it, in whole and thousandths of seconds: `PT60.000S`. */
export const durationOf = (ms: number): string => `PT${(Math.max(1, Math.round(ms)) / 1000).toFixed(3)}S`;

/**
 * One request. Texts are asked for in English, so that they are the same on every machine. Windows wants the selectors
 * after the other headers that it must understand, and the options last ([MS-WSMV] 3.1.4.1).
 */
export function writeRequest({ to, messageId, timeoutMs }: RequestContext, { resourceUri, action, selectors = {}, options = {}, body }: RequestParts): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope${prefixes}><s:Header>`
    + `<a:To>${escapeXml(to)}</a:To>`
    + `<w:ResourceURI s:mustUnderstand="true">${escapeXml(resourceUri)}</w:ResourceURI>`
    + `<a:ReplyTo><a:Address s:mustUnderstand="true">${anonymousRole}</a:Address></a:ReplyTo>`
    + `<a:Action s:mustUnderstand="true">${escapeXml(action)}</a:Action>`
    + `<w:MaxEnvelopeSize s:mustUnderstand="true">${safeEnvelopeBytes}</w:MaxEnvelopeSize>`
    + `<a:MessageID>uuid:${escapeXml(messageId)}</a:MessageID>`
    + '<w:Locale xml:lang="en-US" s:mustUnderstand="false"/><p:DataLocale xml:lang="en-US" s:mustUnderstand="false"/>'
    + `<w:OperationTimeout>${durationOf(timeoutMs)}</w:OperationTimeout>`
    + `${set('SelectorSet', 'Selector', selectors)}${set('OptionSet', 'Option', options)}`
    + `</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Identify: the one request without addressing (DSP0226, 11). */
export const writeIdentify = (): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${ns.soap}" xmlns:i="${ns.identity}"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>`;
