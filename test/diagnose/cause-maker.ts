import type { Candidate } from '../../src/diagnose/weigh-causes.ts';
import type { Signs } from '../../src/diagnose/signs.ts';
import type { Cause } from '../../src/model/cause.ts';
import type { Finding, Severity } from '../../src/model/check.ts';
import type { Certainty } from '../../src/model/report.ts';

/** A made-up cause that explains the given signs. */
export const cause = (id: string, explains: readonly string[], but: Partial<Cause> = {}): Cause => ({
  id, title: id, says: `${id} is wrong.`, area: 'dns', prevalence: 'common', confidence: 'high', explains, remedies: [], verifyWith: [], sources: [], ...but,
});

/** A cause as the weighing leaves it. */
export const candidate = (id: string, certainty: Certainty, explains: readonly string[], but: Partial<Candidate> & { of?: Partial<Cause> } = {}): Candidate => {
  const { of, ...rest } = but;
  return { cause: cause(id, explains, of), certainty, explains: new Set(explains), for: [], against: [], order: 0, ...rest };
};

/** Signs of which the failing ones and the warning ones are symptoms, and the rest notes or passed checks. */
export const signsOf = ({ fail = [], warn = [], notes = [], settled = [], args = {} }: { fail?: string[]; warn?: string[]; notes?: string[]; settled?: string[]; args?: Finding['args'] }): Signs => {
  const finding = (tag: string, severity: Severity): [string, Finding[]] => [tag, [{ tag, severity, message: `${tag} was found.`, args }]];
  return {
    present: new Set([...fail, ...warn, ...notes]),
    settled: new Set(settled),
    symptoms: [...fail, ...warn],
    grave: new Set(fail),
    behind: new Map([...fail.map((t) => finding(t, 'fail')), ...warn.map((t) => finding(t, 'warn')), ...notes.map((t) => finding(t, 'note'))]),
  };
};
