import { beginsPiece, endsPiece } from '../../codec/powershell/pieces.ts';
import type { ChangeEnd } from '../machine/change-machine.ts';
import { callLicensingService, callProduct, runWindowsProgram, switchService } from '../machine/change-machine.ts';
import type { MachineState } from '../machine/state.ts';
import { providerFault } from '../machine/wmi/views.ts';
import type { Activate } from './licensing-methods.ts';
import type { PerformCall } from './read-perform-script.ts';

/** JSON as the script writes it: ASCII alone, and no @ that could end a piece. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value).replace(/[@\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One piece of a script's output. */
export const piece = (name: string, value: unknown): string => `${beginsPiece}${name} ${jsonOf(value)}${endsPiece}\r\n`;

const told = (name: string, { ok, code, said }: ChangeEnd): string => piece('call', { name, ok, code, said });

/**
 * Does to a reference machine what the script of a remedy does to a real one, and gives what that prints: a piece for each
 * call, and no further than the first that fails.
 */
export function performAnswer(machine: MachineState, now: number, calls: readonly PerformCall[], activate: Activate | null): string {
  let printed = '';
  for (const call of calls) {
    const { text, ok } = one(machine, now, call, activate);
    printed += text;
    if (!ok) break;
  }
  return `${printed}${piece('done', { role: 'perform' })}`;
}

const ended = (name: string, end: ChangeEnd): { text: string; ok: boolean } => ({ text: told(name, end), ok: end.ok });

function one(machine: MachineState, now: number, call: PerformCall, activate: Activate | null): { text: string; ok: boolean } {
  switch (call.kind) {
    case 'licensing': return ended(`SoftwareLicensingService.${call.method}`, callLicensingService(machine, call.method, call.value));
    case 'product': return ended(`SoftwareLicensingProduct.${call.method}`, callProduct(machine, call.activationId, call.method));
    case 'service': return ended(`Win32_Service.${call.to === 'Running' ? 'StartService' : 'StopService'}`, switchService(machine, call.name, call.to));
    case 'program': return ended(call.program, runWindowsProgram(machine, now, call.program, call.arguments));
    case 'activation': return activation(machine, call.applicationId, activate);
  }
}

const activateName = 'SoftwareLicensingProduct.Activate';

function activation(machine: MachineState, applicationId: string, activate: Activate | null): { text: string; ok: boolean } {
  const fault = providerFault(machine, 'sppsvc');
  if (fault !== null) return { text: told(activateName, { ok: false, code: null, said: `WMI ${fault.code}: ${fault.words}` }), ok: false };
  const asking = machine.products.filter((p) => p.applicationId === applicationId && p.channel === 'kms-client' && p.last5 !== null);
  if (asking.length === 0) return { text: told(activateName, { ok: false, code: null, said: 'nothing that is installed here asks a KMS host' }), ok: false };
  let text = '';
  for (const product of asking) {
    const attempt = activate?.(product);
    text += piece('try', { id: product.activationId, name: product.name });
    text += told(activateName, attempt === undefined ? { ok: false, code: 0x8004_1024, said: 'This machine tries no activation.' } : { ok: attempt.succeeded, code: Number(attempt.code), said: null });
  }
  return { text: `${text}${told('SoftwareLicensingService.RefreshLicenseStatus', { ok: true, code: 0, said: null })}`, ok: true };
}
