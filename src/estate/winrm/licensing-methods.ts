import type { Attempt } from '../client/licensing-client.ts';
import type { MachineState, Product } from '../machine/state.ts';
import { faultCode, soapFault, wmiFault } from './soap-fault.ts';
import type { SoapFault } from './soap-fault.ts';

/** Lets a machine of the estate try to activate a product, on the estate's own clock. */
export type Activate = (product: Product) => Attempt;

/**
 * Calls a method of the licensing classes: Activate of a product that its ID names, and RefreshLicenseStatus of the service.
 * Whatever fails is a fault with the licensing service's code, as WMI raises it. Source: the SoftwareLicensingProduct pages,
 * Microsoft; that WS-Management passes the code on is known, in which of its shapes is assumed.
 */
export function callLicensing(machine: MachineState, className: string, method: string, selectors: ReadonlyMap<string, string>, activate: Activate | null): { ok: true } | { ok: false; fault: SoapFault } | null {
  const cls = className.toLowerCase();
  if (cls === 'softwarelicensingservice') return method === 'RefreshLicenseStatus' ? { ok: true } : null;
  if (cls !== 'softwarelicensingproduct' || method !== 'Activate') return null;
  const id = [...selectors].find(([name]) => name.toLowerCase() === 'id')?.[1];
  if (id === undefined) return { ok: false, fault: soapFault(faultCode.invalidSelectors) };
  const product = machine.products.find(({ activationId }) => activationId.toLowerCase() === id.toLowerCase());
  if (product === undefined) return { ok: false, fault: wmiFault(machine, 0x8004_1002, 'There is no product with this ID.') };
  // A method that a provider does not have: WBEM_E_PROVIDER_NOT_CAPABLE, wbemcli.h.
  if (activate === null) return { ok: false, fault: wmiFault(machine, 0x8004_1024, 'This machine tries no activation.') };
  const { succeeded, code } = activate(product);
  return succeeded ? { ok: true } : { ok: false, fault: wmiFault(machine, Number(code), `The licensing service reported ${code}.`) };
}
