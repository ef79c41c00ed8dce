import type { Sign } from '../model/cause.ts';
import { coverSymptoms } from './cover.ts';
import { isCode } from './signs.ts';
import type { Signs } from './signs.ts';
import type { Candidate } from './weigh-causes.ts';
import { certainties, compareCandidates, compareFirmness } from './weigh-causes.ts';

export type RankedDiagnosis = {
  /** Best first, in the order that `rankDiagnosis` gives. */
  ranked: Candidate[];
  unexplained: Sign[];
};

const maxAlternatives = 10;

/**
 * The covering set first, with what only says that something fails, or is repaired in vain, behind what says why, and likely causes
 * that stand by a sign of their own between them; then what is no fault, other confirmed causes, and, at most ten, the causes not
 * ruled out that explain what no confirmed cause explains, or why a confirmed one came about.
 */
export function rankDiagnosis(candidates: readonly Candidate[], signs: Signs): RankedDiagnosis {
  const chosen = coverSymptoms(candidates, signs.symptoms);
  const sure = chosen.filter((c) => c.certainty !== 'possible');
  const explained = new Set(chosen.flatMap((c) => [...c.explains]));
  const firm = candidates.filter((c) => c.certainty === 'confirmed');
  const firmlyExplained = new Set(firm.flatMap((c) => [...c.explains]));
  const specific = new Set(firm.flatMap((c) => c.for.filter((s) => signs.symptoms.includes(s) && !isCode(s))));
  const isTaken = (s: Sign): boolean => firm.some((f) => f.cause.explains.includes(s) || f.for.includes(s));
  const standsByItself = ({ certainty, cause, for: forIt }: Candidate): boolean => certainty === 'likely' && forIt.some((s) =>
    (cause.onlyWith?.includes(s) === true && !firm.some((f) => f.for.includes(s))) || (signs.symptoms.includes(s) && cause.support?.includes(s) === true && !isTaken(s)));
  const residual = (c: Candidate): boolean => [...c.explains].some((s) => !firmlyExplained.has(s));
  const deeper = (c: Candidate): boolean => [...c.explains].some((s) => specific.has(s));
  const byThemselves = candidates.filter((c) => !chosen.includes(c) && standsByItself(c) && (residual(c) || !deeper(c)));
  const rest = candidates.filter((c) => !chosen.includes(c) && !byThemselves.includes(c));
  const alsoFirm = rest.filter((c) => c.certainty === 'confirmed');
  // What few causes explain tells them apart: one that explains 0x8007232B comes before one that explains "not activated" alone.
  const explainers = new Map(signs.symptoms.map((s) => [s, candidates.filter((c) => c.explains.has(s)).length]));
  const rarity = (c: Candidate): number => Math.min(...[...c.explains].map((s) => explainers.get(s) ?? candidates.length));
  const alternatives = rest
    .filter((c) => c.certainty !== 'confirmed' && (residual(c) || deeper(c)))
    .map((c): Candidate => (residual(c) ? c : { ...c, certainty: 'possible' }))
    .toSorted((a, b) => compareFirmness(a, b) || Number(fitsOnlyHere(b)) - Number(fitsOnlyHere(a)) || rarity(a) - rarity(b) || compareCandidates(a, b))
    .slice(0, maxAlternatives);
  const gravest = (c: Candidate): number => ([...c.explains].some((s) => signs.grave.has(s)) ? 0 : 1);
  // What another of the covering causes explains too makes this one no graver.
  const others = (c: Candidate): Candidate[] => (chosen.includes(c) ? sure.filter((x) => x !== c) : []);
  const gravestAlone = (c: Candidate): number => ([...c.explains].some((s) => signs.grave.has(s) && !others(c).some((x) => x.explains.has(s))) ? 0 : 1);
  const isReason = (c: Candidate): boolean => c.certainty !== 'confirmed' && deeper(c);
  const isLate = (c: Candidate): boolean => c.cause.isEffect === true || (c.cause.repairedAfter ?? []).some((id) => candidates.some((x) => x.cause.id === id && x.certainty !== 'possible'));
  const order = (list: readonly Candidate[]): Candidate[] =>
    list.toSorted((a, b) => certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) || Number(isReason(a)) - Number(isReason(b)) || gravest(a) - gravest(b) || compareFirmness(a, b) || gravestAlone(a) - gravestAlone(b) || compareCandidates(a, b));
  const faults = sure.filter((c) => !isBenign(c));
  return {
    ranked: [
      ...order(faults.filter((c) => !isLate(c))), ...order(byThemselves.filter((c) => !isBenign(c))), ...order(faults.filter(isLate)),
      ...order([...sure, ...byThemselves].filter(isBenign)), ...order(alsoFirm), ...order(chosen.filter((c) => c.certainty === 'possible')), ...alternatives,
    ],
    unexplained: signs.symptoms.filter((s) => !explained.has(s)),
  };
}

/** No fault at all: what says that nothing need be done comes after what needs doing. */
const isBenign = ({ cause }: Candidate): boolean => cause.prevalence === 'benign';

/** A cloud’s own cause where the machine names that cloud: most machines could not have it at all. */
const fitsOnlyHere = ({ cause }: Candidate): boolean => cause.area === 'cloud' && cause.onlyWith !== undefined;
