import type { Code } from '../model/evidence.ts';
import { codeOfWin32 } from './code-forms.ts';

/** A code taken apart. */
export type CodeParts = {
  severity: 'success' | 'information' | 'warning' | 'error';
  /** The facility by name, with its number: `Win32 (7)`. */
  facility: string;
  /** The low 16 bits: the Win32, DNS, RPC, socket or WinHTTP number for facility Win32. */
  code: number;
  /** What kind of number lies inside, as a noun phrase: `DNS code 9003`. */
  inside: string;
  /** The same fault under the number that tables know it by, where there is another; else null. */
  innerCode: Code | null;
};

/** Facilities of HRESULT values. Source: [MS-ERREF] 2.1 and winerror.h of the Windows SDK. */
const facilities: Readonly<Record<number, string>> = {
  0: 'none', 1: 'RPC', 2: 'dispatch', 3: 'storage', 4: 'interface', 7: 'Win32', 8: 'Windows', 9: 'security (SSPI)', 10: 'control',
  11: 'certificate', 12: 'Internet', 13: 'media server', 14: 'message queue', 15: 'setup', 16: 'smart card', 17: 'COM+',
  19: '.NET', 24: 'Windows CE', 25: 'HTTP', 32: 'background copy', 33: 'configuration', 36: 'Windows Update', 38: 'virtual hard disk',
  39: 'filter manager', 48: 'Windows Defender', 51: 'WS-Management', 53: 'virtualisation', 54: 'BranchCache', 63: 'digital licence',
};

/** Facilities of NTSTATUS values. Source: [MS-ERREF] 2.3 and ntstatus.h of the Windows Driver Kit. */
const ntFacilities: Readonly<Record<number, string>> = {
  0: 'NT', 1: 'debugger', 2: 'RPC runtime', 3: 'RPC stubs', 4: 'input and output', 7: 'Win32', 9: 'security (SSPI)', 10: 'terminal server',
  0x1c: 'filter manager', 0x22: 'hypervisor', 0x35: 'hypervisor',
};

/** Win32 numbers by range; the first that holds the number wins. Sources: winerror.h, windns.h, winsock2.h, winhttp.h, lmerr.h. */
const win32Ranges: readonly (readonly [from: number, to: number, name: string])[] = [
  [1700, 1999, 'RPC'], [2100, 2999, 'LAN Manager'], [9000, 9999, 'DNS'], [10000, 11999, 'socket (Winsock)'], [12001, 12199, 'WinHTTP'],
  [13000, 13999, 'IPsec'], [8200, 8999, 'directory service'],
];

/** Parts of the licensing service by the code's third group. Source: the zones of slerror.h. */
const licensingZones: Readonly<Record<string, string>> = {
  B: 'activation server', C: 'activation service of Microsoft (clearing house, genuine validation)', D: 'security processor',
  E: 'service internals, token store', F: 'client API',
};

/**
 * Takes a code (`0x` and eight upper-case digits) apart after the layouts of HRESULT and NTSTATUS ([MS-ERREF] 2.1 and 2.3).
 * The software licensing service writes HRESULTs of facility 4 with the two severity bits of an NTSTATUS.
 */
export function takeApart(code: Code): CodeParts {
  const value = Number.parseInt(code.slice(2), 16) || 0;
  const number = value & 0xffff;
  const top = value >>> 28;
  if (value <= 0xffff) return plain(value);
  if (top === 0xd) return fromNt(value);
  if (code.startsWith('0x80') || code.startsWith('0x87')) return hresult(value, number, code);
  if (code.slice(3, 6) === '004' && '4C'.includes(code.slice(2, 3))) return licensing(top === 4 ? 'information' : 'error', code, number);
  if (top < 4) return { ...hresult(value, number, code), severity: 'success' };
  return ntStatus(value, number, top);
}

function plain(value: number): CodeParts {
  if (value === 0) return { severity: 'success', facility: 'none (0)', code: 0, inside: 'success', innerCode: null };
  return { severity: 'error', facility: 'Win32 (7)', code: value, inside: win32(value), innerCode: codeOfWin32(value) };
}

function win32(number: number): string {
  const range = win32Ranges.find(([from, to]) => number >= from && number <= to);
  return range === undefined ? `Win32 error ${number}` : `${range[2]} code ${number}`;
}

function licensing(severity: CodeParts['severity'], code: Code, number: number): CodeParts {
  const zone = licensingZones[code.slice(6, 7)];
  return {
    severity, code: number, facility: 'software licensing (4)', innerCode: null,
    inside: `software licensing code ${code.slice(6)}${zone === undefined ? '' : ` of the ${zone}`}`,
  };
}

function hresult(value: number, number: number, code: Code): CodeParts {
  const facility = (value >>> 16) & 0x7ff;
  const named = `${facilities[facility] ?? 'unknown'} (${facility})`;
  const parts = { severity: 'error', facility: named, code: number, innerCode: null } as const;
  if (facility === 7) return { ...parts, inside: win32(number) };
  if (facility === 4 && number >= 0x1001 && number <= 0x4fff) return { ...parts, facility: 'WMI (4)', inside: `WMI code ${code}` };
  if (facility === 4 && number >= 0xb000) return licensing('warning', code, number);
  if (facility === 25 && number >= 100 && number < 600) return { ...parts, inside: `HTTP status ${number}` };
  if (facility === 51) return { ...parts, inside: `WS-Management fault ${(value >>> 0)}` };
  if (facility === 63) return { ...parts, severity: 'warning', inside: `digital licence code ${code.slice(6)}` };
  return { ...parts, inside: `code ${number} of facility ${named}` };
}

const withTop = (value: number, top: number): Code => `0x${(((value & 0x0fffffff) | (top << 28)) >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

/** HRESULT_FROM_NT sets one bit more; without it the NTSTATUS is back. */
function fromNt(value: number): CodeParts {
  const inner = withTop(value, 0xc);
  const parts = takeApart(inner);
  return { ...parts, inside: `the NT status ${inner} as an HRESULT`, innerCode: inner };
}

function ntStatus(value: number, number: number, top: number): CodeParts {
  const severity = top < 8 ? 'information' : top < 12 ? 'warning' : 'error';
  const facility = (value >>> 16) & 0xfff;
  const named = `${ntFacilities[facility] ?? 'unknown'} (NT ${facility})`;
  const parts = { severity, facility: named, code: number } as const;
  if (facility === 7) return { ...parts, inside: win32(number), innerCode: codeOfWin32(number) };
  // RPC_NT_INVALID_STRING_BINDING (0xC0020001) to RPC_NT_UNSUPPORTED_TRANS_SYN (0xC002001F) stand in the order of Win32 1700 to 1730.
  if (facility === 2 && severity === 'error' && number >= 1 && number <= 0x1f) {
    return { ...parts, inside: `the NT form of RPC code ${1699 + number}`, innerCode: codeOfWin32(1699 + number) };
  }
  return { ...parts, inside: `NT status ${number} of facility ${named}`, innerCode: null };
}
