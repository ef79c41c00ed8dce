/**
 * Namespaces and URIs of WS-Management. Sources: DSP0226 and DSP0230 (DMTF); [MS-WSMV] 2.2.1; Microsoft's pages on WinRM
 * (learn.microsoft.com/windows/win32/winrm), which print some with https where the wire has http.
 */
export const namespaces = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  enumeration: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  transfer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  microsoft: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  shell: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
  fault: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
  wmiError: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError',
  cim: 'http://schemas.dmtf.org/wbem/wscim/1/common',
  identity: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

export const anonymousRole = `${namespaces.addressing}/role/anonymous`;

/** The dialect of a filter that is a WMI query. */
export const wqlDialect = 'http://schemas.microsoft.com/wbem/wsman/1/WQL';

/** What is done, as wsa:Action says it; an answer's action is the same with `Response`. */
export const actions = {
  enumerate: `${namespaces.enumeration}/Enumerate`,
  pull: `${namespaces.enumeration}/Pull`,
  release: `${namespaces.enumeration}/Release`,
  get: `${namespaces.transfer}/Get`,
  create: `${namespaces.transfer}/Create`,
  delete: `${namespaces.transfer}/Delete`,
  command: `${namespaces.shell}/Command`,
  send: `${namespaces.shell}/Send`,
  receive: `${namespaces.shell}/Receive`,
  signal: `${namespaces.shell}/Signal`,
} as const;

/** The command shell, as a resource. */
export const shellUri = `${namespaces.shell}/cmd`;

/** The signal that ends a command. */
export const terminateSignal = `${namespaces.shell}/signal/terminate`;

/** How the state of a command that has ended is spelt. */
export const commandDone = `${namespaces.shell}/CommandState/Done`;

/** Content type of a plain body. */
export const soapContentType = 'application/soap+xml;charset=UTF-8';

/** The HTTP header that asks for Identify without authentication (DSP0226, 11.1). */
export const unauthenticatedIdentify = { name: 'WSMANIDENTIFY', value: 'unauthenticated' } as const;

/** Bytes of an answer that every version of the service allows: the smallest MaxEnvelopeSizekb that is shipped, 150. */
export const safeEnvelopeBytes = 153_600;

const wmi = 'http://schemas.microsoft.com/wbem/wsman/1/wmi';

/** The resource of a WMI class, or with `*` of every class of the namespace, which WQL wants. Namespaces are written as WMI does: `root\cimv2`. */
export const wmiUri = (namespace: string, className: string): string => `${wmi}/${namespace.replaceAll('\\', '/')}/${className}`;

/** Namespace and class of a WMI resource, or null for any other resource. The class is `*` for a whole namespace. */
export function wmiNamesOf(uri: string): { namespace: string; className: string } | null {
  if (!uri.toLowerCase().startsWith(`${wmi}/`)) return null;
  const parts = uri.slice(wmi.length + 1).split('/');
  const className = parts.pop() ?? '';
  return className === '' || parts.length === 0 ? null : { namespace: parts.join('\\'), className };
}
