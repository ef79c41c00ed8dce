import type { Code } from '../../model/evidence.ts';
import { cleanText } from '../../model/clean.ts';
import { wordsOf } from '../../knowledge/code-words.ts';
import { attribute, childOf, descend, elementsNamed, trimmedText } from './soap-element.ts';
import type { SoapElement } from './soap-element.ts';

/** Why the service refused, as it says it. What it does not say is null. */
export type WsmanFault = {
  /** The innermost code: that of whatever refused, not of the service that passed it on. */
  code: Code | null;
  symbol: string | null;
  /** What the code means, and what it usually comes from, in our tables' words. */
  meaning: string | null;
  likelyCause: string | null;
  /** `AccessDenied` of `wsman:AccessDenied`. */
  subcode: string | null;
  /** The innermost words of the service or provider, cleaned and in one line. */
  text: string | null;
};

const longestText = 500;

const plain = (text: string | null): string | null => (text === null ? null : cleanText(text.slice(0, longestText * 8)).replace(/\s+/g, ' ').trim().slice(0, longestText) || null);

/** A number as the table has codes; null for what is none of 32 bits. */
function codeOf(text: string | null): Code | null {
  const n = text !== null && /^(?:\d{1,10}|-\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text) ? Number(text) : Number.NaN;
  return n >= -0x8000_0000 && n <= 0xffff_ffff ? `0x${(n >>> 0).toString(16).toUpperCase().padStart(8, '0')}` : null;
}

type Told = { code: Code | null; text: string | null };

/** WSManFault within WSManFault: each passes on what the one inside it said. */
function ofWsmanFault(detail: SoapElement): Told | null {
  const inner = elementsNamed(detail, 'WSManFault').at(-1);
  return inner === undefined ? null : { code: codeOf(attribute(inner, 'Code')), text: trimmedText(childOf(inner, 'Message')) };
}

/** Later systems pass on WMI's own error object instead. */
function ofWmiError(detail: SoapElement): Told | null {
  const error = elementsNamed(detail, 'MSFT_WmiError').at(0) ?? null;
  if (error === null) return null;
  const hresult = /0x[0-9a-f]{8}/i.exec(childOf(error, 'MessageID')?.text ?? '')?.[0] ?? null;
  return { code: codeOf(trimmedText(childOf(error, 'error_Code'))) ?? codeOf(hresult), text: trimmedText(childOf(error, 'Message')) };
}

/**
 * Reads a Fault element. The code is looked for in WSManFault, then in MSFT_WmiError; other stacks (OMI) give words alone.
 * Source of the shapes: [MS-WSMV] 2.2.4.43, and faults that public projects have recorded.
 */
export function readFault(fault: SoapElement): WsmanFault {
  const detail = childOf(fault, 'Detail');
  const told = detail === null ? null : ofWsmanFault(detail) ?? ofWmiError(detail);
  const code = told?.code ?? null;
  const words = code === null ? null : wordsOf(code);
  const subcode = trimmedText(descend(fault, 'Code', 'Subcode', 'Value'));
  return {
    code, symbol: words?.symbol ?? null, meaning: words?.meaning ?? null, likelyCause: words?.likelyCause ?? null,
    subcode: plain(subcode?.slice(subcode.indexOf(':') + 1) ?? null),
    text: plain(told?.text ?? trimmedText(descend(fault, 'Reason', 'Text'))),
  };
}
