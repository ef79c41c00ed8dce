import type { Check } from '../model/check.ts';
import type { Cause } from '../model/cause.ts';
import type { Remedy } from '../model/remedy.ts';
import type { ConfigIssue, ConfigPath } from './config-issue.ts';
import { nearest, pathInWords } from './config-issue.ts';
import type { PlainConfig } from './schema.ts';

/** What the house itself judges with: own ids may not be the same, and own causes may name all of it. */
export type House = { checks: readonly Check[]; causes: readonly Cause[]; remedies: readonly Remedy[] };

type Known = { what: string; words: ReadonlySet<string> };

const isCode = (sign: string): boolean => /^0x[0-9A-F]{8}$/.test(sign);

/** Ids that stand twice or are the house's, and names of what does not exist; in the order of the config. */
export function brokenReferences(config: PlainConfig, house: House): ConfigIssue[] {
  const { checks = [], causes = [], remedies = [], severities = {} } = config;
  const severityOf = new Map([...house.checks, ...checks].flatMap((c) => Object.entries(c.findings).map(([tag, f]): [string, string] => [tag, f.severity])));
  const checkIds: Known = { what: 'check', words: new Set([...house.checks, ...checks].map((c) => c.id)) };
  const causeIds: Known = { what: 'cause', words: new Set([...house.causes, ...causes].map((c) => c.id)) };
  const remedyIds: Known = { what: 'remedy', words: new Set([...house.remedies, ...remedies].map((r) => r.id)) };
  const signs: Known = { what: 'finding, note or code', words: new Set(severityOf.keys()) };
  const symptoms: Known = { what: 'finding', words: new Set([...severityOf].filter(([, severity]) => severity !== 'note').map(([tag]) => tag)) };
  const named = ({ what, words }: Known, word: string, path: ConfigPath): ConfigIssue[] =>
    words.has(word) ? [] : [{ path, message: `${pathInWords(path)} names ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} that does not exist: ${word.slice(0, 80)}${nearest(word, words)}` }];
  const allNamed = (known: Known, list: readonly string[] | undefined, path: ConfigPath): ConfigIssue[] => (list ?? []).flatMap((word, i) => named(known, word, [...path, i]));
  const sign = (word: string, path: ConfigPath): ConfigIssue[] => (isCode(word) ? [] : word.startsWith('passed:') ? named(checkIds, word.slice(7), path) : named(signs, word, path));
  const allSigns = (list: readonly string[] | undefined, path: ConfigPath): ConfigIssue[] => (list ?? []).flatMap((word, i) => sign(word, [...path, i]));
  return [
    ...twice('checks', checks, house.checks),
    ...tagsTwice(checks, house.checks),
    ...twice('causes', causes, house.causes),
    ...causes.flatMap((cause, i): ConfigIssue[] => {
      const at = (key: string): ConfigPath => ['causes', i, key];
      return [
        ...cause.explains.flatMap((word, j) => (isCode(word) ? [] : named(symptoms, word, [...at('explains'), j]))),
        ...(cause.confirm ?? []).flatMap((list, j) => [
          ...allSigns(list, [...at('confirm'), j]),
          // One code has dozens of causes: it never confirms one alone.
          ...(list.every(isCode) ? [{ path: [...at('confirm'), j], message: `${pathInWords([...at('confirm'), j])} holds codes alone, and a code alone confirms no cause: add the tag of a finding, or move them to support` }] : []),
        ]),
        ...(['support', 'ruleOut', 'yieldsTo', 'against', 'onlyWith'] as const).flatMap((key) => allSigns(cause[key], at(key))),
        ...allNamed(causeIds, cause.repairedAfter, at('repairedAfter')),
        ...allNamed(checkIds, cause.decidedBy, at('decidedBy')),
        ...allNamed(remedyIds, cause.remedies, at('remedies')),
        ...allNamed(checkIds, cause.verifyWith, at('verifyWith')),
      ];
    }),
    ...twice('remedies', remedies, house.remedies),
    ...Object.keys(severities).flatMap((tag): ConfigIssue[] => {
      const path = ['severities', tag];
      return severityOf.get(tag) === 'note' ? [{ path, message: `${pathInWords(path)} is a note, which is neither good nor bad: only findings have a severity of their own` }] : named(symptoms, tag, path);
    }),
  ];
}

function twice(member: string, own: readonly { id: string }[], house: readonly { id: string }[]): ConfigIssue[] {
  const theirs = new Set(house.map(({ id }) => id));
  return own.flatMap(({ id }, i): ConfigIssue[] => {
    const path = [member, i, 'id'];
    if (theirs.has(id)) return [{ path, message: `${pathInWords(path)} is ${id}, which kmsdoctor has itself: choose another` }];
    const first = own.findIndex((other) => other.id === id);
    return first < i ? [{ path, message: `${pathInWords(path)} is ${id}, as is that of ${member}[${first}]` }] : [];
  });
}

function tagsTwice(own: readonly { id: string; findings: object }[], house: readonly Check[]): ConfigIssue[] {
  const owner = new Map(house.flatMap((c) => Object.keys(c.findings).map((tag): [string, string] => [tag, c.id])));
  return own.flatMap(({ id, findings }, i) => Object.keys(findings).flatMap((tag): ConfigIssue[] => {
    const other = owner.get(tag);
    if (other === undefined) owner.set(tag, id);
    const path = ['checks', i, 'findings', tag];
    return other === undefined ? [] : [{ path, message: `${pathInWords(path)} belongs to the check ${other} already: choose another tag` }];
  }));
}
