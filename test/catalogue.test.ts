import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causeRanks } from '../checks/cause-ranks.ts';
import { causes, checks, remedies } from '../checks/index.ts';
import { mergedCauses } from '../checks/merged-causes.ts';
import { explainFromCatalogue } from '../src/explain/explain-catalogue.ts';
import { isCode } from '../src/diagnose/signs.ts';
import { weighCauses } from '../src/diagnose/weigh-causes.ts';
import { runChecks } from '../src/diagnose/run-checks.ts';
import { isSetupKey } from '../src/knowledge/setup-keys.ts';
import { waysToSee } from '../src/knowledge/ways-to-see.ts';
import type { Cause, Sign } from '../src/model/cause.ts';
import { emptyKmsClient, emptyKmsEvent, emptyKmsHost, emptyMachine, emptyProduct, emptyService, evidenceKinds } from '../src/model/evidence.ts';
import { signsOf } from './diagnose/cause-maker.ts';
import { caseOf, event, evidence, relatedHost, type Changes } from './evidence-builder.ts';

const folder = new URL('../checks/', import.meta.url);
const tags = checks.flatMap((c) => Object.keys(c.findings));
const severities = new Map(checks.flatMap((c) => Object.entries(c.findings).map(([tag, f]) => [tag, f.severity] as const)));
const checkIds = new Set(checks.map((c) => c.id));
const remedyIds = new Set(remedies.map((r) => r.id));
const repeated = (list: readonly string[]): string[] => list.filter((x, i) => list.indexOf(x) !== i);
/** Kinds that only an evidence file holds: no command prints them in a form that this version reads. */
const notByHand: ReadonlySet<string> = new Set(['services', 'host.clock']);
const isRuledOutBy = (cause: Cause, sign: Sign): boolean => (cause.ruleOut ?? []).includes(sign);
const isKnown = (sign: Sign): boolean => isCode(sign) || (sign.startsWith('passed:') ? checkIds.has(sign.slice(7)) : severities.has(sign));

