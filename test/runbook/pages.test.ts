import { describe, expect, it } from 'vitest';

import { causes, checks, remedies } from '../../checks/index.ts';
import { allCodeMeanings } from '../../src/knowledge/code-meanings.ts';
import { isSetupKey } from '../../src/knowledge/setup-keys.ts';
import type { Cause, Sign } from '../../src/model/cause.ts';
import type { Procedure } from '../../src/model/runbook.ts';
import { allPages } from '../../src/runbook/all-pages.ts';
import { looks } from '../../src/runbook/looks.ts';
import { pointingLists } from '../../src/runbook/order-looks.ts';
import { causePage, codePage } from '../../src/runbook/pages.ts';
import { printedLines, twoPages } from '../../src/runbook/printed-lines.ts';
import { renderMarkdown } from '../../src/runbook/render-markdown.ts';
import { placesOfSigns } from '../../src/runbook/sign-looks.ts';
import { symptoms } from '../../src/runbook/symptoms.ts';
import { whatIsSeen } from '../../src/runbook/what-is-seen.ts';

const catalogue = { causes, checks, remedies };
const printed = { ...catalogue, isPrinted: true } as const;
const pages = await allPages(printed);
const codePages = new Map((await Promise.all(allCodeMeanings().map(async ({ code }) => [code, await codePage(code, '', catalogue)] as const))).flatMap(([code, page]) => (page === null ? [] : [[code, page] as const])));

const f074 = await codePage('0xC004F074', '', printed);
if (f074 === null) throw new Error('0xC004F074 has no page.');

/**
 * The repairs that a person meets who looks in the order of the page, sees exactly these signs, tries every repair that
 * they lead to, and goes on where it did not help.
 */
function repairsMet({ steps }: Procedure, seen: ReadonlySet<Sign>): string[] {
  const met: string[] = [];
  let from = 0;
  for (const [at, { outcomes }] of steps.entries()) {
    if (at < from) continue;
    const taken = outcomes.filter((o) => o.signs.some((s) => seen.has(s)));
    const moves = taken.length > 0 ? taken : outcomes.filter((o) => o.signs.length === 0);
    for (const { next } of moves) {
      if (next.kind === 'repair') met.push(...next.repairs);
      if (next.kind === 'step') from = Math.max(from, steps.findIndex((s) => s.id === next.step));
    }
  }
  return met;
}

const linksOf = (text: string): string[] => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((m) => m[1] ?? '');

const isWhole = (p: Procedure): boolean => /`[^`]+`|```/.test(renderMarkdown(p)) && p.steps.flatMap((s) => s.outcomes).some((o) => o.next.kind === 'done');

describe('the page of every cause', () => {
  it.each(causes.map((c) => [c.id, c] as const))('%s names a command, its remedy and a way to prove that it worked', (_, cause) => {
    const procedure = causePage(cause, '', catalogue);
    const text = renderMarkdown(procedure);
    expect(text).toMatch(/`[^`]+`|```/);
    expect(text).toMatch(/Proof: `[^`]+` \((?:on|in|from) [^)]+\) shows /);
    expect(procedure.repairs.map((r) => r.id)).toEqual([cause.id]);
    expect(procedure.repairs[0]?.remedies.length).toBeGreaterThan(0);
    expect(procedure.repairs[0]?.proof.length).toBeGreaterThan(0);
  });

  const places = placesOfSigns(checks);
  const lists = causes.flatMap((cause): [string, Cause, readonly Sign[]][] => pointingLists(cause).filter((l) => l.some((s) => places(s) !== null)).map((list) => [`${cause.id}: ${list.join(' + ')}`, cause, list]));
  it.each(lists)('leads from what is seen to the remedy: %s', (_, cause, list) => {
    expect(repairsMet(causePage(cause, '', catalogue), new Set(list))).toContain(cause.id);
  });
});

describe('the page of every code', () => {
  it('is there for each one in the table, names a command, and says when it is done', () => {
    expect(codePages.size).toBe(allCodeMeanings().length);
    expect([...codePages].filter(([, p]) => !isWhole(p)).map(([code]) => code)).toEqual([]);
  });

  it('leads to each cause that it has repairs for, by one of its signs at least', () => {
    const lost = [...codePages].flatMap(([code, procedure]) => procedure.repairs.flatMap(({ id }) => {
      const cause = causes.find((c) => c.id === id);
      if (cause === undefined) return [];
      const ways = [...pointingLists(cause), []];
      return ways.some((list) => repairsMet(procedure, new Set(list)).includes(id)) ? [] : [`${code} ${id}`];
    }));
    expect(lost).toEqual([]);
  });

  it('either repairs or names every cause of the catalogue that explains it', () => {
    const missing = [...codePages].flatMap(([code, { repairs, rare }]) => {
      const told = new Set([...repairs.map((r) => r.id), ...rare.map((r) => r.cause)]);
      return causes.filter((c) => c.explains.includes(code) && !told.has(c.id)).map((c) => `${code} ${c.id}`);
    });
    expect(missing).toEqual([]);
  });

  it('shows the reader of 0xC004F074 two pages, and first what frequent causes show', () => {
    expect(printedLines([renderMarkdown(f074)])).toBeLessThanOrEqual(twoPages);
    const rare = new Set(causes.filter((c) => ['rare', 'legacy', 'benign'].includes(c.prevalence)).map((c) => c.title));
    for (const step of f074.steps.slice(0, 3)) {
      expect(step.changes).toBe(false);
      expect(step.outcomes.some((o) => o.means !== '' && !rare.has(o.means))).toBe(true);
    }
    expect(f074.repairs.length).toBeGreaterThanOrEqual(8);
    expect(renderMarkdown(f074)).toMatch(/^\*\*A\. .*\n1\. .*`/m);
  });
});

