import { readMethodOutput } from '../../codec/wsman/wmi-answers.ts';
import { writeInvoke } from '../../codec/wsman/wmi-requests.ts';
import type { Code } from '../../model/evidence.ts';
import type { Limits } from '../../model/network.ts';
import type { Reading } from '../../model/windows.ts';
import { ask } from './ask.ts';
import type { WinrmConnection } from './connection.ts';
import { failure } from './words.ts';

const namespace = 'root\\cimv2';
const className = 'SoftwareLicensingProduct';
const success: Code = '0x00000000';

const asCode = (n: number): Code => `0x${(n >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

/** Codes of licensing, RPC and DNS, with which Windows says why activation failed: an HRESULT of failure that is none of WS-Management's own. */
const isActivationCode = (code: Code): boolean => /^0x[89A-F]/.test(code) && !code.startsWith('0x8033');

/**
 * Has Windows itself try to activate a product, by the method that `slmgr.vbs /ato` calls (SoftwareLicensingProduct.Activate).
 * What makes the try fail comes back as a fault whose innermost code is Windows' own.
 */
export async function activateProduct(connection: WinrmConnection, activationId: string, limits: Limits): Promise<Reading<Code>> {
  if (!/^[0-9a-f-]{36}$/i.test(activationId)) return failure('unsupported', 'that is no activation ID');
  const told = await ask(connection, (context) => writeInvoke(context, { namespace, className, selectors: { ID: activationId } }, 'Activate', []), (text) => readMethodOutput(text, 'Activate'), { what: 'the activation', namespace }, limits);
  if (told.ok) return { ok: true, value: told.value.returnValue === 0 ? success : asCode(told.value.returnValue) };
  const code = told.fault?.code ?? null;
  if (code !== null && isActivationCode(code)) return { ok: true, value: code };
  return failure(told.reason, told.detail);
}