describe('checks', () => {
  it('have the ids of their files, and every file of a check is in the registry', () => {
    const areas = readdirSync(folder, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => d.name);
    const files = areas.flatMap((area) => readdirSync(new URL(`${area}/`, folder)).filter((f) => f.endsWith('.ts')).map((f) => `${area}/${f.slice(0, -3)}`));
    const holdsCheck = (id: string): boolean => /defineCheck\(/.test(readFileSync(new URL(`${id}.ts`, folder), 'utf8'));
    expect(checks.map((c) => c.id).toSorted()).toEqual(files.filter(holdsCheck).toSorted());
  });

  it('are named once, in kebab-case, with a title and a source', () => {
    expect(repeated(checks.map((c) => c.id))).toEqual([]);
    expect(checks.filter((c) => !/^[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(c.id) || c.title.endsWith('.') || c.sources.length === 0)).toEqual([]);
  });

  it('own their tags alone, in upper case', () => {
    expect(repeated(tags)).toEqual([]);
    expect(tags.filter((t) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(t))).toEqual([]);
  });

  it('have a page each that names every tag and every source', () => {
    const lacking = checks.flatMap((c) => {
      const page = new URL(`${c.id}.md`, folder);
      if (!existsSync(page)) return [`${c.id}: no page`];
      const text = readFileSync(page, 'utf8');
      return [...Object.keys(c.findings), ...c.sources.filter((s) => s.startsWith('http'))].filter((word) => !text.includes(word)).map((word) => `${c.id}: ${word}`);
    });
    expect(lacking).toEqual([]);
  });
});

/** Arguments that hold the value under every name. */
const odd = (value: unknown) => new Proxy({}, { get: () => value });

describe('messages', () => {
  const specs = checks.flatMap((c) => Object.entries(c.findings));

  it.each([['one', ['7']], ['none', []], ['many', ['a', 'b', 'c', 'd', 'e', 'f', 'g']]])('hold no program word where every argument is a list of %s', (_, value) => {
    const said = specs.map(([tag, f]) => `${tag} ${f.says(odd(value))}`);
    expect(said.filter((s) => /undefined|\[object|null/.test(s))).toEqual([]);
  });

  it('hold none and no check breaks where every field of the evidence is null', () => {
    const empty: Changes = {
      licensingProducts: [emptyProduct(), { ...emptyProduct(), application: 'windows', channel: 'kms-client', kmsClient: emptyKmsClient() }, { ...emptyProduct(), application: 'office', channel: 'kms-client', licenseStatus: 'notification' }],
      activationAttempts: [{ at: null, product: null, activationId: null, succeeded: null, code: null }, { at: null, product: null, activationId: null, succeeded: false, code: '0xC004F074' }],
      events: [...(['client-request', 'client-response'] as const).map((role) => event(12288, { time: null, computer: null, kms: emptyKmsEvent(role) })), event(8198, { time: null })],
      dnsSrv: [{ name: '_vlmcs._tcp.', resolver: null, vantage: 'client', rcode: null, outcome: 'answered', answers: [{ priority: 0, weight: 0, port: 0, target: '', ttl: null }], truncatedThenTcp: false }],
      addresses: [{ name: '', resolver: null, vantage: 'client', rcode: null, outcome: 'answered', a: [], aaaa: [], cnames: [] }],
      tcp: [{ host: '', address: null, port: 0, vantage: 'client', outcome: 'unreachable', cause: null, tookMs: null }],
      rpcBind: [{ host: '', address: null, port: 0, vantage: 'client', outcome: 'rejected', reason: null, looksLike: null }],
      icmp: [{ host: '', address: null, vantage: 'client', outcome: 'no-reply', detail: null, tookMs: null }],
      clock: [{ reference: '', vantage: 'client', offsetMs: 9e9 }],
      services: [{ name: 'sppsvc', state: null, startMode: null }], firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: null, profiles: [], activeProfile: null }],
      service: emptyService(), machine: emptyMachine(),
    };
    const host: Changes = {
      ...empty, licensingProducts: [{ ...emptyProduct(), application: 'windows', channel: 'kms-host', kmsHost: emptyKmsHost() }],
      events: [event(12290, { time: null, computer: null, kms: emptyKmsEvent('host-request') }), event(12291, { time: null }), event(12293, { time: null })],
    };
    const results = runChecks(checks, caseOf(evidence(empty), { subject: 'x', related: [{ ...relatedHost(host), subject: 'y' }] }), { approvedHosts: ['z'], domains: [] });
    expect(results.filter((r) => r.status === 'broken').map((r) => `${r.id}: ${r.fault}`)).toEqual([]);
    const messages = results.flatMap((r) => [...r.findings, ...r.notes]).map((f) => f.message);
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.filter((m) => /undefined|\bnull\b|NaN|\[object|\(\)/.test(m))).toEqual([]);
  });

  it('are written and no check breaks where whole kinds are unseen, one by one', () => {
    const faults = evidenceKinds.flatMap((kind) => runChecks(checks, caseOf(evidence({ [kind]: 'denied' }), { related: [relatedHost({ [kind]: 'denied' })] }), { approvedHosts: [], domains: [] }).filter((r) => r.status === 'broken'));
    expect(faults).toEqual([]);
  });
});

describe('causes', () => {
  it('are named once, and the ranks hold no name twice', () => {
    expect(repeated(causes.map((c) => c.id))).toEqual([]);
    expect(repeated(causeRanks)).toEqual([]);
  });

  it('speak of signs that some check raises', () => {
    const named = causes.flatMap((c) => [...c.explains, ...(c.confirm ?? []).flat(), ...(c.support ?? []), ...(c.ruleOut ?? []), ...(c.yieldsTo ?? []), ...(c.against ?? []), ...(c.onlyWith ?? [])].map((s) => `${c.id}: ${s}`));
    expect(named.filter((n) => !isKnown(n.slice(n.indexOf(': ') + 2)))).toEqual([]);
  });

  it('explain symptoms: codes, and tags that warn or fail', () => {
    const notes = causes.flatMap((c) => c.explains.filter((s) => severities.get(s) === 'note').map((s) => `${c.id}: ${s}`));
    expect(notes).toEqual([]);
  });

  it('name checks and remedies that exist', () => {
    expect(causes.flatMap((c) => [...(c.decidedBy ?? []), ...c.verifyWith]).filter((id) => !checkIds.has(id))).toEqual([]);
    const causeIds = new Set(causes.map((c) => c.id));
    expect(causes.flatMap((c) => c.repairedAfter ?? []).filter((id) => !causeIds.has(id))).toEqual([]);
    expect(causes.flatMap((c) => c.remedies).filter((id) => !remedyIds.has(id))).toEqual([]);
    expect(causes.filter((c) => c.remedies.length === 0 || c.verifyWith.length === 0 || c.sources.length === 0).map((c) => c.id)).toEqual([]);
  });

  it('can each be reached by what would settle them, and be ruled out by nothing that they need', () => {
    expect(causes.filter((c) => (c.confirm ?? []).some((list) => list.length === 0 || list.some((s) => isRuledOutBy(c, s)))).map((c) => c.id)).toEqual([]);
    expect(causes.filter((c) => (c.support ?? []).some((s) => isRuledOutBy(c, s))).map((c) => c.id)).toEqual([]);
    expect(causes.filter((c) => c.onlyWith?.every((s) => isRuledOutBy(c, s)) === true).map((c) => c.id)).toEqual([]);
    expect(causes.filter((c) => c.confirm === undefined && c.support === undefined && (c.decisiveEvidence ?? []).length === 0).map((c) => c.id)).toEqual([]);
  });

  it('confirm nothing by a code alone', () => {
    expect(causes.filter((c) => (c.confirm ?? []).some((list) => list.every(isCode))).map((c) => c.id)).toEqual([]);
  });

  it.each(causes.filter((c) => c.confidence !== 'high').map((c) => [c.id, c] as const))('%s, of medium or low confidence, is confirmed by nothing', (_, cause) => {
    const all = [...cause.explains, ...(cause.confirm ?? []).flat(), ...(cause.support ?? []), ...(cause.onlyWith ?? [])];
    const [weighed] = weighCauses([cause], signsOf({ fail: [...cause.explains], notes: all.filter((s) => !(cause.ruleOut ?? []).includes(s)) }));
    expect(weighed?.certainty).toMatch(/^(?:likely|possible)$/);
  });

  it('have a page each that names a remedy, a check that verifies and a source', () => {
    const pages = causes.map((c) => [c.id, explainFromCatalogue(c.id, { causes, checks, remedies, mergedCauses })] as const);
    expect(pages.filter(([id, page]) => page?.id !== id || page.meaning === '' || page.remedies.length === 0 || page.verifyWith.length === 0 || page.sources.length === 0).map(([id]) => id)).toEqual([]);
  });

  it('ask for evidence that a person can see', () => {
    expect(causes.flatMap((c) => (c.decisiveEvidence ?? []).filter((need) => waysToSee[need] === undefined && !notByHand.has(need)).map((need) => `${c.id}: ${need}`))).toEqual([]);
  });

  it('leave no tag that warns or fails without an explanation', () => {
    const explained = new Set(causes.flatMap((c) => c.explains));
    expect([...severities].filter(([tag, severity]) => severity !== 'note' && !explained.has(tag)).map(([tag]) => tag)).toEqual([]);
  });
});

describe('merged causes', () => {
  const catalogue = { causes, checks, remedies, mergedCauses };

  it('stand within one that is in the catalogue, and are in it no more', () => {
    const ids = new Set(causes.map((c) => c.id));
    expect(Object.entries(mergedCauses).filter(([id, { into }]) => ids.has(id) || !ids.has(into)).map(([id]) => id)).toEqual([]);
  });

  it.each(Object.entries(mergedCauses))('%s is known under its old id, and the page of the one that stands says so', (id, { into, says }) => {
    expect(explainFromCatalogue(id, catalogue)).toMatchObject({ id: into, asked: id });
    expect(explainFromCatalogue(into, catalogue)?.meaning).toContain(says);
  });
});

describe('remedies', () => {
  const texts = remedies.flatMap((r) => [r.title, ...r.steps.flatMap((s) => [s.say, s.run ?? ''])].map((text) => ({ id: r.id, text })));

  it('are at least sixty, each with a title and first step of its own', () => {
    const used = remedies.filter((r) => causes.some((c) => c.remedies.includes(r.id)));
    expect(used.length).toBeGreaterThanOrEqual(60);
    expect(repeated(used.map((r) => r.title))).toEqual([]);
    expect(repeated(used.map((r) => r.steps.map((s) => `${s.say} ${s.run ?? ''}`).join(' ')))).toEqual([]);
  });

  it('are named once, and each is used', () => {
    expect(repeated(remedies.map((r) => r.id))).toEqual([]);
    const used = new Set(causes.flatMap((c) => c.remedies));
    expect([...remedyIds].filter((id) => !used.has(id))).toEqual([]);
  });

  it('remove no Windows key, name no whole key but Microsoft’s own, and set no foreign host', () => {
    expect(texts.filter(({ text }) => /\/upk\b|\/cpky\b/i.test(text))).toEqual([]);
    const keys = texts.flatMap(({ text }) => text.match(/\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/g) ?? []);
    expect(keys.filter((key) => !isSetupKey(key))).toEqual([]);
    expect(texts.filter(({ text }) => /emulat|vlmcsd|activator|crack|fake|DefenderExclusion|Add-MpPreference/i.test(text))).toEqual([]);
  });

  it('have commands on one line each, and fields that are words', () => {
    const runs = remedies.flatMap((r) => r.steps.flatMap((s) => (s.run === undefined ? [] : [s.run])));
    expect(runs.filter((run) => /[\r\n\t]/.test(run))).toEqual([]);
    const braces = texts.flatMap(({ id, text }) => (text.match(/\{[^}]*\}/g) ?? []).map((field) => `${id} ${field}`));
    // Others belong to a line of configuration or to JSON, which begin with a blank, a quote or a key.
    expect(braces.filter((b) => !/ \{(?:[a-z][A-Za-z]*\}$|[ "]|ip-address:)/.test(b))).toEqual([]);
  });
});

const rootCauses = new URL('../../shared/facts/root-causes.json', import.meta.url);
describe.skipIf(!existsSync(rootCauses))('the table of root causes', () => {
  it('is covered: each is a cause or stands within one that says so', () => {
    const table = JSON.parse(readFileSync(rootCauses, 'utf8')) as { rank: number; id: string }[];
    const known = new Set([...causes.map((c) => c.id), ...Object.keys(mergedCauses)]);
    expect(table.filter((r) => !known.has(r.id)).map((r) => r.id)).toEqual([]);
    expect(Object.entries(mergedCauses).filter(([, { into }]) => !causes.some((c) => c.id === into)).map(([id]) => id)).toEqual([]);
  });

  it('gives the order of the ranks', () => {
    const table = JSON.parse(readFileSync(rootCauses, 'utf8')) as { rank: number; id: string }[];
    expect(causeRanks).toEqual(table.toSorted((a, b) => a.rank - b.rank).map((r) => r.id));
  });
});