describe('the order of looks', () => {
  it('reads at the client before it looks through the network, before it needs the host, before anything changes', () => {
    for (const procedure of codePages.values()) {
      const efforts = procedure.steps.map((s) => looks[s.id as keyof typeof looks]?.effort ?? 0);
      expect(efforts).toEqual(efforts.toSorted((a, b) => a - b));
    }
  });

  it('asks for the name of the host before it tries the host', () => {
    const tooEarly = [...codePages.values()].filter(({ steps }) => {
      const ids = steps.map((s) => s.id);
      return ['tcp', 'rpcBind', 'addresses', 'clock'].some((s) => ids.includes(s) && ids.indexOf(s) < ids.indexOf('dnsSrv'));
    });
    expect(tooEarly.map((p) => p.id)).toEqual([]);
  });
});

/** What is wrong with the ids of a procedure and where they lead. */
function faultsOf({ id, steps, repairs }: Procedure): string[] {
  const stepIds = steps.map((s) => s.id);
  const repairIds = new Set(repairs.map((r) => r.id));
  const lost = steps.flatMap((s) => s.outcomes).flatMap(({ next }) => {
    if (next.kind === 'step') return stepIds.includes(next.step) ? [] : [next.step];
    return next.kind === 'repair' ? next.repairs.filter((r) => !repairIds.has(r)) : [];
  });
  const twice = [stepIds, ...steps.map((s) => s.outcomes.map((o) => o.id))].filter((ids) => new Set(ids).size < ids.length).flat();
  return [...lost, ...twice].map((what) => `${id}: ${what}`);
}

describe('every procedure', () => {
  it('leads only to steps and repairs that it has, with ids that are unique', () => {
    expect([...codePages.values(), ...causes.map((c) => causePage(c, '', catalogue))].flatMap(faultsOf)).toEqual([]);
  });
});

describe('the knowledge base', () => {
  const files = new Set(pages.map((p) => p.file));

  it('has one page for each cause, code and symptom, in files of their own', () => {
    expect(files.size).toBe(pages.length);
    for (const { id } of causes) expect(files).toContain(`cause-${id}.md`);
    for (const { code } of allCodeMeanings()) expect(files).toContain(`code-${code}.md`);
    for (const { id } of symptoms) expect(files).toContain(`symptom-${id}.md`);
    for (const id of ['set-up-host', 'move-host', 'choose-method']) expect(files).toContain(`${id}.md`);
  });

  it('links only to files that are there, and reaches all of them from the index', () => {
    expect(pages.flatMap(({ text }) => linksOf(text)).filter((link) => !files.has(link) && !link.startsWith('https://'))).toEqual([]);
    expect(new Set(linksOf(pages[0]?.text ?? '')).size).toBe(pages.length - 1);
  });

  it('holds no product key that Microsoft has not published', () => {
    const keys = pages.flatMap(({ text }) => text.match(/\b(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}\b/g) ?? []);
    expect(keys.filter((k) => !isSetupKey(k))).toEqual([]);
  });

  it('has no page longer than two printed ones, the index aside', () => {
    expect(pages.filter((p) => p.file !== 'index.md' && printedLines([p.text]) > twoPages).map((p) => p.file)).toEqual([]);
  });

  it('leaves no field of a remedy in braces', () => {
    expect(pages.filter((p) => /\{\w+\}/.test(p.text)).map((p) => p.file)).toEqual([]);
  });
});

describe('the words for what is seen', () => {
  it('stand for every tag: no page shows a reader a word of ours that no Windows prints', () => {
    const tags = new Set(checks.flatMap((check) => Object.keys(check.findings)).filter((tag) => tag.includes('_')));
    const shown = pages.flatMap(({ file, text }) => (text.replaceAll('\\_', '_').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []).filter((word) => tags.has(word)).map((word) => `${file}: ${word}`));
    expect(shown).toEqual([]);
  });

  it('belong to tags that a check raises', () => {
    const tags = new Set(checks.flatMap((c) => Object.keys(c.findings)));
    expect(Object.keys(whatIsSeen).filter((t) => !tags.has(t))).toEqual([]);
  });
});
