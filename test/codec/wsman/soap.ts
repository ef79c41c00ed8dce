import { namespaces as ns } from '../../../src/codec/wsman/names.ts';

/** Answers as Windows writes them, made up for tests: its prefixes, its header, whatever body. */
export const envelope = (body: string, header = ''): string =>
  `<s:Envelope xml:lang="en-US" xmlns:s="${ns.soap}" xmlns:a="${ns.addressing}" xmlns:n="${ns.enumeration}" xmlns:w="${ns.wsman}" xmlns:x="${ns.transfer}" xmlns:rsp="${ns.shell}">`
  + `<s:Header><a:MessageID>uuid:11111111-2222-4333-8444-555555555555</a:MessageID><a:RelatesTo>uuid:66666666-7777-4888-8999-AAAAAAAAAAAA</a:RelatesTo>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

const cimv2 = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2';

/** An item of a class enumeration: prefixed, with a type. `properties` is XML with the prefix p. */
export const instance = (className: string, properties: string): string =>
  `<p:${className} xmlns:xsi="${ns.instance}" xmlns:p="${cimv2}/${className}" xmlns:cim="${ns.cim}" xsi:type="p:${className}_Type">${properties}</p:${className}>`;

/** An item of a query with columns: bare names. */
export const fragment = (properties: string): string =>
  `<w:XmlFragment xmlns:xsi="${ns.instance}" xmlns:cim="${ns.cim}">${properties}</w:XmlFragment>`;

export type Page = { items?: readonly string[]; context?: string | null; end?: boolean };

/** A page of an enumeration: `first` has its items and its end in DMTF's namespace, a later one in that of enumerations. */
export function page(kind: 'first' | 'later', { items = [], context = null, end = context === null }: Page): string {
  const [name, prefix] = kind === 'first' ? ['EnumerateResponse', 'w'] : ['PullResponse', 'n'];
  return envelope(`<n:${name}>${context === null ? '<n:EnumerationContext/>' : `<n:EnumerationContext>${context}</n:EnumerationContext>`}`
    + `<${prefix}:Items>${items.join('')}</${prefix}:Items>${end ? `<${prefix}:EndOfSequence/>` : ''}</n:${name}>`);
}

const faultOf = (subcode: string, words: string, detail: string): string =>
  envelope(`<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">${words}</s:Text></s:Reason>${detail}</s:Fault>`);

/** A fault of the service, with one of a provider inside it where `inner` is given. */
export function wsmanFault(code: number, words: string, { subcode = 'w:InternalError', inner }: { subcode?: string; inner?: { code: number; words: string } } = {}): string {
  const within = inner === undefined ? words
    : `<f:ProviderFault provider="WMI Provider" path="%systemroot%\\system32\\WsmWmiPl.dll"><f:WSManFault xmlns:f="${ns.fault}" Code="${inner.code}" Machine="srv01"><f:Message>${inner.words} </f:Message></f:WSManFault></f:ProviderFault>`;
  return faultOf(subcode, words, `<s:Detail><f:WSManFault xmlns:f="${ns.fault}" Code="${code}" Machine="srv01.contoso.test"><f:Message>${within}</f:Message></f:WSManFault></s:Detail>`);
}

/** A fault that is WMI's own error object. */
export const wmiErrorFault = (code: number | null, hresult: string, words: string): string =>
  faultOf('w:QuotaLimit', 'General words.', `<s:Detail><p:MSFT_WmiError xmlns:p="${ns.wmiError}" xmlns:xsi="${ns.instance}" xsi:type="p:MSFT_WmiError_Type"><p:CIMStatusCode>27</p:CIMStatusCode>`
    + `<p:Message>${words}</p:Message><p:MessageID>HRESULT ${hresult}</p:MessageID>${code === null ? '' : `<p:error_Code>${code}</p:error_Code>`}</p:MSFT_WmiError></s:Detail>`);

/** A fault of a stack that has words alone. */
export const plainFault = (subcode: string, words: string): string => faultOf(subcode, words, '');

export const identity = (system: string): string =>
  envelope(`<i:IdentifyResponse xmlns:i="${ns.identity}"><i:ProtocolVersion>${ns.wsman}</i:ProtocolVersion><i:ProductVendor>Microsoft Corporation</i:ProductVendor><i:ProductVersion>OS: ${system} SP: 0.0 Stack: 3.0</i:ProductVersion></i:IdentifyResponse>`);

/** The answer to a method of StdRegProv. */
export const methodOutput = (method: string, properties: string): string =>
  envelope(`<p:${method}_OUTPUT xmlns:p="${cimv2}/StdRegProv" xmlns:xsi="${ns.instance}" xsi:type="p:${method}_OUTPUT_Type">${properties}</p:${method}_OUTPUT>`);

/** The answer to Receive. Texts are octets or text in UTF-8. */
export const received = (parts: readonly (readonly [name: string, octets: string | Uint8Array])[], exitCode: number | null): string =>
  envelope(`<rsp:ReceiveResponse>${parts.map(([name, octets]) => `<rsp:Stream Name="${name}" CommandId="C">${Buffer.from(octets).toString('base64')}</rsp:Stream>`).join('')}`
    + `<rsp:CommandState CommandId="C" State="${ns.shell}/CommandState/${exitCode === null ? 'Running' : 'Done'}">${exitCode === null ? '' : `<rsp:ExitCode>${exitCode}</rsp:ExitCode>`}</rsp:CommandState></rsp:ReceiveResponse>`);
