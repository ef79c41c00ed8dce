import type { Cause, Sign } from '../model/cause.ts';
import type { Signs } from './signs.ts';
import { isCode } from './signs.ts';

/** The lists of signs that confirm a cause and are wholly present, and each supporting sign that is, as a list of its own. */
export function whatTells({ confirm = [], support = [] }: Cause, present: ReadonlySet<Sign>): Sign[][] {
  return [...confirm, ...support.map((sign) => [sign])].filter((list) => list.length > 0 && list.every((sign) => present.has(sign))).map((list) => [...list]);
}

/** How much of what told of a fault alone still does beside others: its proof, something, or nothing (or no symptom is left). */
export type StillTold = 'proven' | 'told' | 'hidden';

/**
 * Read off what was found, not off what was made of it. A sign or symptom that the `others` show by themselves too tells nothing
 * of this fault; a code alone tells of forty causes, and an old one of a fault that has gone.
 */
export function stillTold(cause: Cause, alone: Signs, here: Signs, others: readonly Signs[]): StillTold {
  const isHere = (list: readonly Sign[]): boolean => list.every((sign) => here.present.has(sign));
  const isOwn = (list: readonly Sign[]): boolean => !others.some(({ present }) => list.every((sign) => present.has(sign)));
  const symptoms = here.symptoms.filter((symptom) => cause.explains.includes(symptom));
  const told = whatTells(cause, alone.present);
  const proofs = told.filter((list) => cause.confirm?.some((c) => c.join(' ') === list.join(' ')) === true);
  if (symptoms.length > 0 && (proofs.length > 0 ? proofs : told).some((list) => isHere(list) && isOwn(list))) return 'proven';
  const hasTags = told.some((list) => !list.every(isCode));
  const tells = told.some((list) => isHere(list) && isOwn(list) && !(hasTags && list.every(isCode)));
  return tells && symptoms.some((symptom) => isOwn([symptom])) ? 'told' : 'hidden';
}
