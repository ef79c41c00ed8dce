import type { Code } from '../model/evidence.ts';
import { allCodeMeanings } from '../knowledge/code-meanings.ts';
import { causesOfCode } from '../knowledge/code-causes.ts';
import { takeApart } from '../knowledge/code-parts.ts';
import type { CodeParts } from '../knowledge/code-parts.ts';
import { wordsOf } from '../knowledge/code-words.ts';
import { loadCodeFacts, twinsOf } from '../knowledge/codes.ts';
import { nearestWords } from '../model/nearest.ts';
import { symbolsOf } from '../knowledge/symbols.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';
import { checksOf, explainFacts, decodedOf, linkedCauses } from './code-entry.ts';

/**
 * Explains a code that has no row of its own in the table of explained codes: by its name in the SDK, by the same number
 * with another severity, else by its parts (`known: false`).
 */
export async function explainOtherCode(code: Code, asked: string | null): Promise<Explanation> {
  const named = explainByName(code, asked);
  if (named !== null) return named;
  for (const twin of twinsOf(code)) {
    const facts = await loadCodeFacts(twin);
    if (facts !== null) return withTwin(explainFacts(code, asked, facts, causesOfCode(twin)), code, twin);
    const byName = explainByName(twin, asked);
    if (byName !== null) return withTwin({ ...byName, id: code, decoded: decodedOf(code) }, code, twin);
  }
  return explainByParts(code, asked);
}

function explainByName(code: Code, asked: string | null): Explanation | null {
  const rows = symbolsOf(code);
  const words = wordsOf(code);
  if (rows.length === 0 && words === null) return null;
  const symbols = [...new Set([...rows.map((r) => r.symbol), ...(words?.symbol ? [words.symbol] : [])])];
  const parts = takeApart(code);
  const linked = causesOfCode(code);
  return {
    ...baseOf(code, asked, parts),
    symbols,
    scope: [...new Set(rows.map((r) => r.zone))],
    meaning: words === null ? `${capital(parts.inside)}; its name says: ${spell(symbols[0] ?? '')}.` : `${capital(words.meaning)} (${parts.inside}).`,
    causes: [...(words?.likelyCause ? [{ cause: null, text: words.likelyCause }] : []), ...linkedCauses(linked)],
    verifyWith: checksOf(linked),
    sources: [...new Set([...rows.map((r) => r.source), ...(words === null ? [] : [words.source])])],
    disputed: code === '0x119FD010' ? ['Microsoft\'s page of WMI constants prints this number for WBEM_E_PROVIDER_ALREADY_REGISTERED; by its place in the list it is a slip for 0x80041084.'] : [],
    certainty: words === null ? 'number and name are from the Windows SDK or a page of Microsoft; the words follow from the name' : null,
  };
}

function withTwin(explanation: Explanation, code: Code, twin: Code): Explanation {
  const note = `The SDK header has this number as ${twin} (${takeApart(twin).severity}); ${code} is the same with the severity ${takeApart(code).severity}.`;
  return { ...explanation, disputed: [note, ...explanation.disputed] };
}

function explainByParts(code: Code, asked: string | null): Explanation {
  const parts = takeApart(code);
  const inner = parts.innerCode === null ? null : explainByName(parts.innerCode, null);
  const name = inner === null ? '' : `, which is ${parts.innerCode} ${inner.symbols[0] ?? ''}: ${inner.meaning.replace(/\.$/, '')}`;
  return {
    ...baseOf(code, asked, parts),
    known: false,
    meaning: `kmsdoctor's tables do not hold this code. Taken apart it is ${parts.inside}${name}.${lostDigit(asked)}`,
    causes: parts.innerCode === null ? [] : linkedCauses(causesOfCode(parts.innerCode)),
    evidence: hintsOf(parts, code),
  };
}

/** `0xC004F07`: an error code of Windows has eight digits and begins with 8 or C; seven are most often a slip. */
function lostDigit(asked: string | null): string {
  const digits = /^0x([8c][0-9a-f]{6})$/i.exec(asked ?? '')?.[1]?.toUpperCase();
  if (digits === undefined) return '';
  const all = allCodeMeanings().map((c) => c.code.slice(2));
  const begun = all.filter((c) => c.startsWith(digits));
  const near = (begun.length > 0 ? begun : nearestWords(digits, all)).slice(0, 4).map((c) => `0x${c}`);
  return ` An error code has eight digits, and this has seven: one seems to be missing.${near.length === 0 ? '' : ` Near it are ${near.join(', ')}.`}`;
}

const baseOf = (code: Code, asked: string | null, parts: CodeParts): Explanation => ({
  ...emptyExplanation('code', code),
  asked: asked === null || asked.toUpperCase() === code.toUpperCase() ? null : asked,
  decoded: { severity: parts.severity, facility: parts.facility, code: parts.code },
});

/** Where Windows itself would tell the words of a code that the tables lack. */
const hintsOf = (parts: CodeParts, code: Code): string[] =>
  parts.facility.startsWith('Win32') ? [`Windows' own words: net helpmsg ${parts.code}`] : [`Windows' own words: slui.exe 0x2a ${code}`];

const prefix = /^(?:WINDOWS_|HRESULT_FROM_NT|SL_REMAPPING_SP_PUB|SL_REMAPPING_SP_STATUS|SL_REMAPPING_MDOLLAR|SL_REMAPPING|SL_[EI]|ERROR_WINHTTP|ERROR_INTERNET|ERROR_HTTP|ERROR_WSMAN|ERROR_DS|ERROR|DNS_ERROR_RCODE|DNS_ERROR|DNS_WARNING|RPC_[SX]|RPC_NT|WSA_?E?|WBEMMOF_E|WBEMESS_E|WBEM_E|NERR|EPT_S|FRS_ERR|STATUS|HTTP_E|E)_/;

/** The words of a symbol: `ERROR_SERVICE_NEVER_STARTED` is "service never started". */
const spell = (symbol: string): string => `"${symbol.replace(prefix, '').replace(/[_()]+/g, ' ').trim().toLowerCase()}"`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
