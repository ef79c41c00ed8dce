import { escapeXml } from '../escape-xml.ts';
import { namespaces as ns } from '../names.ts';

/**
 * A fault as a service says it. `provider` is one that a provider of WMI raised and the service passed on; `wmi-error` the
 * object that later systems pass on instead.
 */
export type FaultWords = {
  /** As Windows numbers it, unsigned. */
  code: number;
  shape: 'plain' | 'provider' | 'wmi-error';
  /** `w:AccessDenied`, `w:TimedOut`, … */
  subcode: string;
  text: string;
  machine: string;
};

export const faultAction = `${ns.wsman}/fault`;

const hex = (code: number): string => `0x${code.toString(16)}`;

const wsmanFault = (code: number, machine: string, message: string): string =>
  `<f:WSManFault xmlns:f="${ns.fault}" Code="${code}" Machine="${escapeXml(machine)}"><f:Message>${message}</f:Message></f:WSManFault>`;

function detailOf({ code, shape, text, machine }: FaultWords): string {
  const words = escapeXml(text);
  switch (shape) {
    case 'plain': return wsmanFault(code, machine, words);
    case 'provider': return wsmanFault(code, machine, `<f:ProviderFault provider="WMI Provider" path="%systemroot%\\system32\\WsmWmiPl.dll">${wsmanFault(code, machine, words)}</f:ProviderFault>`);
    case 'wmi-error': return `<e:MSFT_WmiError xmlns:e="${ns.wmiError}" xmlns:cim="${ns.cim}" xmlns:xsi="${ns.instance}" xsi:type="e:MSFT_WmiError_Type">`
      + `<e:Message xsi:type="cim:cimString">${words}</e:Message><e:MessageID xsi:type="cim:cimString">HRESULT ${hex(code)}</e:MessageID>`
      + `<e:error_Code xsi:type="cim:cimUnsignedInt">${code}</e:error_Code><e:error_Type xsi:type="cim:cimString">HRESULT</e:error_Type></e:MSFT_WmiError>`;
  }
}

/** The body of a fault. */
export const writeFault = (fault: FaultWords): string =>
  `<s:Fault><s:Code><s:Value>s:${fault.subcode === 'w:InternalError' || fault.subcode === 'w:TimedOut' ? 'Receiver' : 'Sender'}</s:Value>`
  + `<s:Subcode><s:Value>${escapeXml(fault.subcode)}</s:Value></s:Subcode></s:Code>`
  + `<s:Reason><s:Text xml:lang="en-US">${escapeXml(fault.text)}</s:Text></s:Reason><s:Detail>${detailOf(fault)}</s:Detail></s:Fault>`;
