import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { causes, checks } from '../checks/index.ts';
import { knownWords } from '../src/commands/scenario/known-words.ts';
import { faults } from '../src/estate/faults/index.ts';
import { readScenario } from '../src/estate/scenario/read-scenario.ts';
import type { ScenarioSpec } from '../src/estate/scenario/scenario-spec.ts';
import { confusedPairs, namedTogether } from './confused-pairs.ts';

/**
 * The scenarios as a whole: whatever the program can say must be said of an estate somewhere, and held back where it is not
 * so. That each scenario passes is its own test; here it is asked what they leave out.
 */

const folder = fileURLToPath(new URL('../fixtures/scenarios', import.meta.url));
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(?:ya?ml|json)$/.test(f)).toSorted().map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }));
const readings = texts.map(({ file, text }) => ({ file, reading: readScenario(text, knownWords) }));
const files = readings.flatMap(({ file, reading }) => (reading.ok ? [{ file, scenario: reading.scenario }] : []));
const scenarios = files.map(({ scenario }) => scenario);

const ofGroups = (...groups: ScenarioSpec['group'][]): ScenarioSpec[] => scenarios.filter((s) => groups.includes(s.group));
const expects = (scenario: ScenarioSpec, cause: string): boolean => Object.hasOwn(scenario.expect.causes, cause);

const tellsApart = (one: string, other: string): boolean => scenarios.some((s) => expects(s, one) && !expects(s, other));

/** Causes that cannot come about in an estate, and why; none today, and a reason is wanted for each that is added. */
const notInAnEstate: Readonly<Record<string, string>> = {};

describe('the scenarios', () => {
  it('can all be read', () => {
    expect(readings.flatMap(({ file, reading }) => (reading.ok ? [] : reading.problems.map((p) => `${file}:${p.line}:${p.column}: ${p.message}`)))).toEqual([]);
  });

  it('are many, healthy ones first among them', () => {
    expect({ all: scenarios.length >= 150, healthy: ofGroups('healthy').length >= 20, several: ofGroups('several').length >= 30 }).toEqual({ all: true, healthy: true, several: true });
  });

  it('stand in a file of their name, and in the folders healthy and several only those of that group', () => {
    const misplaced = files.filter(({ file, scenario: { id, group } }) => {
      const [area, name = ''] = file.split('/');
      return name.replace(/\.(?:ya?ml|json)$/, '') !== id || ((area === 'healthy' || area === 'several') && group !== area);
    });
    expect(misplaced.map(({ file }) => file)).toEqual([]);
  });

  it('name the schema for editors in their first line', () => {
    const lacking = texts.filter(({ file, text }) => file.endsWith('.yaml') && !/^# yaml-language-server: \$schema=(?:\.\.\/)+schemas\/scenario-1\.schema\.json\n/.test(text));
    expect(lacking.map(({ file }) => file)).toEqual([]);
  });

  it('say of a healthy estate that it is, and name no cause', () => {
    expect(ofGroups('healthy').filter(({ expect: e }) => e.verdict !== 'healthy' || Object.keys(e.causes).length > 0).map((s) => s.id)).toEqual([]);
  });

  it('have two faults or two states that are wrong where they are of several, and say why they exist', () => {
    const thin = ofGroups('several').filter(({ about, expect: e }) => about === undefined || (Object.keys(e.causes).length < 2 && !/hide/i.test(about)));
    expect(thin.map((s) => s.id)).toEqual([]);
  });
});

describe('every cause', () => {
  it('is expected of an estate that has it', () => {
    const lived = ofGroups('cause', 'several', 'confused');
    expect(causes.map((c) => c.id).filter((id) => notInAnEstate[id] === undefined && !lived.some((s) => expects(s, id)))).toEqual([]);
  });

  it('has a scenario of its own name', () => {
    const own = ofGroups('cause');
    expect(causes.map((c) => c.id).filter((id) => notInAnEstate[id] === undefined && !own.some((s) => s.id === id && expects(s, id)))).toEqual([]);
  });

  it('that is left out of them is one of the catalogue, and has no scenario after all', () => {
    expect(Object.keys(notInAnEstate).filter((id) => !causes.some((c) => c.id === id) || scenarios.some((s) => expects(s, id)))).toEqual([]);
  });

  it('is told from each cause that people take it for, both ways round', () => {
    const known = new Set(causes.map((c) => c.id));
    const both = confusedPairs.filter(([one, other]) => known.has(one) && known.has(other)).flatMap(([one, other]) => [[one, other], [other, one]] as const);
    const wanted = both.filter(([one, other]) => notInAnEstate[one] === undefined && !namedTogether.some(([first, second]) => first === one && second === other));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter(([one, other]) => !tellsApart(one, other)).map(([one, other]) => `${one} without ${other}`)).toEqual([]);
  });

  it('that is never named without one of those is named with it somewhere', () => {
    const wrong = namedTogether.filter(([one, other]) => tellsApart(one, other) || !scenarios.some((s) => expects(s, one) && expects(s, other)));
    expect(wrong.map(([one, other]) => `${one} with ${other}`)).toEqual([]);
  });
});

describe('every fault of the estate', () => {
  it('is put into some scenario', () => {
    const used = new Set(scenarios.flatMap((s) => s.faults.map((f) => f.fault)));
    expect(faults.map((f) => f.id).filter((id) => !used.has(id))).toEqual([]);
  });
});

describe('every finding that warns or fails', () => {
  it('is among those that some scenario expects, which then raises it and no other', () => {
    const raised = new Set(scenarios.flatMap((s) => s.expect.findings ?? []));
    const wanted = checks.flatMap(({ findings }) => Object.entries(findings).filter(([, { severity }]) => severity !== 'note').map(([tag]) => tag));
    // The project knows unauthorised hosts by their hashes alone, so no estate can hold the name of one.
    const unspeakable = new Set(['HOST_LISTED_UNAUTHORISED']);
    expect(wanted.filter((tag) => !raised.has(tag) && !unspeakable.has(tag))).toEqual([]);
  });
});
